package org.colophon.client.command;

import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.view.MembershipText;
import org.colophon.core.RecordId;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.Proposal;
import org.colophon.core.content.RecordType;
import org.colophon.core.membership.Membership;
import org.colophon.core.record.Role;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Votes for a change of the membership. */
@Command(
    name = "vote",
    header = "Votes for a proposed change of the membership, with a record key of a validator.",
    description =
        "%nWhat is voted for is shown with the digests of its certificate and keys: compare them"
            + " with what the organisation itself says. Who does not agree stays silent.%n",
    footer = {
      "%nExample:",
      "  colophon organisation vote 5b1e…",
      "%nWith --json: {\"type\",\"record\",\"proposal\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class OrganisationVoteCommand extends JsonCommand {
  @Parameters(
      paramLabel = "PROPOSAL",
      converter = Converters.RecordName.class,
      description = "The record that proposes it (see `organisation list`).")
  private RecordId record;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Proposal proposal = OrganisationListCommand.proposal(session, record);
      String what = new MembershipText(style()).what(proposal);
      remark("about to vote to " + what);
      if (proposal instanceof LevelRaise raise) {
        MembershipView view = session.network().membership(session.lastHeight().value());
        Membership now = ProvenMembership.of(view, session.genesis()).membership();
        new KnownLevels(session, now).warnings(raise.level()).forEach(this::remark);
      }
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(signatory.sign(signatory.compose(Role.MEMBER, new OrgVote(record))));
      if (json) {
        printJson(RecordType.ORG_VOTE, receipt, more -> more.put("proposal", record.hex()));
      } else {
        printReceipt("voted to " + what, receipt);
      }
      return ExitCodes.OK;
    }
  }
}
