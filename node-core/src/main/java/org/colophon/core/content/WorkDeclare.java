package org.colophon.core.content;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A work is declared: what it is, who made it in which shares, and what its content is. A published
 * work carries its contents' digests, an unpublished one a commitment.
 *
 * @param work the work that drafts have opened; absent when this record opens it
 * @param title in clear
 * @param ipKind copyright, trademark or patent
 * @param category item of Copyright Law art. 3, Nice class or IPC symbol, by the kind
 * @param authors each with a share in basis points; together 10,000
 * @param derivedFrom the work that this one re-creates; absent in an original work
 * @param completedOn claimed day of completion
 * @param firstPublished claimed day of first publication
 * @param contents digests of the published content; empty when there is a commitment
 * @param commitment commitment to the unpublished content
 * @param iscc International Standard Content Code (ISO 24138), only for a published work
 * @param identifiers ISBN, ISSN, ISRC, ISWC, DOI
 * @param aiUse what part machines had in it, as the author says
 */
public record WorkDeclare(
    Optional<WorkId> work,
    String title,
    IpKind ipKind,
    String category,
    List<Author> authors,
    Optional<WorkId> derivedFrom,
    Optional<String> completedOn,
    Optional<String> firstPublished,
    List<ContentDigest> contents,
    Optional<Hash> commitment,
    Optional<String> iscc,
    List<Identifier> identifiers,
    AiUse aiUse)
    implements Content {
  /** Basis points of the whole. */
  public static final int SHARES_WHOLE = 10_000;

  /** Most authors of one work. */
  public static final int AUTHORS_MAX = 256;

  /** Most identifiers of one work. */
  public static final int IDENTIFIERS_MAX = 16;

  private static final int CONTENTS_MAX = 256;

  /** The kind of intellectual property. */
  public enum IpKind {
    /** Copyright. */
    COPYRIGHT,
    /** A trade mark. */
    TRADEMARK,
    /** A patent. */
    PATENT
  }

  /** What part machines had in the making. */
  public enum AiUse {
    /** None. */
    NONE,
    /** A tool of the author. */
    ASSISTED,
    /** Made the expression. */
    GENERATED
  }

  /**
   * One author.
   *
   * @param subject pseudonym
   * @param share basis points
   */
  public record Author(SubjectId subject, long share) {
    /** Takes its members. */
    public static Author read(Members members) throws RefusedException {
      return new Author(
          members.parsed("subject", 64, SubjectId::new),
          members.integer("share", 0, Json.INTEGER_MAX));
    }

    Json json() {
      return Json.object().put("share", share).put("subject", subject.text()).build();
    }
  }

  /** Copies the lists. */
  public WorkDeclare {
    authors = List.copyOf(authors);
    contents = List.copyOf(contents);
    identifiers = List.copyOf(identifiers);
  }

  static WorkDeclare read(Members members) throws RefusedException {
    WorkDeclare work =
        new WorkDeclare(
            members.parsedIf("work", 64, WorkId::ofHex),
            ClearText.check("title", members.text("title", 512)),
            members.oneOf("ipKind", IpKind.class),
            ClearText.check("category", members.text("category", 128)),
            members.objects("authors", 1, AUTHORS_MAX, Author::read),
            members.parsedIf("derivedFrom", 64, WorkId::ofHex),
            members.parsedIf("completedOn", 10, Days::check),
            members.parsedIf("firstPublished", 10, Days::check),
            members.has("contents")
                ? members.objects("contents", 1, CONTENTS_MAX, ContentDigest::read)
                : List.of(),
            members.commitmentIf("commitment"),
            members.parsedIf("iscc", 128, Identifier::checkIscc),
            members.has("identifiers")
                ? members.objects("identifiers", 1, IDENTIFIERS_MAX, Identifier::read)
                : List.of(),
            members.oneOf("aiUse", AiUse.class));
    var _ = Category.check(work.ipKind, work.category);
    checkShares(work.authors);
    checkContent(members, work);
    return work;
  }

  private static void checkShares(List<Author> authors) throws RefusedException {
    long sum = 0;
    Set<SubjectId> seen = new HashSet<>();
    for (Author author : authors) {
      if (author.share < 1 || author.share > SHARES_WHOLE || !seen.add(author.subject)) {
        throw new RefusedException(
            Reason.BAD_SHARES, "authors: (expected: each once, with 1 to 10000 basis points)");
      }
      sum += author.share;
    }
    if (sum != SHARES_WHOLE) {
      throw new RefusedException(
          Reason.BAD_SHARES, "authors: " + sum + " basis points (expected: 10000)");
    }
  }

  private static void checkContent(Members members, WorkDeclare work) throws RefusedException {
    if (work.contents.isEmpty() == work.commitment.isEmpty()) {
      throw members.malformed("contents", "(expected: either contents or a commitment)");
    }
    if (work.commitment.isPresent() && (work.iscc.isPresent() || work.firstPublished.isPresent())) {
      throw members.malformed("commitment", "(expected: only for an unpublished work)");
    }
    Set<Hash> seen = new HashSet<>();
    for (ContentDigest content : work.contents) {
      if (!seen.add(content.sha256())) {
        throw members.malformed("contents", "a digest occurs twice");
      }
    }
  }

  @Override
  public RecordType type() {
    return RecordType.WORK_DECLARE;
  }

  @Override
  public List<Hash> contentDigests() {
    return contents.stream().map(ContentDigest::sha256).toList();
  }

  @Override
  public Optional<Hash> contentCommitment() {
    return commitment;
  }

  @Override
  public boolean claimsContent() {
    return true;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work.orElse(self));
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .putText("work", work.map(WorkId::hex))
        .put("title", title)
        .put("ipKind", ipKind.name())
        .put("category", category)
        .put("authors", Json.array(authors.stream().map(Author::json).toList()))
        .putText("derivedFrom", derivedFrom.map(WorkId::hex))
        .putText("completedOn", completedOn)
        .putText("firstPublished", firstPublished)
        .putIf("contents", list(contents.stream().map(ContentDigest::json).toList()))
        .putText("commitment", commitment.map(Hash::hex))
        .putText("iscc", iscc)
        .putIf("identifiers", list(identifiers.stream().map(Identifier::json).toList()))
        .put("aiUse", aiUse.name())
        .build();
  }

  private static Optional<Json> list(List<Json> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(Json.array(items));
  }
}
