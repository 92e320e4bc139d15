package org.colophon.client.stream;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.client.submit.Declaration;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Members;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * Reads lines as works. A line has {@code sha256}, {@code size}, {@code mediaType} and {@code
 * title}, and may have {@code sm3}, {@code category}, {@code ipKind}, {@code aiUse}, {@code
 * completedOn}, {@code firstPublished}, {@code derivedFrom}, {@code identifiers}, {@code creators}
 * and {@code ref}. What it leaves out is taken from the defaults; the statement's own form is
 * checked when it is composed.
 */
public final class WorkLines extends RecordLines {
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

  @Override
  Optional<Hash> digestIn(Members members) throws RefusedException {
    return Optional.of(members.hash("sha256"));
  }

  @Override
  Optional<Hash> keyOf(Content content) {
    return content instanceof WorkDeclare work && work.contents().size() == 1
        ? Optional.of(work.contents().getFirst().sha256())
        : Optional.empty();
  }

  /** A creator is among the authors; anybody else signs as their agent. */
  @Override
  Role role(Content content, SubjectId signer) {
    boolean isAuthor = authorsOf(content).anyMatch(author -> author.subject().equals(signer));
    return isAuthor ? Role.CREATOR : Role.AGENT;
  }

  @Override
  boolean isOfSigner(Reason reason, Content content, SubjectId signer) {
    boolean namesNobodyElse =
        authorsOf(content).allMatch(author -> author.subject().equals(signer));
    return reason == Reason.ROLE_DENIED
        || super.isOfSigner(reason, content, signer)
        || (reason == Reason.UNKNOWN_KEY && namesNobodyElse);
  }

  private static Stream<WorkDeclare.Author> authorsOf(Content content) {
    return content instanceof WorkDeclare work ? work.authors().stream() : Stream.empty();
  }

  @Override
  WorkDeclare content(Members members) throws RefusedException {
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
