package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.contract.AssessmentState;
import org.colophon.core.contract.AssessmentState.Status;

/**
 * An assessment as it stood at an instant.
 *
 * @param record the record that made it
 * @param made what that record says
 * @param status how it stood
 * @param confirmedBy assessors who have come to the same bytes by now
 */
public record AssessmentView(
    RecordAt record, AssessmentMade made, Status status, List<SubjectId> confirmedBy) {
  /** Copies the names. */
  public AssessmentView {
    confirmedBy = List.copyOf(confirmedBy);
  }

  /** The assessment that a record made, as it stood; empty when there was none. */
  public static Optional<AssessmentView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .state(AssessmentState.stateKey(id), AssessmentState::read)
        .flatMap(state ->
            state
                .course()
                .known(asOf.knowing(ledger))
                .map(course -> {
                  RecordAt record = ledger.record(id).orElseThrow();
                  return new AssessmentView(
                      record,
                      (AssessmentMade) record.statement().content(),
                      course.status(),
                      state.confirmedBy());
                }));
  }
}
