package org.colophon.client.command;

import java.util.List;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Grants a licence under a licence. */
@Command(
    name = "sub",
    header = "Licenses on what you are licensed to do, or less; both sign.",
    description = {
      "%nThe licence above must allow sub-licences, and nothing of it may widen. It is sent or"
          + " offered as with `colophon licence grant`.%n"
    },
    footer = {
      "%nExample:",
      "  colophon licence sub 77aa… --to app-shop --rights NETWORK_DISSEMINATION \\",
      "      --until 2027-01-01 --territory CN --channel online-app --out offer.json",
      "%nWith --json: {\"type\",\"record\",\"work\"?,\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceSubCommand extends OfferingCommand {
  @Parameters(
      paramLabel = "LICENCE",
      converter = Converters.RecordName.class,
      description = "The licence above: the id of its record.")
  private RecordId parent;

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "The sub-licensee.")
  private SubjectId to;

  @Mixin private TermsOptions terms;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      LicenceTerms agreed = terms.terms(new Timestamp(context().clock().millis()), committed);
      return offer(
          session,
          List.of(
              new Party(Role.LICENSOR, session.signatory().subject()),
              new Party(Role.LICENSEE, to)),
          new LicenceSub(parent, agreed),
          new Commitments(committed, parent.hex()));
    }
  }
}
