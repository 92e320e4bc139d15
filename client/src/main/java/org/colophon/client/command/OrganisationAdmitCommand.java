package org.colophon.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.MemberChange;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.membership.Organisation;
import org.colophon.core.standard.SpacedJson;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes to admit an organisation. */
@Command(
    name = "admit",
    header = "Proposes to admit an organisation, alone or in the place of another.",
    description =
        "%nFILE is the organisation's entry, organisation.json of its `colophon-node init`. A"
            + " member that replaces itself renews its certificate, nodes, tier and checkpoint keys."
            + " A validator's proposal is its vote. A decided change is in force with the next seal;"
            + " the nodes' part in Raft is changed then, with `colophon-node member`.%n",
    footer = {
      "%nExamples:",
      "  colophon organisation admit organisation.json",
      "  colophon organisation admit organisation.json --replaces court-a --days 14",
      "%nWith --json: {\"type\",\"record\",\"membership\",\"quorum\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class OrganisationAdmitCommand extends MemberChangeCommand {
  private static final int BYTES_MAX = 1 << 18;

  @Parameters(paramLabel = "FILE", description = "The organisation's entry.")
  private Path file;

  @Option(
      names = "--replaces",
      paramLabel = "ORG",
      converter = Converters.Organisation.class,
      description = "The member that goes in the same step, or the organisation itself.")
  private Optional<OrgId> replaces = Optional.empty();

  @Override
  MemberChange change(MembershipInForce inForce, int quorum) throws Failure {
    return new OrgAdmit(inForce.hash(), coming().orElseThrow(), quorum, replaces);
  }

  @Override
  Optional<OrgId> leaving() {
    return replaces;
  }

  @Override
  Optional<Organisation> coming() throws Failure {
    try (InputStream in = Files.newInputStream(file)) {
      Organisation organisation =
          Organisation.parse(SpacedJson.canonical(in.readNBytes(BYTES_MAX)));
      requireBelievable(organisation);
      return Optional.of(organisation);
    } catch (IOException e) {
      throw Failure.local(file + ": cannot be read: " + e.getMessage());
    } catch (RefusedException e) {
      throw Failure.usage(file + ": " + e.getMessage());
    }
  }

  /**
   * The rules admit any certificate; under one that nobody believes, none of its nodes connects.
   */
  private void requireBelievable(Organisation organisation) throws Failure {
    try {
      KeyKind _ = KeyKind.of(Pem.ofBase64Der(organisation.certificate()));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(file + ": " + e.getMessage());
    }
  }
}
