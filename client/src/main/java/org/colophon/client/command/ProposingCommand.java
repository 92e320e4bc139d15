package org.colophon.client.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.MembershipText;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.Proposal;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.record.Role;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Option;

/** Proposes a change of the membership, as a member. */
abstract class ProposingCommand extends JsonCommand {
  private static final int DAYS_MAX = 90;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "For how many days validators may agree (default: 30, at most 90).")
  private int days = 30;

  /**
   * A proposal to send.
   *
   * @param proposal what is proposed
   * @param told adds what programs are told of it
   */
  record Proposed(Proposal proposal, UnaryOperator<ObjBuilder> told) {}

  /** The proposal on top of a membership. */
  abstract Proposed proposal(Session session, MembershipInForce inForce) throws Exception;

  @Override
  public final Integer call() throws Exception {
    if (days < 1 || days > DAYS_MAX) {
      throw Failure.usage("--days: " + days + " (expected: 1 to " + DAYS_MAX + ")");
    }
    try (Session session = open()) {
      MembershipView view = session.network().membership(session.lastHeight().value());
      MembershipInForce inForce = ProvenMembership.of(view, session.genesis());
      Proposed proposed = proposal(session, inForce);
      Proposal proposal = proposed.proposal();
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
            more -> proposed.told().apply(more.put("membership", inForce.hash().hex())));
      } else {
        printReceipt("proposed: " + new MembershipText(style()).what(proposal), receipt);
      }
      return ExitCodes.OK;
    }
  }
}
