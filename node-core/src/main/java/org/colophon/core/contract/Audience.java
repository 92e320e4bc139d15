package org.colophon.core.contract;

import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.RecordId;
import org.colophon.core.content.Access;
import org.colophon.core.content.Correction;
import org.colophon.core.content.Scope.ReaderClass;
import org.colophon.core.record.Statement;

/**
 * Whom a service may show a record. It says nothing of the log's bytes, which every node has; what
 * nobody but its parties may learn is committed to there.
 */
public final class Audience {
  private Audience() {}

  /**
   * The least class of readers of a record; empty when anybody may be shown it.
   *
   * @param find the statement of an earlier record
   */
  public static Optional<ReaderClass> of(
      Statement statement, Function<RecordId, Optional<Statement>> find) {
    return switch (statement.content().type()) {
      case ACCESS, CORRECTION ->
          isOfUsers(statement, find) ? Optional.of(ReaderClass.CASE) : Optional.empty();
      case CASE_OPEN, CASE_OUTCOME, SCOPE_GRANT, SCOPE_REVOKE, READ_LEASE, READ_SETTLE ->
          Optional.of(ReaderClass.SEALED);
      default -> Optional.empty();
    };
  }

  /** Whether it tells which user of a platform acquired what, or corrects what was told of that. */
  public static boolean isOfUsers(
      Statement statement, Function<RecordId, Optional<Statement>> find) {
    Optional<Statement> at = Optional.of(statement);
    for (int hop = 0; hop <= CorrectionContract.HOPS_MAX; hop++) {
      if (at.isEmpty() || !(at.get().content() instanceof Correction corrects)) {
        return at.isPresent() && at.get().content() instanceof Access;
      }
      at = find.apply(corrects.corrects());
    }
    return true;
  }
}
