package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.membership.Membership;
import org.colophon.core.record.Statement;

/** A validator puts a standard into force to which a quorum of those in force now has agreed. */
final class StandardActivateContract implements Contract<StandardActivate> {
  @Override
  public void apply(StandardActivate content, Statement statement, World world)
      throws RefusedException {
    OrgId _ = StandardRules.validator(statement, world);
    StandardRules.Open open = StandardRules.requireOpen(content.proposal(), world);
    requireQuorum(open.state(), world.inForce().membership());
    StandardRules.requireNewer(open.standard(), world);
    world.putStandard(open.hash(), open.state().activated(world));
    world.putNewestStandardVersion(open.standard().id(), open.standard().version());
  }

  private static void requireQuorum(StandardState state, Membership membership)
      throws RefusedException {
    long votes =
        state.votes().stream()
            .filter(voter -> ProposalContract.isValidator(voter, membership))
            .count();
    if (votes < membership.quorum()) {
      throw new RefusedException(
          Reason.QUORUM_NOT_REACHED,
          "proposal: " + votes + " votes (expected: " + membership.quorum() + ")");
    }
  }
}
