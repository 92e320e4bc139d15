package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.CaseJson;
import org.colophon.client.view.CaseText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.rpc.proto.CaseView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a case. */
@Command(
    name = "show",
    header = "Shows a case: its organ, its outcomes, and when its seal lifts.",
    description = "%nWhat it is about is sealed, and shown by its commitments.%n",
    footer = {
      "%nExamples:",
      "  colophon case show 41d2…",
      "  colophon case show 41d2… --at 2026-03-01 --json",
      "%nWith --json: {\"receipt\",\"times\",\"organ\",\"kind\",\"number\",\"works\":[…],"
          + "\"parties\":[…],\"status\",\"sealUntil\"?,\"sealLifted\",\"steps\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "CASE",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId opened;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CaseView view =
          session
              .network()
              .caseOpened(
                  opened.hex(),
                  at.map(Timestamp::value).orElseGet(context().clock()::millis),
                  session.lastHeight().value());
      if (json) {
        print(CaseJson.caseOpened(view));
      } else {
        context().out().print(new CaseText(style()).caseOpened(view));
      }
      return 0;
    }
  }
}
