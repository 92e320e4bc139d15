package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how a case ended. */
@Command(
    name = "outcome",
    header = "Says how a case ended, and when holders may see who read what for it.",
    description = {
      "%nThe first outcome ends the case and all grants in it. A later one may lift the seal"
          + " earlier, never later; it lasts ten years at most. The document stays with you: the"
          + " chain learns a salted commitment to it, and its opening is kept in the profile's"
          + " openings/.%n"
    },
    footer = {
      "%nExample:",
      "  colophon case outcome 41d2… --outcome JUDGMENT --document judgment.pdf \\",
      "      --seal-until 2027-06-01",
      "%nWith --json: {\"type\",\"record\",\"case\",\"outcome\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseOutcomeCommand extends JsonCommand {
  @Parameters(
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId opened;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private CaseOutcome.Outcome outcome;

  @Option(names = "--document", paramLabel = "FILE", description = "The judgment or decision.")
  private Optional<Path> document = Optional.empty();

  @Option(
      names = "--seal-until",
      paramLabel = "TIME",
      required = true,
      converter = Converters.Moment.class,
      description = "When the seal lifts: a day (UTC) or an instant of ISO 8601.")
  private Timestamp sealUntil;

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      CaseOutcome content = new CaseOutcome(opened, outcome, committed.commit(document), sealUntil);
      Receipt receipt = committed.deliver(Role.MEMBER, opened.hex(), content);
      if (json) {
        printJson(
            RecordType.CASE_OUTCOME,
            receipt,
            more -> more.put("case", opened.hex()).put("outcome", outcome.name()));
      } else {
        printReceipt("case ended: " + outcome, receipt);
      }
      return 0;
    }
  }
}
