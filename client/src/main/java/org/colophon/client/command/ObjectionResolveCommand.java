package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.ObjectionResolve.Outcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends an objection. */
@Command(
    name = "resolve",
    header = "Decides on an objection, or withdraws one's own.",
    description = {
      "%nAn IP office or a court decides UPHELD or DISMISSED, with reasons that stay with it. An"
          + " upheld objection goes on to dispute the title. The objector alone says WITHDRAWN.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon objection resolve 88bb… --outcome DISMISSED --reason ruling.pdf",
      "  colophon objection resolve 88bb… --outcome WITHDRAWN",
      "%nWith --json: {\"type\",\"record\",\"objection\",\"outcome\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ObjectionResolveCommand extends JsonCommand {
  @Parameters(
      paramLabel = "OBJECTION",
      converter = Converters.RecordName.class,
      description = "The record that raised it.")
  private RecordId objection;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private Outcome outcome;

  @Option(names = "--reason", paramLabel = "FILE", description = "The reasons.")
  private Optional<Path> reason = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles files = new CommittedFiles(session, keeping);
      ObjectionResolve content = new ObjectionResolve(objection, outcome, files.commit(reason));
      Role role = outcome == Outcome.WITHDRAWN ? Role.OBJECTOR : Role.MEMBER;
      Receipt receipt = files.deliver(role, objection.hex(), content);
      if (json) {
        printJson(
            RecordType.OBJECTION_RESOLVE,
            receipt,
            more -> more.put("objection", objection.hex()).put("outcome", outcome.name()));
      } else {
        printReceipt("objection resolved: " + outcome, receipt);
      }
      return 0;
    }
  }
}
