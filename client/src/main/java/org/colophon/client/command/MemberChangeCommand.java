package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.OrgId;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.MemberChange;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import picocli.CommandLine.Option;

/** Proposes that organisations come and go. */
abstract class MemberChangeCommand extends ProposingCommand {
  @Option(
      names = "--quorum",
      paramLabel = "N",
      description =
          "Validators that must seal and agree afterwards (default: the least that the rules allow"
              + " for so many, and not fewer than now while none goes).")
  private Optional<Integer> quorum = Optional.empty();

  /** The proposal on top of a membership, with the quorum that comes out. */
  abstract MemberChange change(MembershipInForce inForce, int quorum) throws Failure;

  /** Who goes by it. */
  abstract Optional<OrgId> leaving();

  /** Who comes by it. */
  abstract Optional<Organisation> coming() throws Failure;

  @Override
  final Proposed proposal(Session session, MembershipInForce inForce) throws Failure {
    MemberChange change = change(inForce, resulting(inForce.membership()));
    return new Proposed(change, json -> json.put("quorum", change.quorum()));
  }

  private int resulting(Membership now) throws Failure {
    if (quorum.isPresent()) {
      return quorum.get();
    }
    int validators = now.changed(leaving(), coming(), 1).validators().size();
    int least = Membership.leastQuorum(validators);
    return validators < now.validators().size() ? least : Math.max(least, now.quorum());
  }
}
