package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deposits material. */
@Command(
    name = "deposit",
    header = "Records that you hold some material now, by a commitment to it.",
    description = "%nThe opening is kept in the profile's openings/.%n",
    footer = {
      "%nExample:",
      "  colophon evidence deposit screenshot.png --about 5b1e… --custody collected",
      "%nWith --json: {\"type\",\"record\",\"about\"?,\"receipt\",\"stoodBefore\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceDepositCommand extends JsonCommand {
  @Parameters(paramLabel = "FILE", description = "The material.")
  private Path file;

  @Option(
      names = "--about",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that it concerns.")
  private Optional<RecordId> about = Optional.empty();

  @Option(
      names = "--custody",
      paramLabel = "HOW",
      description = "How you came to hold it: ${COMPLETION-CANDIDATES} (default: CREATED).")
  private EvidenceDeposit.Custody custody = EvidenceDeposit.Custody.CREATED;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Committed made =
          Committed.make(
              session,
              keeping,
              file,
              Role.DEPOSITOR,
              RecordType.EVIDENCE_DEPOSIT.label(),
              about.map(RecordId::hex).orElse(""),
              (facts, commitment) ->
                  new EvidenceDeposit(
                      facts.mediaType(), commitment, custody, about, Optional.empty()));
      if (json) {
        print(
            made.json("evidence.deposit", more -> more.putText("about", about.map(RecordId::hex))));
      } else {
        printReceipt(made.stoodBefore() ? "deposited before" : "deposited", made.receipt());
      }
      return 0;
    }
  }
}
