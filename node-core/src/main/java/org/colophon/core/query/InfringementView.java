package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.InfringementState;
import org.colophon.core.contract.InfringementState.Status;

/**
 * An alleged infringement as it stood at an instant, with what courts found.
 *
 * @param record the record that alleged it
 * @param alleged what that record says
 * @param status how it stood: the newest finding
 * @param findings oldest first
 * @param warnings of the rights that it names those which the respondent could exercise at some
 *     time of the window, with the titles and licences that allowed it
 * @param permitted in which parts of the window which of them could be exercised, oldest first
 * @param disputedBy objections that stood against the title when it was ordered
 */
public record InfringementView(
    RecordAt record,
    InfringementAllege alleged,
    Status status,
    List<Finding> findings,
    List<RightsView.Answer> warnings,
    List<PermittedPart> permitted,
    List<RecordId> disputedBy) {
  /** Most infringements of a page: each may ask often who was allowed what. */
  public static final int PAGE_MAX = 50;

  /**
   * What a court found.
   *
   * @param record its record
   * @param found what that record says
   */
  public record Finding(RecordAt record, InfringementFind found) {}

  /** Copies the lists. */
  public InfringementView {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
    permitted = List.copyOf(permitted);
    disputedBy = List.copyOf(disputedBy);
  }

  /** The infringement that a record alleged, as it stood; empty when there was none. */
  public static Optional<InfringementView> of(LedgerQuery ledger, RecordId id, AsOf asOf)
      throws RefusedException {
    Optional<Course<Status>> course =
        ledger
            .state(InfringementState.stateKey(id), InfringementState::read)
            .flatMap(state -> state.course().known(asOf.knowing(ledger)));
    return course.isPresent()
        ? Optional.of(view(ledger, ledger.record(id).orElseThrow(), course.get()))
        : Optional.empty();
  }

  private static InfringementView view(LedgerQuery ledger, RecordAt record, Course<Status> course)
      throws RefusedException {
    InfringementAllege alleged = (InfringementAllege) record.statement().content();
    RightsDuring.Found found = allowed(ledger, alleged, record);
    return new InfringementView(
        record,
        alleged,
        course.status(),
        course.steps().stream().skip(1).map(step -> finding(ledger, step.record())).toList(),
        found.answers(),
        found.parts(),
        ObjectionView.standing(ledger, alleged.work(), AsOf.before(record)).stream()
            .map(objection -> objection.record().id())
            .toList());
  }

  private static Finding finding(LedgerQuery ledger, RecordId id) {
    RecordAt record = ledger.record(id).orElseThrow();
    return new Finding(record, (InfringementFind) record.statement().content());
  }

  static List<RightsView.Answer> warnings(
      LedgerQuery ledger, InfringementAllege alleged, RecordAt record) throws RefusedException {
    return allowed(ledger, alleged, record).answers();
  }

  private static RightsDuring.Found allowed(
      LedgerQuery ledger, InfringementAllege alleged, RecordAt record) throws RefusedException {
    return alleged.respondent().isEmpty()
        ? RightsDuring.Found.NOTHING
        : RightsDuring.of(
            ledger,
            alleged.work(),
            alleged.respondent().get(),
            alleged.rights(),
            alleged.window(),
            record);
  }
}
