package org.colophon.client.stream;

import java.util.List;
import java.util.Optional;
import org.colophon.client.submit.Declaration;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Reads lines as works. A line has {@code sha256}, {@code size}, {@code mediaType} and {@code
 * title}, and may have {@code sm3}, {@code category}, {@code ipKind}, {@code aiUse}, {@code
 * completedOn}, {@code firstPublished}, {@code derivedFrom}, {@code identifiers}, {@code creators}
 * and {@code ref}. What it leaves out is taken from the defaults; the statement's own form is
 * checked when it is composed.
 */
public final class WorkLines {
  private static final int REF_CHARS_MAX = 256;
  private static final int TEXT_CHARS_MAX = 512;

  private final Declaration defaults;
  private final List<WorkDeclare.Author> authors;

  /** Reads with these defaults; without authors {@code signer} is the only one. */
  public WorkLines(Declaration defaults, SubjectId signer) {
    this.defaults = defaults;
    this.authors =
        defaults.authors().isEmpty()
            ? List.of(new WorkDeclare.Author(signer, WorkDeclare.SHARES_WHOLE))
            : defaults.authors();
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
      sha256 = Optional.of(members.hash("sha256"));
      WorkDeclare content = content(members);
      members.end();
      return new Entry.Work(number, ref, sha256.get(), content);
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

  private WorkDeclare content(Members members) throws RefusedException {
    ContentDigest digest = ContentDigest.read(members);
    return new WorkDeclare(
        Optional.empty(),
        members.text("title", TEXT_CHARS_MAX),
        members.has("ipKind")
            ? members.oneOf("ipKind", WorkDeclare.IpKind.class)
            : defaults.ipKind(),
        members
            .textIf("category", TEXT_CHARS_MAX)
            .or(defaults::category)
            .orElseGet(() -> Declaration.categoryOf(digest.mediaType())),
        members.has("creators")
            ? members.objects("creators", 1, WorkDeclare.AUTHORS_MAX, WorkDeclare.Author::read)
            : authors,
        members.parsedIf("derivedFrom", 64, WorkId::ofHex).or(defaults::derivedFrom),
        members.textIf("completedOn", TEXT_CHARS_MAX).or(defaults::completedOn),
        members.textIf("firstPublished", TEXT_CHARS_MAX).or(defaults::firstPublished),
        List.of(digest),
        Optional.empty(),
        Optional.empty(),
        members.has("identifiers")
            ? members.objects("identifiers", 1, WorkDeclare.IDENTIFIERS_MAX, Identifier::read)
            : List.of(),
        members.has("aiUse") ? members.oneOf("aiUse", WorkDeclare.AiUse.class) : defaults.aiUse());
  }
}
