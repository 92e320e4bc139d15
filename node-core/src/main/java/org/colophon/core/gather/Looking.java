package org.colophon.core.gather;

import java.util.List;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;

/**
 * Where is looked, and how far.
 *
 * @param ledger the ledger, which may have gone on since
 * @param asOf up to where
 */
record Looking(LedgerQuery ledger, AsOf asOf) {
  /** Most records of one kind that are looked at. */
  private static final int RECORDS_MAX = 100_000;

  /** Everything under a link, oldest first; refused when that is too much. */
  Iterable<RecordAt> all(Link link) throws RefusedException {
    List<LeafIndex> leaves =
        ledger.reader().linked(link, new LeafIndex(0), RECORDS_MAX + 1).stream()
            .filter(asOf::knows)
            .toList();
    if (leaves.size() > RECORDS_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, link.kind() + ": over " + RECORDS_MAX + " records to look at");
    }
    return ledger.recordsAt(leaves);
  }

  /** A record that stands. */
  RecordAt require(String member, RecordId id) throws RefusedException {
    return ledger
        .record(id)
        .filter(record -> asOf.knows(record.index()))
        .orElseThrow(
            () -> new RefusedException(Reason.NOT_FOUND, member + ": " + id + " is not there"));
  }
}
