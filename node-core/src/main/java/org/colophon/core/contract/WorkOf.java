package org.colophon.core.contract;

import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.record.Statement;

/** Which work a record is about. */
public final class WorkOf {
  /** A supplement of a supplement of …: longer chains are not followed. */
  private static final int HOPS_MAX = 16;

  private WorkOf() {}

  /** The work of a record, through the records that it points to. */
  static Optional<WorkId> record(Statement statement, World world) {
    return record(statement, id -> world.record(id).map(StateView.Located::statement));
  }

  /**
   * The work of a record, through the records that it points to.
   *
   * @param find the statement of an earlier record
   */
  public static Optional<WorkId> record(
      Statement statement, Function<RecordId, Optional<Statement>> find) {
    Statement at = statement;
    for (int hop = 0; hop < HOPS_MAX; hop++) {
      Optional<WorkId> named = named(at);
      Optional<RecordId> next = pointedTo(at);
      if (named.isPresent() || next.isEmpty()) {
        return named;
      }
      Optional<Statement> earlier = find.apply(next.get());
      if (earlier.isEmpty()) {
        return Optional.empty();
      }
      at = earlier.get();
    }
    return Optional.empty();
  }

  /** The work that a statement names or opens. */
  private static Optional<WorkId> named(Statement statement) {
    WorkId own = new WorkId(statement.id().hash());
    return switch (statement.content()) {
      case DraftAdd draft -> Optional.of(draft.work().orElse(own));
      case WorkDeclare work -> Optional.of(work.work().orElse(own));
      case Transfer transfer -> Optional.of(transfer.work());
      case WorkReveal r -> Optional.empty();
      case EvidenceDeposit e -> Optional.empty();
      case Supplement s -> Optional.empty();
      case SubjectRegister s -> Optional.empty();
      case KeyRotate k -> Optional.empty();
      case KeyRevoke k -> Optional.empty();
    };
  }

  /** The earlier record that a statement is about. */
  private static Optional<RecordId> pointedTo(Statement statement) {
    return switch (statement.content()) {
      case WorkReveal reveal -> Optional.of(reveal.record());
      case EvidenceDeposit deposit -> deposit.about();
      case Supplement supplement -> Optional.of(supplement.supplements());
      case DraftAdd d -> Optional.empty();
      case WorkDeclare w -> Optional.empty();
      case Transfer t -> Optional.empty();
      case SubjectRegister s -> Optional.empty();
      case KeyRotate k -> Optional.empty();
      case KeyRevoke k -> Optional.empty();
    };
  }
}
