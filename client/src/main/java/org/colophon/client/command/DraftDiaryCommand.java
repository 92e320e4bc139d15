package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.diary.Diary;
import org.colophon.client.diary.DiaryFile;
import org.colophon.client.diary.Draft;
import org.colophon.client.file.Hasher;
import org.colophon.client.view.TimesText;
import org.colophon.client.view.Views;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how the files of a folder came about. */
@Command(
    name = "diary",
    header = "Shows the creation diary of a watched folder: each version with its three times.",
    description =
        "%nWhich version a draft commits to stands in your profile alone; the times are the"
            + " chain's. The openings in the profile's openings/ prove each version to others.%n",
    footer = {
      "%nExamples:",
      "  colophon draft diary ~/novel",
      "  colophon draft diary ~/novel --json | jq .",
      "%nWith --json, one object a file: {\"path\",\"work\",\"now\",\"drafts\":[{\"record\","
          + "\"sequence\",\"sha256\",\"size\",\"times\"?,…}]}; now is SAME, CHANGED or GONE, beside"
          + " its newest draft.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class DraftDiaryCommand extends JsonCommand {
  @Parameters(paramLabel = "FOLDER", description = "The folder that was watched.")
  private Path folder;

  /** How a file is now, beside its newest draft. */
  private enum Now {
    SAME,
    CHANGED,
    GONE
  }

  @Override
  public Integer call() throws Exception {
    Path watched = Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath().normalize();
    try (Session session = open()) {
      Diary diary = DiaryFile.read(Diary.file(session.diaries(), watched));
      if (diary.paths().isEmpty()) {
        throw Failure.local(folder + ": was not watched with this profile");
      }
      for (String path : diary.paths().stream().sorted().toList()) {
        List<Draft> drafts = diary.drafts(path);
        Now now = now(watched.resolve(path), drafts.getLast());
        show(path, now, drafts, times(session, drafts.getFirst().work().hex()));
      }
      return 0;
    }
  }

  private static Now now(Path file, Draft newest) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Now.GONE;
    }
    return Hasher.hash(file).sha256().equals(newest.sha256()) ? Now.SAME : Now.CHANGED;
  }

  private static Map<String, Times> times(Session session, String work) throws IOException {
    Map<String, Times> times = new HashMap<>();
    for (TraceEvent event : session.network().trace(work, session.lastHeight().value())) {
      times.put(event.getReceipt().getId(), event.getTimes());
    }
    return times;
  }

  private void show(String path, Now now, List<Draft> drafts, Map<String, Times> times) {
    if (json) {
      print(
          Json.object()
              .put("path", path)
              .put("work", drafts.getFirst().work().hex())
              .put("now", now.name())
              .put("drafts", Json.array(drafts.stream().map(draft -> json(draft, times)).toList()))
              .build());
      return;
    }
    print(style().bold(Style.plain(path)) + "  " + words(now));
    print("work        " + drafts.getFirst().work().hex());
    for (Draft draft : drafts) {
      print("● draft " + draft.sequence() + "  " + draft.size() + " bytes");
      print("│   SHA-256     " + draft.sha256().hex());
      Times known = times.get(draft.record().hex());
      if (known == null) {
        print("│   " + style().warn("not found on the chain"));
      } else {
        context().out().print(new TimesText(style()).lines(known, "│   ", ""));
      }
      print("│   " + style().dim("record      " + draft.record().hex()));
    }
    print("");
  }

  private static Json json(Draft draft, Map<String, Times> times) {
    Times known = times.get(draft.record().hex());
    return draft.json(more -> known == null ? more : more.put("times", Views.times(known)));
  }

  private String words(Now now) {
    return switch (now) {
      case SAME -> style().good("is its newest draft");
      case CHANGED -> style().warn("has changed since its newest draft");
      case GONE -> style().dim("is gone");
    };
  }
}
