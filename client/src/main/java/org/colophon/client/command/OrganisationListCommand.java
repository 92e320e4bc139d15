package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.MembershipText;
import org.colophon.client.view.MembershipText.Proposed;
import org.colophon.core.RecordId;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.Proposal;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.MembershipView;
import org.colophon.rpc.proto.ProposalView;
import picocli.CommandLine.Command;

/** Lists the members and what they propose. */
@Command(
    name = "list",
    header = "Lists the members in force, as seals prove them, and the open proposals.",
    footer = {
      "%nExamples:",
      "  colophon organisation list",
      "  colophon organisation list --json",
      "%nWith --json: {\"number\",\"hash\",\"membership\",\"proposals\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
final class OrganisationListCommand extends JsonCommand {
  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      MembershipView view = session.network().membership(session.lastHeight().value());
      MembershipInForce inForce = ProvenMembership.of(view, session.genesis());
      List<Proposed> proposals = new ArrayList<>();
      for (ProposalView one : view.getProposalsList()) {
        RecordId id = RecordId.ofHex(one.getReceipt().getId());
        proposals.add(new Proposed(one, proposal(session, id)));
      }
      if (json) {
        print(MembershipText.json(inForce, proposals));
      } else {
        context().out().print(new MembershipText(style()).list(inForce, proposals));
      }
      return ExitCodes.OK;
    }
  }

  /** What a record proposes; its signatures are checked. */
  static Proposal proposal(Session session, RecordId id) throws Exception {
    if (session.record(id).statement().content() instanceof Proposal proposal) {
      return proposal;
    }
    throw Failure.usage(id + ": that record proposes no change of the membership");
  }
}
