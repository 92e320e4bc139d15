package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.record.Statement;

/**
 * The organ that opened a case says how it ended. A later outcome, as that of a retrial, may lift
 * the seal earlier, never later: what a holder was promised to see is not taken away.
 */
final class CaseOutcomeContract implements Contract<CaseOutcome> {
  /** Ten years, with three leap days. */
  static final long SEAL_MAX_MS = 3_653L * 86_400_000;

  @Override
  public void apply(CaseOutcome content, Statement statement, World world) throws RefusedException {
    CaseState opened = world.requireCase("case", content.caseOpened());
    OrgId organ = SignerRules.organisation(statement, world, SignerRules.JUDICIAL);
    if (!opened.organ().equals(organ)) {
      throw new RefusedException(Reason.ROLE_DENIED, "case: opened by " + opened.organ());
    }
    if (opened.course().steps().size() > CaseState.OUTCOMES_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "case: decided too often");
    }
    requireSeal(opened, content.sealUntil(), world);
    world.putCase(content.caseOpened(), opened.decided(content.outcome(), world));
  }

  private static void requireSeal(CaseState opened, Timestamp sealUntil, World world)
      throws RefusedException {
    Timestamp latest = world.time().plus(SEAL_MAX_MS);
    if (sealUntil.compareTo(latest) > 0) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "sealUntil: " + sealUntil + " (expected: at most " + latest + ")");
    }
    if (!opened.isOpen()) {
      Timestamp before = world.sealUntil(opened);
      if (sealUntil.compareTo(before) > 0) {
        throw new RefusedException(
            Reason.BAD_TRANSITION,
            "sealUntil: " + sealUntil + " (expected: at most " + before + ", as it stands)");
      }
    }
  }
}
