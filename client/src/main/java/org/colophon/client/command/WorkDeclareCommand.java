package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.FileWalk;
import org.colophon.client.stream.LineOutcome;
import org.colophon.client.stream.Tally;
import org.colophon.client.stream.WorkLines;
import org.colophon.client.submit.Declaration;
import org.colophon.client.submit.Declarer;
import org.colophon.client.submit.FileOutcome;
import org.colophon.client.view.Outcomes;
import org.colophon.client.view.StreamSummary;
import org.colophon.core.WorkId;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Declares files as works. */
@Command(
    name = "declare",
    header = "Registers works by their digests: of files, which stay where they are, or of a list.",
    description = {
      "%nA folder stands for all files below it; hidden files and symbolic links are passed over."
          + " Each file becomes one work. A file that you have registered before is passed over:"
          + " run again, the command changes nothing and says so. What somebody else has registered"
          + " is registered all the same, and the conflict is named.%n",
      "With --unpublished only a salted commitment goes to the chain. Its opening is kept in the"
          + " profile under openings/; without that file nobody, you included, can ever show what"
          + " was committed to. Keep a copy.%n",
      "With --from works are read from a list, one JSON object a line: sha256, size, mediaType and"
          + " title, and if need be sm3, category, ipKind, aiUse, completedOn, firstPublished,"
          + " derivedFrom, identifiers [{scheme, value}], creators [{subject, share}] and ref, your"
          + " own name of the work, which stays here. Options give what a line leaves out. A line"
          + " that is refused is noted with its reason and the others go on. When it was stopped,"
          + " the same command goes on behind the results that stand in FILE, and declares nothing"
          + " twice; what waits for its answer lies in FILE.outbox meanwhile. A digest that comes"
          + " again within 100,000 lines is declared once.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon work declare photo.jpg --title \"Harbour at dawn\" --category art3.5",
      "  colophon work declare photos/ --ai-use assisted --json | jq .",
      "  colophon work declare song.flac --creator li-wei:6000 --creator wang-fang:4000",
      "  colophon work declare novel.txt --unpublished",
      "  colophon work declare --from works.ndjson --results results.ndjson",
      "  zcat works.gz | colophon work declare --from - --results results.ndjson",
      "%nWith --json: one object a file, then {\"summary\":{…}}, each on a line.",
      "A result of --from: {\"line\",\"ref\"?,\"sha256\"?,\"status\"} with work, record, index and"
          + " height, or sameAs, or reason and detail; status is REGISTERED, ALREADY_REGISTERED,"
          + " SAME_CONTENT or REFUSED.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkDeclareCommand extends org.colophon.client.command.Command {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files and folders.")
  private List<Path> files = new ArrayList<>();

  @Mixin private StreamOptions stream;

  @Option(names = "--title", paramLabel = "TEXT", description = "Title (default: the file's name).")
  private Optional<String> title = Optional.empty();

  @Option(
      names = "--category",
      paramLabel = "TEXT",
      description =
          "Item of Copyright Law art. 3, art3.1 to art3.9 (default: by the kind of file); of a"
              + " TRADEMARK its Nice class, 1 to 45; of a PATENT an IPC symbol such as 'G06F 17/30'.")
  private Optional<String> category = Optional.empty();

  @Option(
      names = "--creator",
      paramLabel = "SUBJECT:SHARE",
      converter = Converters.Author.class,
      description =
          "An author with a share in basis points; all shares make 10000 (default: you alone).")
  private List<WorkDeclare.Author> creators = new ArrayList<>();

  @Option(
      names = "--ip-kind",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES} (default: COPYRIGHT).")
  private WorkDeclare.IpKind ipKind = WorkDeclare.IpKind.COPYRIGHT;

  @Option(
      names = "--ai-use",
      paramLabel = "USE",
      description = "What part machines had: ${COMPLETION-CANDIDATES} (default: NONE).")
  private WorkDeclare.AiUse aiUse = WorkDeclare.AiUse.NONE;

  @Option(names = "--completed-on", paramLabel = "DAY", description = "Claimed day, YYYY-MM-DD.")
  private Optional<String> completedOn = Optional.empty();

  @Option(names = "--first-published", paramLabel = "DAY", description = "Claimed day, YYYY-MM-DD.")
  private Optional<String> firstPublished = Optional.empty();

  @Option(
      names = "--identifier",
      paramLabel = "SCHEME:VALUE",
      converter = Converters.Scheme.class,
      description = "ISBN, ISSN, ISRC, ISWC or DOI, without separators.")
  private List<Identifier> identifiers = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "WORK",
      converter = Converters.Work.class,
      description = "The work that your drafts have opened.")
  private Optional<WorkId> work = Optional.empty();

  @Option(
      names = "--derived-from",
      paramLabel = "WORK",
      converter = Converters.Work.class,
      description = "The work that this one re-creates.")
  private Optional<WorkId> derivedFrom = Optional.empty();

  @Option(names = "--unpublished", description = "Put a commitment on the chain, not the digest.")
  private boolean unpublished;

  @Option(names = "--json", description = "Results as JSON, one object a line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (stream.isAsked()) {
      return callStream();
    }
    stream.requireAbsent();
    if (files.isEmpty()) {
      throw Failure.usage("FILE is missing (or --from LIST)");
    }
    List<Path> found = FileWalk.find(files);
    if (found.isEmpty()) {
      throw Failure.local("no files there");
    }
    boolean saysOneWork = title.isPresent() || work.isPresent() || !identifiers.isEmpty();
    if (found.size() > 1 && saysOneWork) {
      throw Failure.usage(
          "--title, --work and --identifier are of one work, and there are "
              + found.size()
              + " files");
    }
    if (unpublished && firstPublished.isPresent()) {
      throw Failure.usage("--unpublished and --first-published contradict each other");
    }
    try (Session session = open()) {
      Declarer declarer =
          new Declarer(
              session.network(),
              session.submitter(),
              session.openings(),
              session.lastHeight(),
              session.signatory());
      List<FileOutcome> outcomes =
          declarer.declare(found, declaration(), TerminalProgress.of(context()));
      Outcomes view = new Outcomes(outcomes);
      if (json) {
        view.json().forEach(this::print);
      } else {
        context().out().print(view.text(style()));
      }
      return exitCode(view);
    }
  }

  private int callStream() throws Exception {
    boolean saysOneWork =
        !files.isEmpty()
            || title.isPresent()
            || work.isPresent()
            || !identifiers.isEmpty()
            || unpublished;
    if (saysOneWork) {
      throw Failure.usage(
          "--from goes without FILE, --title, --work, --identifier and --unpublished");
    }
    stream.check(json);
    try (Session session = open()) {
      Tally tally =
          stream.record(
              session, context(), new WorkLines(declaration(), session.signatory().subject()));
      StreamSummary view = new StreamSummary(tally);
      if (json) {
        print(view.json());
      } else {
        context().out().print(view.text(style()));
      }
      return tally.count(LineOutcome.Status.REFUSED) > 0 ? ExitCodes.REFUSED : ExitCodes.OK;
    }
  }

  private Declaration declaration() {
    return new Declaration(
        title,
        ipKind,
        category,
        creators,
        aiUse,
        completedOn,
        firstPublished,
        identifiers,
        work,
        derivedFrom,
        unpublished);
  }

  private static int exitCode(Outcomes outcomes) {
    if (outcomes.count(FileOutcome.Status.REFUSED) > 0) {
      return ExitCodes.REFUSED;
    }
    if (outcomes.count(FileOutcome.Status.UNANSWERED) > 0) {
      return ExitCodes.NETWORK;
    }
    return outcomes.count(FileOutcome.Status.UNREADABLE) > 0 ? ExitCodes.LOCAL : ExitCodes.OK;
  }
}
