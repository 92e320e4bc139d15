package org.colophon.testkit;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.Proposal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;

/**
 * Proposals to change a membership, and votes for them, as records.
 *
 * @param consortium whose organisations sign
 * @param now the membership that the proposals change
 */
public record TestChanges(TestConsortium consortium, Membership now) {
  /** How long a proposal stays open unless a test says otherwise: 30 days. */
  private static final long OPEN_MS = 30L * 24 * 3600 * 1000;

  /** An organisation that is no member yet. */
  public Organisation newcomer(String name, Tier tier) {
    return consortium.organisation(new OrgId(name), OrgKind.COURT, tier);
  }

  /** Proposes an organisation beside those that are there. */
  public TestRecord admit(Actor proposer, Organisation organisation) {
    return admit(proposer, organisation, Optional.empty());
  }

  /** Proposes an organisation in the place of another one. */
  public TestRecord replace(Actor proposer, OrgId leaving, Organisation organisation) {
    return admit(proposer, organisation, Optional.of(leaving));
  }

  private TestRecord admit(Actor proposer, Organisation organisation, Optional<OrgId> leaving) {
    int quorum = leastQuorum(leaving, Optional.of(organisation));
    return propose(proposer, new OrgAdmit(now.hash(), organisation, quorum, leaving));
  }

  /** Proposes that an organisation goes. */
  public TestRecord suspend(Actor proposer, OrgId organisation) {
    int quorum = leastQuorum(Optional.of(organisation), Optional.empty());
    return propose(
        proposer,
        new OrgSuspend(now.hash(), organisation, quorum, OrgSuspend.Cause.KEY_COMPROMISE));
  }

  /** The least quorum that the rules allow after a change. */
  public int leastQuorum(Optional<OrgId> leaving, Optional<Organisation> admitted) {
    return Membership.leastQuorum(now.changed(leaving, admitted, 1).validators().size());
  }

  /** A proposal of any content. */
  public TestRecord propose(Actor proposer, Proposal proposal) {
    return consortium
        .record(proposal)
        .by(proposer, Role.MEMBER)
        .notAfter(TestConsortium.START.plus(OPEN_MS));
  }

  /** A vote for a proposal. */
  public TestRecord vote(OrgId voter, TestRecord proposal) {
    return consortium
        .record(new OrgVote(proposal.id()))
        .by(consortium.actor(voter), Role.MEMBER);
  }
}
