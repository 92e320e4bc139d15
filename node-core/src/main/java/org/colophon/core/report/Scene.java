package org.colophon.core.report;

import java.util.List;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;

/**
 * Where a report looks.
 *
 * @param ledger the ledger, which may have gone on since
 * @param asOf up to which block
 * @param window of which time
 * @param named the records that it names
 */
record Scene(LedgerQuery ledger, AsOf asOf, Window window, Named named) {
  /**
   * The records under a link within the window, oldest first.
   *
   * @param what names them in a refusal
   * @throws RefusedException TOO_LARGE when there are more than that
   */
  Iterable<RecordAt> within(Link link, int max, String what) throws RefusedException {
    Window.Leaves leaves = window.leaves(ledger.reader(), asOf);
    return records(leaves(link, leaves, max + 1), max, what);
  }

  /**
   * The records under a link, whenever they were ordered before the report's block, oldest first.
   */
  Iterable<RecordAt> all(Link link, int max, String what) throws RefusedException {
    Window.Leaves leaves = Window.ALL.leaves(ledger.reader(), asOf);
    return records(leaves(link, leaves, max + 1), max, what);
  }

  /** Leaves under a link within the window, oldest first, as many as that at most. */
  List<LeafIndex> leaves(Link link, Window.Leaves leaves, int max) {
    return ledger.reader().linked(link, leaves.from(), max).stream().filter(leaves::holds).toList();
  }

  private Iterable<RecordAt> records(List<LeafIndex> leaves, int max, String what)
      throws RefusedException {
    if (leaves.size() > max) {
      throw new RefusedException(
          Reason.TOO_LARGE, what + ": over " + max + " (ask for a shorter time)");
    }
    return ledger.recordsAt(leaves);
  }
}
