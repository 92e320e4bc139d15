package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.diary.Diary;
import org.colophon.client.diary.DiaryFile;
import org.colophon.client.diary.Draft;
import org.colophon.client.file.FileFacts;
import org.colophon.client.submit.Texts;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;

/** Records what was saved in a folder: each file is a work, each version of it a draft. */
final class WatchedDrafts {
  private static final List<String> LINE_ENDED_ELSEWHERE =
      List.of(Reason.FORK_UNDECLARED.name(), Reason.STALE_PREVIOUS.name());

  private final Session session;
  private final Path folder;
  private final DiaryFile diary;

  /**
   * A draft that was recorded.
   *
   * @param draft as the diary has it
   * @param receipt where it stands
   */
  record Recorded(Draft draft, Receipt receipt) {}

  WatchedDrafts(Session session, Path folder, DiaryFile diary) {
    this.session = session;
    this.folder = folder;
    this.diary = diary;
  }

  /** A file's name in the diary. */
  static String path(Path folder, Path file) {
    return Texts.ofFileName(
        StreamSupport.stream(folder.relativize(file).spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/")));
  }

  /** Records a file as it was saved; empty when its newest draft says the same already. */
  Optional<Recorded> record(FileFacts facts)
      throws IOException, InterruptedException, RefusedException, Failure {
    String path = path(folder, facts.path());
    Optional<Draft> newest = diary.diary().newest(path);
    if (newest.isEmpty()) {
      Optional<Draft> same = newestWith(facts.sha256());
      if (same.isPresent() && Files.exists(folder.resolve(same.get().path()))) {
        // A copy says nothing new until it is changed.
        return Optional.empty();
      }
      if (same.isPresent()) {
        diary.noteRenamed(same.get().path(), path);
        return Optional.empty();
      }
      return Optional.of(note(path, facts, Optional.empty()));
    }
    if (newest.get().sha256().equals(facts.sha256())) {
      return Optional.empty();
    }
    Draft before = newest.get();
    try {
      return Optional.of(
          note(
              path,
              facts,
              Optional.of(new DraftLine(before.work(), before.record(), before.sequence()))));
    } catch (Failure failure) {
      if (!LINE_ENDED_ELSEWHERE.contains(failure.reason())) {
        throw failure;
      }
      // The work was gone on with from elsewhere: this version follows whatever came last.
      DraftLine line = DraftLine.of(session, before.work(), Optional.empty());
      return Optional.of(note(path, facts, Optional.of(line)));
    }
  }

  private Optional<Draft> newestWith(Hash sha256) {
    Diary known = diary.diary();
    return known.paths().stream()
        .sorted()
        .flatMap(path -> known.newest(path).stream())
        .filter(draft -> draft.sha256().equals(sha256))
        .findFirst();
  }

  private Recorded note(String path, FileFacts facts, Optional<DraftLine> line)
      throws IOException, InterruptedException, RefusedException, Failure {
    Committed committed =
        Committed.make(
            session,
            new KeepOptions(),
            facts,
            Role.CREATOR,
            RecordType.DRAFT_ADD.label(),
            line.map(l -> l.work().hex()).orElse(""),
            diary.diary().records(),
            (_, commitment) ->
                line.isPresent()
                    ? line.get().next(commitment, false)
                    : DraftLine.first(commitment));
    Draft draft =
        new Draft(
            path,
            line.map(DraftLine::work).orElse(new WorkId(committed.record().hash())),
            committed.record(),
            line.map(DraftLine::sequence).orElse(0L) + 1,
            facts.sha256(),
            facts.size());
    diary.note(draft);
    return new Recorded(draft, committed.receipt());
  }
}
