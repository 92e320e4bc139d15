package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.Proposal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Statement;

/**
 * A member proposes a change of the membership; a validator thereby votes for it. Its newer
 * proposal takes the place of its older one. Feature levels are proposed by validators alone.
 */
final class ProposalContract implements Contract<Proposal> {
  /** How long a proposal may stay open: 90 days. */
  static final long OPEN_MS_MAX = 90L * 24 * 3600 * 1000;

  @Override
  public void apply(Proposal content, Statement statement, World world) throws RefusedException {
    OrgId proposer = SignerRules.organisation(statement, world);
    boolean votes = isValidator(proposer, world.inForce().membership());
    if (content instanceof LevelRaise && !votes) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + proposer + " is not a validator");
    }
    requireEnd(statement, world.time());
    ProposedChange change = ProposedChange.of(content, world.id(), world);
    Ballot ballot = new Ballot(world.id(), votes ? List.of(proposer) : List.of());
    change.vote(proposer, ballot, world);
  }

  /** Refuses a proposal that has no end, or stays open too long. */
  static void requireEnd(Statement statement, Timestamp now) throws RefusedException {
    Timestamp latest = now.plus(OPEN_MS_MAX);
    Optional<Timestamp> end = statement.notAfter();
    if (end.isEmpty() || end.get().compareTo(latest) > 0) {
      throw new RefusedException(
          Reason.BAD_PROPOSAL,
          "notAfter: "
              + end.map(Timestamp::toString).orElse("missing")
              + " (expected: at most "
              + latest
              + ")");
    }
  }

  static boolean isValidator(OrgId organisation, Membership membership) {
    return membership
        .organisation(organisation)
        .filter(member -> member.tier() == Tier.VALIDATOR)
        .isPresent();
  }
}
