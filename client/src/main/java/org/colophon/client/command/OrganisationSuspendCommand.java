package org.colophon.client.command;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.MemberChange;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.membership.Organisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes to suspend an organisation. */
@Command(
    name = "suspend",
    header = "Proposes that an organisation is a member no longer.",
    description =
        "%nIts signatures, records and votes count no more from the seal that brings it into force;"
            + " what it did before stands. Fewer than four validators may not be left: one that"
            + " others depend on goes by `organisation admit --replaces`.%n",
    footer = {
      "%nExample:",
      "  colophon organisation suspend notary-b --reason UNAVAILABLE",
      "%nWith --json: {\"type\",\"record\",\"membership\",\"quorum\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class OrganisationSuspendCommand extends MemberChangeCommand {
  @Parameters(
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "Who is to go.")
  private OrgId organisation;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description = "Why: ${COMPLETION-CANDIDATES}.")
  private OrgSuspend.Cause reason;

  @Override
  MemberChange change(MembershipInForce inForce, int quorum) {
    return new OrgSuspend(inForce.hash(), organisation, quorum, reason);
  }

  @Override
  Optional<OrgId> leaving() {
    return Optional.of(organisation);
  }

  @Override
  Optional<Organisation> coming() {
    return Optional.empty();
  }
}
