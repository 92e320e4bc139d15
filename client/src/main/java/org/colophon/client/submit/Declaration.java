package org.colophon.client.submit;

import java.util.List;
import java.util.Optional;
import org.colophon.client.file.FileFacts;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;

/**
 * What the user says about the works to declare, beside their files.
 *
 * @param title of the one work; the file's name when absent
 * @param ipKind the kind of intellectual property
 * @param category Copyright Law art. 3 item, Nice class or IPC symbol; by media type when absent
 * @param authors with their shares; the signer alone when empty
 * @param aiUse what part machines had
 * @param completedOn claimed day
 * @param firstPublished claimed day
 * @param identifiers in other registries
 * @param work the work that drafts have opened
 * @param derivedFrom the work that this one re-creates
 * @param unpublished whether only a commitment goes on the chain
 */
public record Declaration(
    Optional<String> title,
    WorkDeclare.IpKind ipKind,
    Optional<String> category,
    List<WorkDeclare.Author> authors,
    WorkDeclare.AiUse aiUse,
    Optional<String> completedOn,
    Optional<String> firstPublished,
    List<Identifier> identifiers,
    Optional<WorkId> work,
    Optional<WorkId> derivedFrom,
    boolean unpublished) {
  /** Copies the lists. */
  public Declaration {
    authors = List.copyOf(authors);
    identifiers = List.copyOf(identifiers);
  }

  /** A creator is among the authors; anybody else signs as their agent. */
  public Role role(SubjectId signer) {
    boolean isAuthor =
        authors.isEmpty() || authors.stream().anyMatch(a -> a.subject().equals(signer));
    return isAuthor ? Role.CREATOR : Role.AGENT;
  }

  /** The declaration of one file; with a commitment, its digest stays here. */
  WorkDeclare content(FileFacts facts, SubjectId signer, Optional<Hash> commitment) {
    return new WorkDeclare(
        work,
        title.orElseGet(() -> Texts.ofFileName(facts.name())),
        ipKind,
        category.orElseGet(() -> categoryOf(facts.mediaType())),
        authors.isEmpty()
            ? List.of(new WorkDeclare.Author(signer, WorkDeclare.SHARES_WHOLE))
            : authors,
        derivedFrom,
        completedOn,
        firstPublished,
        commitment.isPresent() ? List.of() : List.of(facts.digest()),
        commitment,
        Optional.empty(),
        identifiers,
        aiUse);
  }

  /** The item of Copyright Law of the PRC (2020), art. 3, that works of this kind mostly are. */
  public static String categoryOf(String mediaType) {
    String kind = mediaType.substring(0, mediaType.indexOf('/'));
    if (mediaType.startsWith("text/x-") || mediaType.equals("text/javascript")) {
      return "art3.8";
    }
    return switch (kind) {
      case "text" -> "art3.1";
      case "audio" -> "art3.3";
      case "image" -> mediaType.equals("image/jpeg") ? "art3.5" : "art3.4";
      case "video" -> "art3.6";
      default ->
          mediaType.contains("pdf") || mediaType.contains("document") || mediaType.contains("epub")
              ? "art3.1"
              : "art3.9";
    };
  }
}
