package org.colophon.verifier;

import java.nio.charset.StandardCharsets;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * What opens one commitment. Whoever loses it can never prove what was committed to; whoever else
 * has it can tell whether they have the same file.
 *
 * @param record the record that carries the commitment
 * @param type the record's type
 * @param target the work or record that it is about; empty when it is about none
 * @param role in which it was signed, and in which it must be opened
 * @param subject who signed
 * @param digest SHA-256 of the content
 * @param salt 32 random bytes
 * @param fileName the file's name, or the text that was committed to, for the user's memory
 * @param leaf the record as it was signed: what to send again; empty when it was kept before that
 */
public record Opening(
    RecordId record,
    String type,
    String target,
    Role role,
    SubjectId subject,
    Hash digest,
    Hash salt,
    String fileName,
    String leaf) {
  private static final String FORMAT = "colophon-opening/1";

  /** Stands for a text that is empty. */
  private static final String NONE = "-";

  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 4, 64);

  /** What it opens. */
  public Hash commitment() {
    return ContentCommitment.of(salt, subject, digest);
  }

  /** The record's bytes. */
  public byte[] leafBytes() {
    return leaf.getBytes(StandardCharsets.UTF_8);
  }

  /** The text that {@link #read} reads. */
  public byte[] bytes() {
    return Json.object()
        .put("format", FORMAT)
        .put("record", record.hex())
        .put("type", type)
        .put("target", target.isEmpty() ? NONE : target)
        .put("role", role.label())
        .put("subject", subject.text())
        .put("digest", digest.hex())
        .put("salt", salt.hex())
        .put("commitment", commitment().hex())
        .put("fileName", fileName)
        .put("leaf", leaf.isEmpty() ? NONE : leaf)
        .build()
        .bytes();
  }

  /** Reads what {@link #bytes} wrote. */
  public static Opening read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    String target = members.text("target", 64);
    String leaf = members.text("leaf", 1 << 20);
    Opening opening =
        new Opening(
            members.parsed("record", 64, RecordId::ofHex),
            members.text("type", 64),
            target.equals(NONE) ? "" : target,
            members.parsed("role", 32, Role::ofLabel),
            members.parsed("subject", 64, SubjectId::new),
            members.hash("digest"),
            members.hash("salt"),
            members.text("fileName", 4096),
            leaf.equals(NONE) ? "" : leaf);
    if (!members.hash("commitment").equals(opening.commitment())) {
      throw members.malformed("commitment", "not what salt, subject and digest give");
    }
    members.end();
    return opening;
  }
}
