package org.colophon.core.contract;

import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
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
      Optional<WorkId> named = at.content().workNamed(new WorkId(at.id().hash()));
      Optional<RecordId> next = at.content().recordNamed();
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
}
