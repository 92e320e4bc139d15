package org.colophon.client.assess;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.content.Interval;
import org.colophon.rpc.proto.FindingView;

/**
 * What is reckoned.
 *
 * @param work the work, 64 hex digits
 * @param about the record that says when: an allegation, or the work's declaration
 * @param window of the acts that count
 * @param finding the newest finding of a court, when there is one
 */
public record Matter(String work, RecordId about, Interval window, Optional<FindingView> finding) {
  /** Whether a work is valued: its id is that of the record that opened it. */
  boolean isOfWork() {
    return about.hex().equals(work);
  }

  /** The record of the finding, alone; nothing when nobody has found. */
  List<RecordId> findingRecord() {
    return finding
        .map(found -> List.of(RecordId.ofHex(found.getReceipt().getId())))
        .orElse(List.of());
  }
}
