package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Session;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.TimesText;
import org.colophon.client.view.Views;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.SubjectView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a subject. */
@Command(
    name = "trace",
    header = "Tells what a subject did, and what was done to it, oldest first.",
    description = {
      "%nRecords that the subject signed or that name it, with their three times, and how many of"
          + " each type there are. Names are nowhere on the chain: its registrar knows them. What"
          + " platforms tell of users is not part of it.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon subject trace li-wei",
      "  colophon subject trace li-wei --type transfer --type licence.grant",
      "  colophon subject trace li-wei --json | jq .",
      "%nWith --json: {\"subject\":{…}}, then an event a line, then {\"counts\":{…}}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class SubjectTraceCommand extends JsonCommand {
  @Parameters(
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Its pseudonym.")
  private SubjectId subject;

  @Option(names = "--type", paramLabel = "TYPE", description = "Such records only, repeatable.")
  private List<String> types = new ArrayList<>();

  private final SortedMap<String, Long> counts = new TreeMap<>();

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      long height = session.lastHeight().value();
      show(session.network().subject(subject.text(), height));
      session.network().traceSubject(subject.text(), height, this::show);
    }
    if (json) {
      ObjBuilder tally = Json.object();
      counts.forEach(tally::put);
      print(Json.object().put("counts", tally.build()).build());
    } else {
      print("");
      counts.forEach((type, count) -> print(style().dim(count + " " + Style.plain(type))));
    }
    return 0;
  }

  private void show(SubjectView view) {
    if (json) {
      ObjBuilder who =
          Json.object()
              .put("subject", view.getSubject())
              .put("kind", view.getKind())
              .put("registrar", view.getRegistrar());
      if (view.hasReceipt()) {
        who.put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()));
      }
      print(Json.object().put("subject", who.build()).build());
      return;
    }
    print(
        style().bold(Style.plain(view.getSubject()))
            + "  "
            + Style.plain(view.getKind()).toLowerCase(java.util.Locale.ROOT)
            + ", known to "
            + Style.plain(view.getRegistrar()));
    if (view.hasReceipt()) {
      context().out().print(new TimesText(style()).line(view.getTimes(), "  registered: "));
    }
  }

  /** A page at a time: a platform's track has no end. */
  private void show(List<TraceEvent> page) {
    List<TraceEvent> wanted =
        page.stream().filter(event -> types.isEmpty() || types.contains(event.getType())).toList();
    wanted.forEach(event -> counts.merge(event.getType(), 1L, Long::sum));
    if (json) {
      wanted.forEach(event -> print(Views.event(event)));
    } else {
      context().out().print(new Timeline(style()).events(wanted));
    }
  }
}
