package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.record.Statement;

/** In which case something is said. */
final class CaseRules {
  private static final String OPENS_A_CASE = "case.open";

  private CaseRules() {}

  /** The record that is named, if one is, opened a case. */
  static void require(Optional<RecordId> named, World world) throws RefusedException {
    if (named.isEmpty()) {
      return;
    }
    Statement statement = world.requireRecord("case", named.get()).statement();
    if (!statement.content().type().label().equals(OPENS_A_CASE)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "case: opened no case");
    }
  }
}
