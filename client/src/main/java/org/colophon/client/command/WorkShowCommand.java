package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Session;
import org.colophon.client.view.Timeline;
import org.colophon.client.view.TimesText;
import org.colophon.client.view.Views;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.WorkView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a work. */
@Command(
    name = "show",
    header = "Shows a work: was this registered before, by whom, when?",
    description =
        "%nA file is found by its digest; nothing of it leaves this machine but that digest. As of an"
            + " instant of the past it tells who held what then, and counts nothing.%n",
    footer = {
      "%nExamples:",
      "  colophon work show photo.jpg",
      "  colophon work show 5b1e… --json | jq .works[0].holdings",
      "  colophon work show 5b1e… --at 2026-03-01",
      "%nWith --json: {\"sha256\"?, \"matches\":[…], \"works\":[…]}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkShowCommand extends JsonCommand {
  @Parameters(paramLabel = "WORK|FILE", description = "The work's 64 hex digits, or a file.")
  private String word;

  @Mixin private AsOfOptions asOf;

  @Override
  public Integer call() throws Exception {
    asOf.check();
    try (Session session = open()) {
      Target target = Target.of(word, session);
      if (target.works().isEmpty() && target.matches().isEmpty()) {
        return notRegistered(target);
      }
      List<WorkView> works = new ArrayList<>();
      for (String work : target.works()) {
        works.add(
            session
                .network()
                .work(
                    GetWorkRequest.newBuilder()
                        .setWork(work)
                        .setTime(asOf.time(0))
                        .setHeight(asOf.height())
                        .setAtLeastHeight(session.lastHeight().value())
                        .build()));
      }
      if (json) {
        print(json(target, works));
      } else {
        show(target, works);
      }
      return 0;
    }
  }

  private int notRegistered(Target target) {
    if (json) {
      print(json(target, List.of()));
    } else {
      print("not registered: SHA-256 " + target.sha256().map(Object::toString).orElse(""));
    }
    return ExitCodes.REFUSED;
  }

  private static Json.Obj json(Target target, List<WorkView> works) {
    ObjBuilder json =
        Json.object()
            .put("matches", Json.array(target.matches().stream().map(Views::match).toList()))
            .put("works", Json.array(works.stream().map(Views::work).toList()));
    target.sha256().ifPresent(digest -> json.put("sha256", digest.hex()));
    return json.build();
  }

  private void show(Target target, List<WorkView> works) {
    target.sha256().ifPresent(digest -> print("SHA-256 " + digest));
    Timeline timeline = new Timeline(style());
    TimesText times = new TimesText(style());
    for (LookupMatch match : target.matches()) {
      print(
          style().good("●")
              + " "
              + Style.plain(match.getType())
              + " by "
              + Style.plain(match.getSubject())
              + (match.getPriority() ? style().bold("  has priority") : ""));
      context().out().print(times.lines(match.getTimes(), "    ", ""));
    }
    for (WorkView work : works) {
      print("");
      context().out().print(timeline.head(work));
      if (work.hasTimes()) {
        context().out().print(times.lines(work.getTimes(), "", ""));
      }
    }
  }
}
