package org.colophon.client.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.TraceEvent;

/**
 * Where the next draft of a work goes on.
 *
 * @param work the work
 * @param end the draft to go on from
 * @param sequence that draft's number
 */
record DraftLine(WorkId work, RecordId end, long sequence) {
  /** A draft that opens a work. */
  static DraftAdd first(Hash commitment) {
    return new DraftAdd(Optional.empty(), 1, commitment, Optional.empty(), Optional.empty(), false);
  }

  /** The next draft. */
  DraftAdd next(Hash commitment, boolean fork) {
    return new DraftAdd(
        Optional.of(work), sequence + 1, commitment, Optional.of(end), Optional.empty(), fork);
  }

  /**
   * The line as the chain has it.
   *
   * @param end the draft to go on from; without it, the newest
   */
  static DraftLine of(Session session, WorkId work, Optional<RecordId> end)
      throws IOException, RefusedException, Failure {
    List<TraceEvent> drafts =
        session.network().trace(work.hex(), session.lastHeight().value()).stream()
            .filter(event -> event.getType().equals(RecordType.DRAFT_ADD.label()))
            .filter(event -> end.isEmpty() || end.get().hex().equals(event.getReceipt().getId()))
            .toList();
    if (drafts.isEmpty()) {
      throw Failure.refused(Reason.STALE_PREVIOUS, "the work has no such draft");
    }
    Statement statement =
        new RecordParser(session.genesis().limits().recordBytesMax())
            .parseStatement(drafts.getLast().getStatement().toByteArray());
    if (!(statement.content() instanceof DraftAdd draft)) {
      throw Failure.refused(Reason.STALE_PREVIOUS, "the record is no draft");
    }
    return new DraftLine(work, statement.id(), draft.sequence());
  }
}
