package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.contract.Course;
import org.colophon.core.contract.ObjectionState;
import org.colophon.core.contract.ObjectionState.Status;

/**
 * An objection to the title in a work as it stood at an instant.
 *
 * @param record the record that raised it
 * @param raised what that record says
 * @param course its steps
 */
public record ObjectionView(RecordAt record, ObjectionRaise raised, Course<Status> course) {
  /** Most objections to one work that a question about the past reads. */
  static final int OBJECTIONS_MAX = 10_000;

  /** Whether the title is disputed by it. */
  public boolean isStanding() {
    return course.status().isStanding();
  }

  /** The objection that a record raised, as it stood; empty when there was none. */
  public static Optional<ObjectionView> of(LedgerQuery ledger, RecordId id, AsOf asOf) {
    return ledger
        .state(ObjectionState.stateKey(id), ObjectionState::read)
        .flatMap(state -> state.course().known(asOf.knowing(ledger)))
        .map(course -> view(ledger.record(id).orElseThrow(), course));
  }

  /** The objections that stood against the title in a work, oldest first. */
  public static List<ObjectionView> standing(LedgerQuery ledger, WorkId work, AsOf asOf)
      throws RefusedException {
    List<LeafIndex> leaves =
        ledger.reader().linked(Link.objection(work), new LeafIndex(0), OBJECTIONS_MAX + 1);
    if (leaves.size() > OBJECTIONS_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "work: over " + OBJECTIONS_MAX + " objections");
    }
    return leaves.stream()
        .filter(asOf::knows)
        .flatMap(leaf -> of(ledger, ledger.recordAt(leaf).id(), asOf).stream())
        .filter(ObjectionView::isStanding)
        .toList();
  }

  private static ObjectionView view(RecordAt record, Course<Status> course) {
    if (record.statement().content() instanceof ObjectionRaise raised) {
      return new ObjectionView(record, raised, course);
    }
    throw new IllegalStateException("record " + record.id() + ": raises no objection");
  }
}
