package org.colophon.client.stream;

import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Content;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * Reads lines as what is to be recorded. The statement's own form is checked when it is composed.
 */
public abstract sealed class RecordLines permits WorkLines, EventLines {
  private static final int REF_CHARS_MAX = 256;

  /** What is wrong with the signer or the profile is wrong with every line that follows. */
  private static final Set<Reason> OF_SIGNER =
      Set.of(
          Reason.WRONG_CHAIN,
          Reason.BAD_SIGNATURE,
          Reason.KEY_REVOKED,
          Reason.UNKNOWN_ORGANISATION,
          Reason.NOT_AUTHORISED);

  /** The digest that a line gives, for its result should the rest be refused. */
  abstract Optional<Hash> digestIn(Members members) throws RefusedException;

  /** What is to be recorded of a line; {@code ref} is taken already. */
  abstract Content content(Members members) throws RefusedException;

  /** What tells a content of these lines from all others; empty when it is none of these lines. */
  abstract Optional<Hash> keyOf(Content content);

  /** In which role the signer signs it. */
  abstract Role role(Content content, SubjectId signer);

  /** Whether a refusal is about the signer, and not about this line. */
  boolean isOfSigner(Reason reason, Content content, SubjectId signer) {
    return OF_SIGNER.contains(reason);
  }

  /** What the line says; nothing when it is blank. */
  Optional<Entry> read(Line line) {
    return switch (line) {
      case Line.Unreadable(long number, var refusal) ->
          Optional.of(new Entry.Refused(number, Optional.empty(), Optional.empty(), refusal));
      case Line.Text(long number, String text) ->
          text.isBlank() ? Optional.empty() : Optional.of(read(number, text));
    };
  }

  private Entry read(long number, String text) {
    Optional<Json> ref = Optional.empty();
    Optional<Hash> sha256 = Optional.empty();
    try {
      Members members = Members.of("", LooseJson.parse(text));
      ref = ref(members);
      sha256 = digestIn(members);
      Content content = content(members);
      members.end();
      return new Entry.Item(number, ref, keyOf(content).orElseThrow(), content);
    } catch (RefusedException e) {
      return new Entry.Refused(number, ref, sha256, e.refusal());
    }
  }

  /** A text or a number; it comes back as it was. */
  static Optional<Json> ref(Members members) throws RefusedException {
    Optional<Json> ref = members.any("ref");
    if (ref.isEmpty() || ref.get() instanceof Json.Int) {
      return ref;
    }
    if (ref.get() instanceof Json.Str(String text)) {
      if (text.length() > REF_CHARS_MAX) {
        throw new RefusedException(Reason.TOO_LARGE, "ref: over " + REF_CHARS_MAX + " characters");
      }
      return ref;
    }
    throw members.malformed("ref", "neither a string nor an integer");
  }
}
