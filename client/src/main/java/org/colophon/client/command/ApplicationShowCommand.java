package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.OfficeJson;
import org.colophon.client.view.OfficeText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.rpc.proto.ApplicationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows an application. */
@Command(
    name = "show",
    header = "Shows an application: how it stands, who waits for whom, and since when.",
    description =
        "%nThe clock runs by the times of the blocks. It is shown as of now unless told.%n",
    footer = {
      "%nExamples:",
      "  colophon application show 77aa…",
      "  colophon application show 77aa… --at 2026-03-01 --json",
      "%nWith --json: {\"receipt\",\"times\",\"work\",\"office\",\"applicant\",\"status\","
          + "\"filed\",\"decided\"?,\"pendingMs\",\"supplementMs\",\"registration\"?,\"steps\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ApplicationShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "APPLICATION",
      converter = Converters.RecordName.class,
      description = "The record that opened it.")
  private RecordId application;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      ApplicationView view =
          session
              .network()
              .application(
                  application.hex(),
                  at.map(Timestamp::value).orElseGet(context().clock()::millis),
                  session.lastHeight().value());
      if (json) {
        print(OfficeJson.application(view));
      } else {
        context().out().print(new OfficeText(style()).course(view));
      }
      return 0;
    }
  }
}
