package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.contract.CaseState;
import org.colophon.core.contract.CaseState.Status;
import org.colophon.core.contract.Course;

/**
 * A case as it stood at an instant. What it is about is sealed: commitments alone stand here.
 *
 * @param record the record that opened it
 * @param opened what that record says
 * @param organ who opened it
 * @param course its opening and its outcomes
 * @param sealUntil from when on holders may see who read what, by the newest outcome; empty while
 *     the case is open
 */
public record CaseView(
    RecordAt record,
    CaseOpen opened,
    OrgId organ,
    Course<Status> course,
    Optional<Timestamp> sealUntil) {
  /** The case that a record opened, as it stood; empty when there was none. */
  public static Optional<CaseView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .state(CaseState.stateKey(id), CaseState::read)
        .flatMap(state ->
            state.course().known(asOf.knowing(ledger)).map(c -> view(ledger, id, state, c)));
  }

  /** Whether holders may see at a time who read what of theirs for it. */
  public boolean isSealLifted(Timestamp at) {
    return sealUntil.isPresent() && sealUntil.get().compareTo(at) <= 0;
  }

  private static CaseView view(
      LedgerQuery ledger, RecordId id, CaseState state, Course<Status> course) {
    RecordAt record = ledger.record(id).orElseThrow();
    if (record.statement().content() instanceof CaseOpen opened) {
      return new CaseView(
          record,
          opened,
          state.organ(),
          course,
          ledger.record(course.newest().record()).flatMap(CaseView::sealUntil));
    }
    throw new IllegalStateException("record " + id + ": opens no case");
  }

  private static Optional<Timestamp> sealUntil(RecordAt newest) {
    return newest.statement().content() instanceof CaseOutcome outcome
        ? Optional.of(outcome.sealUntil())
        : Optional.empty();
  }
}
