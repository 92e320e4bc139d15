package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.view.InfringementText;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.rpc.proto.InfringementView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows an alleged infringement. */
@Command(
    name = "show",
    header = "Shows an alleged infringement, what speaks against it, and what courts found.",
    footer = {
      "%nExample:",
      "  colophon infringement show 5b1e…",
      "%nWith --json: {\"receipt\",\"times\",\"work\",\"claimant\",\"respondent\"?,\"typology\","
          + "\"rights\",\"from\",\"until\",\"urls\",\"evidence\",\"details\"?,\"status\","
          + "\"findings\",\"warnings\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class InfringementShowCommand extends JsonCommand {
  @Parameters(
      paramLabel = "ALLEGATION",
      converter = Converters.RecordName.class,
      description = "The record that alleged it.")
  private RecordId allegation;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      InfringementView view =
          session
              .network()
              .infringement(
                  allegation.hex(),
                  at.map(Timestamp::value).orElse(0L),
                  session.lastHeight().value());
      if (json) {
        print(InfringementText.json(view));
      } else {
        context().out().print(new InfringementText(style()).of(view));
      }
      return 0;
    }
  }
}
