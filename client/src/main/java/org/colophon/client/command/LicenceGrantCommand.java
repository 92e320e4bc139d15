package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.Session;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Grants a licence. */
@Command(
    name = "grant",
    aliases = "offer",
    header = "Licenses rights in a work; licensors and licensee sign.",
    description = {
      "%nWith the licensee's profile at hand the licence is sent at once. Otherwise --out writes an"
          + " offer; the licensee signs and sends it with `colophon licence accept`, also days"
          + " later. One of several holders can license alone, but exclusively only all of them"
          + " together; --co-licensor names the others.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon licence grant --work 5b1e… --to studio --rights NETWORK_DISSEMINATION \\",
      "      --from 2026-01-01 --until 2028-01-01 --territory CN --recreation ADAPT \\",
      "      --fee 'CNY 24000.00' --for studio --key-of studio=ed25519:… --out offer.json",
      "  colophon licence accept offer.json --profile studio/",
      "%nWith --json: {\"type\",\"record\",\"work\"?,\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class LicenceGrantCommand extends OfferingCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK",
      required = true,
      converter = Converters.Work.class,
      description = "The work.")
  private WorkId work;

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "The licensee.")
  private SubjectId to;

  @Option(
      names = "--co-licensor",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Another holder who grants it too.")
  private List<SubjectId> others = new ArrayList<>();

  @Option(
      names = "--pledgee",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Who must agree because the rights are pledged.")
  private List<SubjectId> pledgees = new ArrayList<>();

  @Mixin private TermsOptions terms;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      LicenceTerms agreed = terms.terms(new Timestamp(context().clock().millis()), committed);
      List<Party> parties = new ArrayList<>();
      parties.add(new Party(Role.LICENSOR, session.signatory().subject()));
      others.forEach(other -> parties.add(new Party(Role.LICENSOR, other)));
      parties.add(new Party(Role.LICENSEE, to));
      pledgees.forEach(pledgee -> parties.add(new Party(Role.PLEDGEE, pledgee)));
      return offer(
          session, parties, new LicenceGrant(work, agreed), new Commitments(committed, work.hex()));
    }
  }
}
