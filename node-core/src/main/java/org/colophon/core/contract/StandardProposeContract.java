package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.contract.StandardState.Status;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.crypto.Hash;

/**
 * A validator proposes a standard and thereby votes for it. Every node compiles it and runs its
 * tests before it stands.
 */
final class StandardProposeContract implements Contract<StandardPropose> {
  @Override
  public void apply(StandardPropose content, Statement statement, World world)
      throws RefusedException {
    OrgId proposer = StandardRules.validator(statement, world);
    ProposalContract.requireEnd(statement, world.time());
    CompiledStandard compiled = StandardRules.compiled(content.standard());
    StandardRules.requireSameResults(compiled, content.results());
    requireNotProposed(compiled.hash(), world);
    StandardRules.requireNewer(content.standard(), world);
    world.putStandard(
        compiled.hash(),
        new StandardState(
            world.id(),
            List.of(proposer),
            Course.begin(world.id(), Status.PROPOSED, world.time())));
    world.link(Link.standard());
    world.link(Link.standard(content.standard().id()));
    world.link(Link.standard(compiled.hash()));
  }

  private static void requireNotProposed(Hash standard, World world) throws RefusedException {
    Optional<StandardState> standing = world.standard(standard);
    if (standing.isEmpty()) {
      return;
    }
    Statement before = world.record(standing.get().proposal()).orElseThrow().statement();
    if (standing.get().isActive() || !StandardRules.hasRunOut(before, world.time())) {
      throw new RefusedException(
          Reason.ALREADY_PROPOSED, "standard: by record " + standing.get().proposal());
    }
  }
}
