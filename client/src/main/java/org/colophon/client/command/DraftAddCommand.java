package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    if (work.isEmpty() && (previous.isPresent() || fork)) {
      throw Failure.usage("--previous and --fork need --work");
    }
    try (Session session = open()) {
      Committed made =
          Committed.make(
              session,
              keeping,
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
    return work.isEmpty()
        ? DraftLine.first(commitment)
        : DraftLine.of(session, work.get(), previous).next(commitment, fork);
  }
}
