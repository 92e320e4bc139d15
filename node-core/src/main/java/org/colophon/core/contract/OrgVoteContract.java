package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.Proposal;
import org.colophon.core.record.Statement;

/** A validator agrees to an open proposal; the vote that makes a quorum decides it. */
final class OrgVoteContract implements Contract<OrgVote> {
  @Override
  public void apply(OrgVote content, Statement statement, World world) throws RefusedException {
    OrgId voter = SignerRules.organisation(statement, world);
    if (!ProposalContract.isValidator(voter, world.inForce().membership())) {
      throw new RefusedException(Reason.ROLE_DENIED, "signers: " + voter + " is not a validator");
    }
    Statement proposed = world.requireRecord("proposal", content.proposal()).statement();
    if (!(proposed.content() instanceof Proposal proposal)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "proposal: the record proposes nothing");
    }
    ProposedChange change = ProposedChange.of(proposal, content.proposal(), world);
    requireOpen(proposed, world.time());
    OrgId proposer = new OrgId(proposed.author().text());
    Ballot ballot = requireBallot(proposer, content, world);
    if (ballot.votes().contains(voter)) {
      throw new RefusedException(Reason.ALREADY_VOTED, "signers: " + voter + " has voted for it");
    }
    change.vote(proposer, ballot.with(voter), world);
  }

  private static void requireOpen(Statement proposed, Timestamp now) throws RefusedException {
    Optional<Timestamp> end = proposed.notAfter();
    if (end.isEmpty() || end.get().compareTo(now) < 0) {
      throw new RefusedException(Reason.PROPOSAL_LAPSED, "proposal: it ran out");
    }
  }

  private static Ballot requireBallot(OrgId proposer, OrgVote vote, World world)
      throws RefusedException {
    return world
        .ballot(proposer)
        .filter(ballot -> ballot.proposal().equals(vote.proposal()))
        .orElseThrow(() ->
            new RefusedException(Reason.PROPOSAL_LAPSED, "proposal: a newer one took its place"));
  }
}
