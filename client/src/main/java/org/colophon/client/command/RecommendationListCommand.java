package org.colophon.client.command;

import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.Views;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.TraceEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists recommendations. */
@Command(
    name = "list",
    header = "Lists the recommendations of a work, or of a content, oldest first.",
    footer = {
      "%nExamples:",
      "  colophon recommendation list --work 5b1e…",
      "  colophon recommendation list --digest ba78… --json",
      "%nWith --json: {\"events\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class RecommendationListCommand extends JsonCommand {
  @Option(
      names = "--work",
      paramLabel = "WORK|FILE",
      description = "The work's 64 hex digits, or a file.")
  private Optional<String> work = Optional.empty();

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      converter = Converters.Digest.class,
      description = "The content, whether its work is known or not.")
  private Optional<Hash> digest = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (work.isPresent() == digest.isPresent()) {
      throw Failure.usage("either --work or --digest");
    }
    try (Session session = open()) {
      List<TraceEvent> events =
          session
              .network()
              .recommendations(
                  work.isPresent() ? Target.of(work.get(), session).work() : "",
                  digest.map(Hash::hex).orElse(""),
                  session.lastHeight().value());
      if (json) {
        print(
            Json.object()
                .put("events", Json.array(events.stream().map(Views::event).toList()))
                .build());
      } else {
        context().out().print(new Timeline(style()).events(events));
      }
      return 0;
    }
  }
}
