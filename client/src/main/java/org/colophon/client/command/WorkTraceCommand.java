package org.colophon.client.command;

import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.ProvDocument;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.Views;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.WorkView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Traces a work. */
@Command(
    name = "trace",
    header = "Tells everything that happened to a work, oldest first.",
    description =
        "%nEach record stands with three times that are never merged: what its author claims, when"
            + " the chain ordered it, and when a quorum of validators attested to have seen it.%n",
    footer = {
      "%nExamples:",
      "  colophon work trace photo.jpg",
      "  colophon work trace 5b1e… --json | jq .events[].times",
      "  colophon work trace 5b1e… --prov > trace.json    (W3C PROV-JSON)",
      "%nWith --json: {\"work\":{…}, \"events\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkTraceCommand extends org.colophon.client.command.Command {
  @Parameters(paramLabel = "WORK|FILE", description = "The work's 64 hex digits, or a file.")
  private String word;

  @Option(names = "--json", description = "The trace as JSON.")
  private boolean json;

  @Option(names = "--prov", description = "The trace as W3C PROV-JSON.")
  private boolean prov;

  @Override
  public Integer call() throws Exception {
    if (json && prov) {
      throw Failure.usage("--json or --prov, not both");
    }
    try (Session session = open()) {
      String id = Target.of(word, session).work();
      WorkView work = session.network().work(id, session.lastHeight().value());
      List<TraceEvent> events = session.network().trace(id, session.lastHeight().value());
      if (json) {
        print(
            Json.object()
                .put("work", Views.work(work))
                .put("events", Json.array(events.stream().map(Views::event).toList()))
                .build());
      } else if (prov) {
        print(ProvDocument.of(session.genesis(), WorkId.ofHex(id), events));
      } else {
        context().out().print(new Timeline(style()).of(work, events));
      }
      return 0;
    }
  }
}
