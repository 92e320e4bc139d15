package org.colophon.client.command;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides on an application. */
@Command(
    name = "decide",
    header = "Decides on an application, with a record key of the IP office.",
    description = {
      "%nGRANT may carry the number in the office's register. Every other decision has grounds, and"
          + " reasons in a file that stays with you: the chain learns a salted commitment to them,"
          + " and its opening is kept in the profile's openings/.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon application decide 77aa… --decision GRANT --registration 2026-F-00012345",
      "  colophon application decide 77aa… --decision SUPPLEMENT --grounds TITLE_UNPROVEN \\",
      "      --reason letter.pdf",
      "%nWith --json: {\"type\",\"record\",\"application\",\"decision\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ApplicationDecideCommand extends JsonCommand {
  @Parameters(
      paramLabel = "APPLICATION",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId application;

  @Option(
      names = "--decision",
      paramLabel = "DECISION",
      required = true,
      description = "${COMPLETION-CANDIDATES}.")
  private ApplicationDecide.Decision decision;

  @Option(
      names = "--grounds",
      paramLabel = "GROUND",
      split = ",",
      description = "Why: ${COMPLETION-CANDIDATES}.")
  private Set<ApplicationDecide.Ground> grounds = new LinkedHashSet<>();

  @Option(names = "--reason", paramLabel = "FILE", description = "The reasons.")
  private Optional<Path> reason = Optional.empty();

  @Option(
      names = "--registration",
      paramLabel = "NUMBER",
      description = "The number in the office's public register.")
  private Optional<String> registration = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles files = new CommittedFiles(session, keeping);
      ApplicationDecide content =
          new ApplicationDecide(application, decision, grounds, files.commit(reason), registration);
      Receipt receipt = files.deliver(Role.MEMBER, application.hex(), content);
      if (json) {
        printJson(
            RecordType.APPLICATION_DECIDE,
            receipt,
            more -> more.put("application", application.hex()).put("decision", decision.name()));
      } else {
        printReceipt("decided: " + decision, receipt);
      }
      return 0;
    }
  }
}
