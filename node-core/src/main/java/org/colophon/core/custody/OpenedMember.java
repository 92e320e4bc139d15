package org.colophon.core.custody;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What opens one committed member.
 *
 * @param member its place in the statement, see {@link CommittedMembers}
 * @param by who made the commitment
 * @param salt its salt
 * @param digest SHA-256 of what was committed to
 * @param text what was committed to, when it is a text
 */
public record OpenedMember(
    String member, SubjectId by, Hash salt, Hash digest, Optional<String> text) {
  /** Most characters of a text. */
  public static final int TEXT_CHARS_MAX = 32_768;

  /** The opening of a text. */
  public static OpenedMember ofText(String member, SubjectId by, Hash salt, String text) {
    return new OpenedMember(member, by, salt, digestOf(text), Optional.of(text));
  }

  private static Hash digestOf(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what {@link #json} wrote. */
  public static OpenedMember read(Members members) throws RefusedException {
    OpenedMember opened =
        new OpenedMember(
            members.text("member", CommittedMembers.PLACE_CHARS_MAX),
            members.parsed("by", 63, SubjectId::new),
            members.hash("salt"),
            members.hash("digest"),
            members.textIf("text", TEXT_CHARS_MAX));
    if (opened.text.isPresent() && !digestOf(opened.text.get()).equals(opened.digest)) {
      throw members.malformed("digest", "not of the text");
    }
    return opened;
  }

  /** As it stands in the openings. */
  public Json.Obj json() {
    return Json.object()
        .put("member", member)
        .put("by", by.text())
        .put("salt", salt.hex())
        .put("digest", digest.hex())
        .putText("text", text)
        .build();
  }

  /** What it opens. */
  public Hash commitment() {
    return ContentCommitment.of(salt, by, digest);
  }
}
