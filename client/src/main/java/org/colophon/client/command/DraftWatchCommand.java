package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.diary.Diary;
import org.colophon.client.diary.DiaryFile;
import org.colophon.client.diary.SavedFiles;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.client.net.NetworkException;
import org.colophon.client.view.Views;
import org.colophon.core.RefusedException;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records the versions of the files in a folder as they are saved. */
@Command(
    name = "watch",
    header = "Records each saved version of the files in a folder; nothing leaves this machine.",
    description = {
      "%nEach file below FOLDER is a work in the making, and each version of it that you save is a"
          + " draft of that work: the chain learns a salted commitment and a time. Hidden files,"
          + " links and what editors leave while they write are passed over. A file is recorded"
          + " once it has been left alone for --settle seconds.",
      "%nWhich draft is which version stands in the folder's diary, in the profile. Stopped and"
          + " started again, the command goes on there and records what was saved meanwhile. A file"
          + " that was renamed goes on under its new name; a copy is a work of its own once it"
          + " differs.",
      "%nTo register a finished file as the work of its drafts: colophon work declare FILE --work"
          + " WORK.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon draft watch ~/novel",
      "  colophon draft watch ~/novel --once --json",
      "  colophon draft diary ~/novel",
      "%nWith --json, one object a draft: {\"path\",\"work\",\"record\",\"sequence\",\"sha256\","
          + "\"size\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class DraftWatchCommand extends JsonCommand {
  private static final int SETTLE_MAX = 3_600;

  @Parameters(paramLabel = "FOLDER", description = "Where you work.")
  private Path folder;

  @Option(names = "--once", description = "Record what is there now, and then end.")
  private boolean once;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description = "How long a file must have been left alone (default: 3).")
  private int settleSeconds = 3;

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Names of files to pass over, repeatable.")
  private List<String> excluded = List.of();

  /** Whether something was refused, or nobody answered, since the beginning. */
  private int trouble = ExitCodes.OK;

  @Override
  public Integer call() throws Exception {
    if (settleSeconds < 1 || settleSeconds > SETTLE_MAX) {
      throw Failure.usage("--settle is 1 to " + SETTLE_MAX);
    }
    if (!Files.isDirectory(folder)) {
      throw Failure.local(folder + ": no such folder");
    }
    Path watched = folder.toRealPath();
    try (Session session = open();
        DiaryFile diary = DiaryFile.open(Diary.file(session.diaries(), watched))) {
      // A key that cannot be read is told now and not at the first draft.
      session.signatory();
      SavedFiles saved = new SavedFiles(watched, excluded);
      WatchedDrafts drafts = new WatchedDrafts(session, watched, diary);
      saved.look();
      do {
        context().pause().pause(Duration.ofSeconds(settleSeconds));
        for (Path file : saved.look()) {
          record(file, saved, drafts);
        }
      } while (!once);
      return trouble;
    }
  }

  /** One file's trouble does not keep the others from being recorded. */
  private void record(Path file, SavedFiles saved, WatchedDrafts drafts)
      throws IOException, InterruptedException {
    Optional<FileFacts> facts = facts(file, saved);
    if (facts.isEmpty()) {
      return;
    }
    try {
      drafts.record(facts.get()).ifPresent(this::report);
    } catch (NetworkException e) {
      trouble = ExitCodes.NETWORK;
      saved.giveAgain(file);
      remark(Style.plain(file + ": no answer yet, will be sent again: " + e.getMessage()));
    } catch (Failure e) {
      trouble = e.exitCode();
      remark(Style.plain(file + ": " + e.reason() + ": " + e.getMessage()));
    } catch (RefusedException e) {
      trouble = ExitCodes.REFUSED;
      remark(Style.plain(file + ": " + e.getMessage()));
    }
  }

  /** Nothing when it was changed while it was read: its next rest comes. */
  private Optional<FileFacts> facts(Path file, SavedFiles saved) {
    try {
      FileFacts facts = Hasher.hash(file);
      return saved.isAsGiven(file) ? Optional.of(facts) : Optional.empty();
    } catch (IOException e) {
      trouble = ExitCodes.LOCAL;
      remark(Style.plain(file + ": cannot be read: " + e.getMessage()));
      return Optional.empty();
    }
  }

  private void report(WatchedDrafts.Recorded recorded) {
    if (json) {
      print(recorded.draft().json(more -> more.put("receipt", Views.receipt(recorded.receipt()))));
    } else {
      print(
          style().good("✓")
              + " "
              + Style.plain(recorded.draft().path())
              + "  draft "
              + recorded.draft().sequence()
              + ", "
              + Style.time(recorded.receipt().getTime())
              + style().dim("  record " + Style.brief(recorded.draft().record().hex())));
    }
  }
}
