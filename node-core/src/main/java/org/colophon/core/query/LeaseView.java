package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.contract.LeaseState;

/**
 * A lease of reads as it stood at an instant, and its settlement.
 *
 * @param record its record
 * @param lease what it says
 * @param node which node took it
 * @param settled how it was settled; empty while it was not
 */
public record LeaseView(
    RecordAt record, ReadLease lease, SubjectId node, Optional<Settlement> settled) {
  /**
   * How a lease was settled.
   *
   * @param record the record
   * @param settle what it says
   */
  public record Settlement(RecordAt record, ReadSettle settle) {}

  /** The lease of that record as it stood; empty when there was none. */
  public static Optional<LeaseView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .record(id)
        .filter(record -> asOf.knows(record.index()))
        .flatMap(record ->
            record.statement().content() instanceof ReadLease lease
                ? Optional.of(view(ledger, record, lease, asOf))
                : Optional.empty());
  }

  private static LeaseView view(LedgerQuery ledger, RecordAt record, ReadLease lease, AsOf asOf) {
    LeaseState state =
        ledger.state(LeaseState.stateKey(record.id()), LeaseState::read).orElseThrow();
    return new LeaseView(
        record,
        lease,
        record.statement().author(),
        state
            .settled()
            .flatMap(ledger::record)
            .filter(settlement -> asOf.knows(settlement.index()))
            .map(LeaseView::settlement));
  }

  private static Settlement settlement(RecordAt record) {
    if (record.statement().content() instanceof ReadSettle settle) {
      return new Settlement(record, settle);
    }
    throw new IllegalStateException("record " + record.id() + ": settles nothing");
  }
}
