package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.contract.InfringementState.Status;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * Who holds a share of rights, or a platform that saw it, alleges that they were infringed. As with
 * a notice, that the respondent was allowed to is for views to say.
 */
final class InfringementAllegeContract implements Contract<InfringementAllege> {
  @Override
  public void apply(InfringementAllege content, Statement statement, World world)
      throws RefusedException {
    Signer claimant = SignerRules.single(statement, world, Role.OWNER, Role.PLATFORM);
    world.requireTitle(content.work());
    if (claimant.role() == Role.OWNER) {
      HeldRights.require(claimant.subject(), content.work(), content.rights(), world);
    }
    requireKnown(content.respondent(), world);
    for (RecordId evidence : content.evidence()) {
      world.requireRecord("evidence", evidence);
    }
    world.putInfringement(
        world.id(), new InfringementState(Course.begin(world.id(), Status.ALLEGED, world.time())));
    world.link(Link.work(content.work()));
    world.link(Link.infringement(content.work()));
    content
        .respondent()
        .ifPresent(respondent -> {
          world.link(Link.infringement(respondent));
          world.link(Link.subject(respondent));
        });
  }

  /** A name that nobody registered would be a person's own, in clear. */
  private static void requireKnown(Optional<SubjectId> respondent, World world)
      throws RefusedException {
    if (respondent.isPresent() && !SignerRules.isKnown(respondent.get(), world)) {
      throw new RefusedException(
          Reason.UNKNOWN_KEY, "respondent: no subject of that name is registered");
    }
  }
}
