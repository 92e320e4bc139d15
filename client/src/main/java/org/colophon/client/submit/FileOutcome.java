package org.colophon.client.submit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.file.FileFacts;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.Receipt;

/**
 * What came of declaring one file.
 *
 * @param path the file
 * @param status what came of it
 * @param facts what was read of it; empty when it could not be read
 * @param record the record's id, when there is a record
 * @param work the work's id, when there is one
 * @param receipt where the record stands
 * @param others records of others that claim the same content
 * @param detail why, when it was refused, is unanswered or could not be read; the other file, when
 *     it is the same content
 */
public record FileOutcome(
    Path path,
    Status status,
    Optional<FileFacts> facts,
    Optional<String> record,
    Optional<String> work,
    Optional<Receipt> receipt,
    List<LookupMatch> others,
    Optional<String> detail) {
  /** What came of it. */
  public enum Status {
    /** It stands on the chain now. */
    REGISTERED,
    /** This subject had declared it before; nothing was sent. */
    ALREADY_REGISTERED,
    /** Another file of this run has the same content. */
    SAME_CONTENT,
    /** The chain refused it. */
    REFUSED,
    /** Nobody answered for it yet; the next run sends the same bytes. */
    UNANSWERED,
    /** It could not be read. */
    UNREADABLE
  }

  /** Copies the list. */
  public FileOutcome {
    others = List.copyOf(others);
  }

  static FileOutcome of(Path path, Status status, Optional<FileFacts> facts, String detail) {
    return new FileOutcome(
        path,
        status,
        facts,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        detail.isEmpty() ? Optional.empty() : Optional.of(detail));
  }

  FileOutcome with(List<LookupMatch> otherClaims) {
    return new FileOutcome(path, status, facts, record, work, receipt, otherClaims, detail);
  }

  FileOutcome standing(Status standing, String recordId, String workId, Receipt where) {
    return new FileOutcome(
        path,
        standing,
        facts,
        Optional.of(recordId),
        workId.isEmpty() ? Optional.empty() : Optional.of(workId),
        Optional.of(where),
        others,
        detail);
  }
}
