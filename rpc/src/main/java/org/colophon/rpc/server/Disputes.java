package org.colophon.rpc.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.ObjectionView;

/** Which objections stood against the titles that one answer shows; each title is read once. */
final class Disputes {
  private final LedgerQuery ledger;
  private final AsOf asOf;
  private final Map<WorkId, List<RecordId>> read = new HashMap<>();

  Disputes(LedgerQuery ledger, AsOf asOf) {
    this.ledger = ledger;
    this.asOf = asOf;
  }

  List<RecordId> of(WorkId work) throws RefusedException {
    List<RecordId> known = read.get(work);
    if (known == null) {
      known =
          ObjectionView.standing(ledger, work, asOf).stream()
              .map(objection -> objection.record().id())
              .toList();
      read.put(work, known);
    }
    return known;
  }
}
