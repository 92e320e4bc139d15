package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.ApplicationState.Status;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.Register;
import org.colophon.core.contract.WorkState;

/**
 * An application to an IP office as it stood at an instant, with its examination clock. The clock
 * runs by the times of the blocks.
 *
 * @param record the record that opened it
 * @param work which work it asks to confirm
 * @param office whom it asks
 * @param course its steps
 * @param declaration of the work
 * @param registration the number in the office's register, while the confirmation stands
 * @param decided when the office granted or refused
 * @param pendingMs how long the office has had it, in milliseconds
 * @param supplementMs how long it has waited for the applicant, in milliseconds
 */
public record ApplicationView(
    RecordAt record,
    WorkId work,
    OrgId office,
    Course<Status> course,
    Optional<WorkDeclare> declaration,
    Optional<String> registration,
    Optional<Timestamp> decided,
    long pendingMs,
    long supplementMs) {
  /** Most applications for one work that a question reads, the newest ones. */
  private static final int APPLICATIONS_MAX = 1_024;

  /** The application that a record opened, as it stood; empty when there was none. */
  public static Optional<ApplicationView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .state(ApplicationState.stateKey(id), ApplicationState::read)
        .flatMap(state ->
            state.course().known(asOf.knowing(ledger)).map(c -> view(ledger, id, state, c, asOf)));
  }

  /**
   * The newest application for a work at each office as of an instant, sorted by office. The state
   * knows the newest of today only, so they are found by their records.
   */
  public static List<ApplicationView> ofWork(LedgerQuery ledger, WorkId work, AsOf asOf) {
    SortedMap<OrgId, ApplicationView> newest = new TreeMap<>();
    ledger
        .reader()
        .linkedBefore(Link.application(work), new LeafIndex(asOf.size().value()), APPLICATIONS_MAX)
        .forEach(leaf -> {
          RecordAt record = ledger.recordAt(leaf);
          ApplicationFile filed = (ApplicationFile) record.statement().content();
          if (!newest.containsKey(filed.office())) {
            newest.put(filed.office(), of(ledger, record.id(), asOf).orElseThrow());
          }
        });
    return List.copyOf(newest.values());
  }

  /**
   * A page of the applications that are open at an office, oldest first, as they stand now. It
   * reads nothing of those that are decided.
   *
   * @throws RefusedException when the cursor is not one of this queue
   */
  public static LinkedPage<ApplicationView> queue(
      LedgerQuery ledger, OrgId office, int size, String cursor) throws RefusedException {
    AsOf newest = AsOf.newest(ledger);
    return LinkedPage.ofOpen(
        "queue/" + office,
        Register.ofApplications(office, key -> ledger.state(key, json -> json)),
        newest.time(),
        size,
        cursor,
        id -> of(ledger, id, newest).orElseThrow(),
        id -> number(ledger, id));
  }

  private static LeafIndex number(LedgerQuery ledger, RecordId id) {
    return ledger
        .state(ApplicationState.stateKey(id), ApplicationState::read)
        .map(state -> new LeafIndex(state.number()))
        .orElseThrow();
  }

  private static ApplicationView view(
      LedgerQuery ledger, RecordId id, ApplicationState state, Course<Status> course, AsOf asOf) {
    return new ApplicationView(
        ledger.record(id).orElseThrow(),
        state.work(),
        state.office(),
        course,
        declaration(ledger, state.work()),
        course.status() == Status.CONFIRMED
            ? registration(ledger, course.newest().record())
            : Optional.empty(),
        course.first(status -> !status.isOpen()).map(Course.Step::time),
        course.durationMs(Status.PENDING, asOf.time()),
        course.durationMs(Status.SUPPLEMENT, asOf.time()));
  }

  private static Optional<WorkDeclare> declaration(LedgerQuery ledger, WorkId work) {
    return ledger
        .state(WorkState.stateKey(work), WorkState::read)
        .flatMap(WorkState::declared)
        .flatMap(ledger::record)
        .flatMap(record ->
            record.statement().content() instanceof WorkDeclare declare
                ? Optional.of(declare)
                : Optional.empty());
  }

  private static Optional<String> registration(LedgerQuery ledger, RecordId grant) {
    return ledger.record(grant).orElseThrow().statement().content()
            instanceof ApplicationDecide decide
        ? decide.registration()
        : Optional.empty();
  }
}
