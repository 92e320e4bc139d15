package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.TraceEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a draft. */
@Command(
    name = "add",
    header = "Records a draft by a commitment; nobody can tell the file from it.",
    description =
        "%nWithout --work the draft opens a new work. With --work it goes on from the newest draft"
            + " of that work, or from --previous; a second successor of one draft needs --fork. The"
            + " opening is kept in the profile's openings/.%n",
    footer = {
      "%nExamples:",
      "  colophon draft add chapter-1.odt",
      "  colophon draft add chapter-1-revised.odt --work 5b1e…",
      "%nWith --json: {\"type\",\"record\",\"work\",\"receipt\",\"stoodBefore\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class DraftAddCommand extends JsonCommand {
  @Parameters(paramLabel = "FILE", description = "The draft.")
  private Path file;

  @Option(
      names = "--work",
      paramLabel = "WORK",
      converter = Converters.Work.class,
      description = "The work that it belongs to.")
  private Optional<WorkId> work = Optional.empty();

  @Option(
      names = "--previous",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The draft that it goes on from (default: the newest).")
  private Optional<RecordId> previous = Optional.empty();

  @Option(names = "--fork", description = "The previous draft may have another successor.")
  private boolean fork;

  /** The draft to go on from. */
  private record Previous(RecordId id, long sequence) {}

  @Override
  public Integer call() throws Exception {
    if (work.isEmpty() && (previous.isPresent() || fork)) {
      throw Failure.usage("--previous and --fork need --work");
    }
    try (Session session = open()) {
      Committed made =
          Committed.make(
              session,
              file,
              Role.CREATOR,
              RecordType.DRAFT_ADD.label(),
              work.map(WorkId::hex).orElse(""),
              (facts, commitment) -> content(session, commitment));
      String workId = made.target().isEmpty() ? made.record().hex() : made.target();
      if (json) {
        print(made.json("draft.add", more -> more.put("work", workId)));
      } else {
        printReceipt(
            made.stoodBefore() ? "draft recorded before" : "draft recorded", made.receipt());
        print("  work    " + workId);
      }
      return 0;
    }
  }

  private DraftAdd content(Session session, Hash commitment)
      throws IOException, RefusedException, Failure {
    if (work.isEmpty()) {
      return new DraftAdd(
          Optional.empty(), 1, commitment, Optional.empty(), Optional.empty(), false);
    }
    Previous from = previous(session, work.get());
    return new DraftAdd(
        work, from.sequence() + 1, commitment, Optional.of(from.id()), Optional.empty(), fork);
  }

  private Previous previous(Session session, WorkId of)
      throws IOException, RefusedException, Failure {
    List<TraceEvent> drafts =
        session.network().trace(of.hex(), session.lastHeight().value()).stream()
            .filter(event -> event.getType().equals(RecordType.DRAFT_ADD.label()))
            .filter(event ->
                previous.isEmpty() || previous.get().hex().equals(event.getReceipt().getId()))
            .toList();
    if (drafts.isEmpty()) {
      throw Failure.refused(Reason.STALE_PREVIOUS, "the work has no such draft");
    }
    TraceEvent newest = drafts.getLast();
    Statement statement =
        new RecordParser(session.genesis().limits().recordBytesMax())
            .parseStatement(newest.getStatement().toByteArray());
    if (!(statement.content() instanceof DraftAdd draft)) {
      throw Failure.refused(Reason.STALE_PREVIOUS, "the record is no draft");
    }
    return new Previous(statement.id(), draft.sequence());
  }
}
