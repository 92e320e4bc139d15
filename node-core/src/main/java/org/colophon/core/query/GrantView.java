package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.contract.CaseState;
import org.colophon.core.contract.GrantLine;
import org.colophon.core.contract.GrantState;
import org.colophon.core.contract.StandingGrant;

/**
 * A grant to read as it stood at an instant, with those above it.
 *
 * @param record its record
 * @param line the grant and those above it, the grant itself first
 * @param ended what had ended it by then; empty while it counted
 * @param reads what was read and what is left; of the newest block only
 */
public record GrantView(
    RecordAt record, GrantLine line, Optional<GrantLine.Ending> ended, Optional<Reads> reads) {
  /**
   * The reads of a grant, those of grants delegated from it among them.
   *
   * @param leased reads of leases that are not settled
   * @param used reads of settled leases
   * @param left what may still be leased of it and all above it, whenever it counts
   * @param leftToday how much of that on the day that is asked for
   */
  public record Reads(long leased, long used, long left, long leftToday) {}

  /** Whether something may be read under it. */
  public boolean isEffective() {
    return ended.isEmpty();
  }

  /** The records of the line, that of the organs first. */
  public List<RecordId> ids() {
    return line.grants().reversed().stream().map(StandingGrant::id).toList();
  }

  /** The grant of that record as it stood; empty when there was none. */
  public static Optional<GrantView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .record(id)
        .filter(record -> asOf.knows(record.index()))
        .flatMap(
            record -> standing(ledger, record).map(grant -> view(ledger, record, grant, asOf)));
  }

  private static Optional<StandingGrant> standing(LedgerQuery ledger, RecordAt record) {
    return ledger
        .state(GrantState.stateKey(record.id()), GrantState::read)
        .map(state -> StandingGrant.of(record.statement(), state));
  }

  private static GrantView view(
      LedgerQuery ledger, RecordAt record, StandingGrant grant, AsOf asOf) {
    GrantLine line =
        GrantLine.of(
            grant,
            above -> ledger.record(above).flatMap(at -> standing(ledger, at)).orElseThrow(),
            ledger
                .state(CaseState.stateKey(grant.content().caseOpened()), CaseState::read)
                .orElseThrow());
    return new GrantView(
        record,
        line,
        line.ended(asOf.time(), asOf.knowing(ledger)),
        asOf.height().equals(ledger.asOf()) ? Optional.of(reads(line, asOf)) : Optional.empty());
  }

  private static Reads reads(GrantLine line, AsOf asOf) {
    GrantState state = line.grant().state();
    long left = line.readsLeft();
    return new Reads(
        state.leased(), state.used(), left, Math.min(left, line.readsLeftOnDayOf(asOf.time())));
  }
}
