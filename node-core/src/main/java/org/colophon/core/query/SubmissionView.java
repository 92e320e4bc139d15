package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.Register;
import org.colophon.core.contract.SubmissionState;
import org.colophon.core.contract.SubmissionState.Status;

/**
 * Material that was submitted to a court, as it stood at an instant.
 *
 * @param record the record that submitted it
 * @param submitted what that record says
 * @param status how it stood
 * @param answer the court's answer
 */
public record SubmissionView(
    RecordAt record, CourtSubmit submitted, Status status, Optional<Answer> answer) {
  /**
   * What a court answered.
   *
   * @param record its record
   * @param received what that record says
   */
  public record Answer(RecordAt record, CourtReceive received) {}

  /** The submission of that record, as it stood; empty when there was none. */
  public static Optional<SubmissionView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .state(SubmissionState.stateKey(id), SubmissionState::read)
        .flatMap(state -> state.course().known(asOf.knowing(ledger)))
        .map(course -> view(ledger, ledger.record(id).orElseThrow(), course));
  }

  /**
   * A page of what waits at a court, oldest first, as it stands now. It reads nothing of what was
   * answered.
   *
   * @throws RefusedException when the cursor is not one of this list
   */
  public static LinkedPage<SubmissionView> waiting(
      LedgerQuery ledger, OrgId court, int size, String cursor) throws RefusedException {
    AsOf newest = AsOf.newest(ledger);
    return LinkedPage.ofOpen(
        "inbox/" + court,
        Register.ofSubmissions(court, key -> ledger.state(key, json -> json)),
        newest.time(),
        size,
        cursor,
        id -> of(ledger, id, newest).orElseThrow(),
        id -> number(ledger, id));
  }

  private static LeafIndex number(LedgerQuery ledger, RecordId id) {
    return ledger
        .state(SubmissionState.stateKey(id), SubmissionState::read)
        .map(state -> new LeafIndex(state.number()))
        .orElseThrow();
  }

  private static SubmissionView view(LedgerQuery ledger, RecordAt record, Course<Status> course) {
    return new SubmissionView(
        record,
        (CourtSubmit) record.statement().content(),
        course.status(),
        course.steps().stream().skip(1).findFirst().map(step -> answer(ledger, step.record())));
  }

  private static Answer answer(LedgerQuery ledger, RecordId id) {
    RecordAt record = ledger.record(id).orElseThrow();
    return new Answer(record, (CourtReceive) record.statement().content());
  }
}
