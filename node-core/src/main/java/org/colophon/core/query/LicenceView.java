package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.contract.LicenceState;
import org.colophon.core.contract.StandingLicence;

/**
 * A licence, or a waiver as a licence to everybody, and how it stands at an instant.
 *
 * @param record its record
 * @param licence its terms, parties and place
 * @param standing whether it is in force
 * @param end when it is over, as far as is known
 * @param endedBy what ends it, or a licence above it, before its time
 * @param line its record and those of the licences above it, the first grant first
 */
public record LicenceView(
    RecordAt record,
    StandingLicence licence,
    Standing standing,
    Timestamp end,
    Optional<RecordId> endedBy,
    List<RecordId> line) {
  /** How a licence stands. */
  public enum Standing {
    /** It has not begun. */
    NOT_BEGUN,
    /** It is in force. */
    IN_FORCE,
    /** Its time is over. */
    RUN_OUT,
    /** It was ended before its time. */
    TERMINATED,
    /** A licence above it was ended, and it fell with it. */
    FALLEN
  }

  /** Copies the line. */
  public LicenceView {
    line = List.copyOf(line);
  }

  /** Whether it is in force. */
  public boolean isInForce() {
    return standing == Standing.IN_FORCE;
  }

  /** The licence of that record as it stood; empty when there was none. */
  public static Optional<LicenceView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .record(id)
        .filter(record -> asOf.knows(record.index()))
        .flatMap(record -> standing(ledger, record))
        .map(licence -> view(ledger, licence, asOf));
  }

  private static Optional<StandingLicence> standing(LedgerQuery ledger, RecordAt record) {
    return ledger
        .state(LicenceState.stateKey(record.id()), LicenceState::read)
        .map(state -> new StandingLicence(record.statement(), state));
  }

  private static LicenceView view(LedgerQuery ledger, StandingLicence licence, AsOf asOf) {
    List<StandingLicence> line = line(ledger, licence);
    Timestamp end = licence.terms().until();
    Optional<RecordId> endedBy = Optional.empty();
    StandingLicence first = licence;
    for (StandingLicence above : line) {
      Optional<LicenceState.Ending> ending = ending(ledger, above, asOf);
      if (ending.isPresent() && ending.get().time().compareTo(end) < 0) {
        end = ending.get().time();
        endedBy = Optional.of(ending.get().record());
        first = above;
      }
    }
    return new LicenceView(
        ledger.record(licence.id()).orElseThrow(),
        licence,
        standing(licence, asOf.time(), end, endedBy.isPresent(), first.equals(licence)),
        end,
        endedBy,
        line.reversed().stream().map(StandingLicence::id).toList());
  }

  private static Standing standing(
      StandingLicence licence, Timestamp time, Timestamp end, boolean ended, boolean byItself) {
    if (end.compareTo(time) <= 0) {
      return !ended ? Standing.RUN_OUT : byItself ? Standing.TERMINATED : Standing.FALLEN;
    }
    return licence.begin().compareTo(time) > 0 ? Standing.NOT_BEGUN : Standing.IN_FORCE;
  }

  /** The newest termination that was known; each one is to an earlier time than the one before. */
  private static Optional<LicenceState.Ending> ending(
      LedgerQuery ledger, StandingLicence licence, AsOf asOf) {
    return licence.state().endings().reversed().stream()
        .filter(ending -> asOf.knowing(ledger).test(ending.record()))
        .findFirst();
  }

  /** A licence and those above it. */
  private static List<StandingLicence> line(LedgerQuery ledger, StandingLicence licence) {
    List<StandingLicence> line = new ArrayList<>(List.of(licence));
    while (line.getLast().state().parent().isPresent()) {
      RecordId parent = line.getLast().state().parent().get();
      line.add(ledger.record(parent).flatMap(record -> standing(ledger, record)).orElseThrow());
    }
    return line;
  }
}
