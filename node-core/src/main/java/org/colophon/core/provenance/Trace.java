package org.colophon.core.provenance;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.contract.WorkState;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SurvivingLicences;
import org.colophon.core.query.Times;

/**
 * A page of everything that happened to a work, oldest first.
 *
 * @param events this page's
 * @param next cursor of the next page; empty in the last
 * @param asOf the block up to which it was read
 */
public record Trace(List<TraceEvent> events, Optional<String> next, Height asOf) {
  /** Most events of a page. */
  public static final int PAGE_MAX = 500;

  /** Copies the events. */
  public Trace {
    events = List.copyOf(events);
  }

  /**
   * A page of a work's trace; empty when there is no such work.
   *
   * @param size events, 1 to {@link #PAGE_MAX}
   * @throws RefusedException when the cursor is not one of this trace
   */
  public static Optional<Trace> page(LedgerQuery ledger, WorkId work, int size, String cursor)
      throws RefusedException {
    String list = "trace/" + work;
    LeafIndex from = Cursor.parse(list, cursor).orElse(new LeafIndex(0));
    if (ledger.reader().state(WorkState.stateKey(work)).isEmpty()) {
      return Optional.empty();
    }
    // One more than the page tells whether there is another page, and where it begins.
    List<LeafIndex> leaves = ledger.reader().linked(Link.work(work), from, size + 1);
    Optional<String> next =
        leaves.size() > size ? Optional.of(Cursor.of(list, leaves.get(size))) : Optional.empty();
    List<TraceEvent> events =
        leaves.stream().limit(size).map(index -> event(ledger, work, index)).toList();
    return Optional.of(new Trace(events, next, ledger.asOf()));
  }

  private static TraceEvent event(LedgerQuery ledger, WorkId work, LeafIndex index) {
    RecordAt record = ledger.recordAt(index);
    SurvivingLicences surviving = SurvivingLicences.of(ledger, record);
    return new TraceEvent(
        record,
        Times.of(record, ledger.reader()),
        Summaries.of(record.statement(), Optional.of(work)) + LicenceSummaries.of(surviving),
        surviving);
  }
}
