package org.colophon.core.contract;

import java.util.EnumSet;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.contract.InfringementState.Status;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Statement;

/**
 * A court finds on an allegation that is not its own matter. A later finding stands over the one
 * before it: that is an appeal, and the chain does not know instances.
 */
final class InfringementFindContract implements Contract<InfringementFind> {
  @Override
  public void apply(InfringementFind content, Statement statement, World world)
      throws RefusedException {
    InfringementState infringement = world.requireInfringement("allegation", content.allegation());
    Statement allegation = world.requireRecord("allegation", content.allegation()).statement();
    InfringementAllege alleged = (InfringementAllege) allegation.content();
    OrgId court = SignerRules.organisation(statement, world, EnumSet.of(OrgKind.COURT));
    requireOthersMatter(new SubjectId(court.text()), allegation.author(), alleged, world);
    if (content.window().isPresent() && !alleged.window().covers(content.window().get())) {
      throw new RefusedException(
          Reason.BAD_INTERVAL,
          "from: "
              + content.window().get()
              + " (expected: within what was alleged, "
              + alleged.window()
              + ")");
    }
    CaseRules.require(content.caseOf(), world);
    if (infringement.course().steps().size() > InfringementState.FINDINGS_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "allegation: found on too often");
    }
    world.putInfringement(
        content.allegation(), infringement.becoming(status(content.outcome()), world));
    world.link(Link.work(alleged.work()));
    world.link(Link.subject(allegation.author()));
    alleged.respondent().ifPresent(respondent -> world.link(Link.subject(respondent)));
  }

  private static void requireOthersMatter(
      SubjectId court, SubjectId claimant, InfringementAllege alleged, World world)
      throws RefusedException {
    boolean isOwn =
        court.equals(claimant)
            || alleged.respondent().equals(Optional.of(court))
            || world.requireTitle(alleged.work()).isHeldBy(court);
    if (isOwn) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: " + court + " would find in a matter of its own");
    }
  }

  private static Status status(InfringementFind.Outcome outcome) {
    return switch (outcome) {
      case INFRINGED -> Status.INFRINGED;
      case PARTLY_INFRINGED -> Status.PARTLY_INFRINGED;
      case NOT_INFRINGED -> Status.NOT_INFRINGED;
    };
  }
}
