package org.colophon.testkit;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.Proposal;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Role;

/**
 * Proposals to change a membership, and votes for them, as records.
 *
 * @param records makes the records
 * @param now the membership that the proposals change
 * @param until when proposals run out
 */
public record TestChanges(TestRecords records, Membership now, Timestamp until) {
  /** Proposes an organisation beside those that are there. */
  public TestRecord admit(Actor proposer, Organisation organisation) {
    return admit(proposer, organisation, Optional.empty());
  }

  /** Proposes an organisation in the place of another one, or of its own entry. */
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

  /** Proposes the next feature level. */
  public TestRecord raise(Actor proposer) {
    return propose(proposer, new LevelRaise(now.hash(), new Level(now.level().number() + 1)));
  }

  /** The least quorum that the rules allow after a change. */
  public int leastQuorum(Optional<OrgId> leaving, Optional<Organisation> admitted) {
    return Membership.leastQuorum(now.changed(leaving, admitted, 1).validators().size());
  }

  /** A proposal of any content. */
  public TestRecord propose(Actor proposer, Proposal proposal) {
    return records.record(proposal).by(proposer, Role.MEMBER).notAfter(until);
  }

  /** A vote for a proposal. */
  public TestRecord vote(Actor voter, TestRecord proposal) {
    return records.record(new OrgVote(proposal.id())).by(voter, Role.MEMBER);
  }
}
