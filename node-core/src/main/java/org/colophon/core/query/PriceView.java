package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.PriceReference;
import org.colophon.core.contract.WorkOf;

/**
 * A price that an appraiser gave.
 *
 * @param record where it stands
 * @param price what it says
 * @param work of the deal that it is a price of
 */
public record PriceView(RecordAt record, PriceReference price, Optional<WorkId> work) {
  /** The price of that record; empty when there is none. */
  public static Optional<PriceView> of(LedgerQuery ledger, RecordId id) {
    return ledger
        .record(id)
        .flatMap(record ->
            record.statement().content() instanceof PriceReference price
                ? Optional.of(new PriceView(record, price, workOf(ledger, record)))
                : Optional.empty());
  }

  private static Optional<WorkId> workOf(LedgerQuery ledger, RecordAt record) {
    return WorkOf.record(record.statement(), id -> ledger.record(id).map(RecordAt::statement));
  }
}
