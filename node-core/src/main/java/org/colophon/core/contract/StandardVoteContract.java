package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.StandardVote;
import org.colophon.core.record.Statement;

/** A validator agrees to a proposed standard, with the results that the tests come to. */
final class StandardVoteContract implements Contract<StandardVote> {
  @Override
  public void apply(StandardVote content, Statement statement, World world)
      throws RefusedException {
    OrgId voter = StandardRules.validator(statement, world);
    StandardRules.Open open = StandardRules.requireOpen(content.proposal(), world);
    StandardRules.requireSameResults(StandardRules.compiled(open.standard()), content.results());
    if (open.state().votes().contains(voter)) {
      throw new RefusedException(Reason.ALREADY_VOTED, "signers: " + voter + " has voted for it");
    }
    world.putStandard(open.hash(), open.state().with(voter));
  }
}
