package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pledges rights. */
@Command(
    name = "encumber",
    header = "Pledges your shares in rights of a work; owner and pledgee sign.",
    description = {
      "%nWhile the pledge lasts, transfers and licences of these rights need the pledgee's"
          + " signature. The pledgee signs an offer with `colophon licence accept`, and gives the"
          + " pledge up with `colophon right waive --encumbrance`.%n"
    },
    footer = {
      "%nExample:",
      "  colophon right encumber --work 5b1e… --rights all --to bank --until 2028-01-01 \\",
      "      --key-of bank=ed25519:… --out offer.json",
      "%nWith --json: {\"type\",\"record\",\"work\"?,\"receipt\"} or {\"offer\",\"record\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class RightEncumberCommand extends OfferingCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK",
      required = true,
      converter = Converters.Work.class,
      description = "The work.")
  private WorkId work;

  @Option(
      names = "--rights",
      paramLabel = "RIGHT",
      required = true,
      split = ",",
      description = "Rights of Copyright Law art. 10, or all economic ones: all.")
  private List<String> rights;

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "The pledgee.")
  private SubjectId to;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      converter = Converters.Moment.class,
      description = "When the pledge is over: a day (UTC) or an instant of ISO 8601.")
  private Timestamp until;

  @Option(
      names = "--claim-commitment",
      paramLabel = "HEX",
      converter = Converters.Digest.class,
      description = "Salted SHA-256 commitment to the claim that it secures.")
  private Optional<Hash> claim = Optional.empty();

  @Override
  public Integer call() throws Exception {
    RightEncumber content = new RightEncumber(work, RightNames.parse(rights), until, claim);
    try (Session session = open()) {
      return offer(
          session,
          List.of(
              new Party(Role.OWNER, session.signatory().subject()), new Party(Role.PLEDGEE, to)),
          content);
    }
  }
}
