package org.colophon.client.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.MembershipText;
import org.colophon.core.OrgId;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.Proposal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Role;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Option;

/** Proposes a change of the membership, as a member. */
abstract class ProposingCommand extends JsonCommand {
  private static final int DAYS_MAX = 90;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description =
          "Validators that must seal and agree afterwards (default: the least that the rules allow"
              + " for so many, and not fewer than now while none goes).")
  private Optional<Integer> quorum = Optional.empty();

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "For how many days validators may agree (default: 30, at most 90).")
  private int days = 30;

  /** The proposal on top of a membership, with the quorum that comes out. */
  abstract Proposal proposal(MembershipInForce inForce, int quorum) throws Failure;

  /** Who goes by it. */
  abstract Optional<OrgId> leaving();

  /** Who comes by it. */
  abstract Optional<Organisation> coming() throws Failure;

  @Override
  public final Integer call() throws Exception {
    if (days < 1 || days > DAYS_MAX) {
      throw Failure.usage("--days: " + days + " (expected: 1 to " + DAYS_MAX + ")");
    }
    try (Session session = open()) {
      MembershipView view = session.network().membership(session.lastHeight().value());
      MembershipInForce inForce = ProvenMembership.of(view, session.genesis());
      Proposal proposal = proposal(inForce, resulting(inForce.membership()));
      var signatory = session.signatory();
      byte[] statement =
          signatory.compose(
              List.of(signatory.as(Role.MEMBER)),
              Optional.of(signatory.now().plus(Duration.ofDays(days).toMillis())),
              proposal);
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(
            proposal.type(),
            receipt,
            more -> more.put("membership", inForce.hash().hex()).put("quorum", proposal.quorum()));
      } else {
        printReceipt("proposed: " + new MembershipText(style()).what(proposal), receipt);
      }
      return ExitCodes.OK;
    }
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
