package org.colophon.client.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Context;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.stream.LineOutcome;
import org.colophon.client.stream.LineReader;
import org.colophon.client.stream.RecordLines;
import org.colophon.client.stream.RecordStream;
import org.colophon.client.stream.Results;
import org.colophon.client.stream.ResultsFile;
import org.colophon.client.stream.Tally;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RefusedException;
import picocli.CommandLine.Option;

/** What is recorded comes from a list. */
class ListOptions {
  private static final String STANDARD_INPUT = "-";
  private static final int IN_FLIGHT_DEFAULT = 4;

  @Option(
      names = "--from",
      paramLabel = "LIST",
      description = "A list, one JSON object a line; - for standard input.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "With --from: where the results go, one a line in the order of the list (default:"
              + " standard output, with --json).")
  private Optional<Path> results = Optional.empty();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "With --from: groups of up to 1000 on their way at once, 1 to 64 (default: 4).")
  private Optional<Integer> inFlight = Optional.empty();

  /** Whether a list is given. */
  final boolean isAsked() {
    return from.isPresent();
  }

  /** Refuses options that say nothing without a list. */
  void requireAbsent() throws Failure {
    if (results.isPresent() || inFlight.isPresent()) {
      throw Failure.usage("--results and --in-flight go with --from");
    }
  }

  /** Refuses what cannot be done, before anything is opened. */
  final void check(boolean json) throws Failure, IOException {
    if (results.isEmpty() && !json) {
      throw Failure.usage("--from needs --results FILE, or --json for results on standard output");
    }
    int groups = inFlight.orElse(IN_FLIGHT_DEFAULT);
    if (groups < 1 || groups > RecordStream.IN_FLIGHT_MAX) {
      throw Failure.usage(
          "--in-flight: " + groups + " (expected: 1 to " + RecordStream.IN_FLIGHT_MAX + ")");
    }
    Optional<Path> list = list();
    if (list.isPresent() && results.isPresent() && Files.exists(results.get())) {
      if (Files.isSameFile(list.get(), results.get())) {
        throw Failure.usage("--from and --results are the same file");
      }
    }
  }

  /** Whether each digest is looked up first. */
  boolean looksUp() {
    return false;
  }

  /** Records the list in the name of the profile. */
  final Tally record(Session session, Context context, RecordLines lines)
      throws IOException, InterruptedException, RefusedException {
    Signatory signatory = session.signatory();
    Progress progress = TerminalProgress.of(context);
    try (InputStream in = input(context)) {
      session.submitter().deliverHeld();
      if (results.isEmpty()) {
        return stream(session, session.outbox(), signatory, lines)
            .run(new LineReader(in), new Printed(context.out()), progress);
      }
      try (ResultsFile file = ResultsFile.open(results.get())) {
        return stream(session, file.outbox(), signatory, lines)
            .resume(new LineReader(in), file, progress);
      }
    } finally {
      progress.end();
    }
  }

  private RecordStream stream(
      Session session, Outbox outbox, Signatory signatory, RecordLines lines) throws IOException {
    return new RecordStream(
        session.network(),
        session.submitter(outbox),
        outbox,
        session.lastHeight(),
        signatory,
        lines,
        new RecordStream.Settings(inFlight.orElse(IN_FLIGHT_DEFAULT), looksUp()));
  }

  private Optional<Path> list() {
    return from.filter(name -> !name.equals(STANDARD_INPUT)).map(Path::of);
  }

  private InputStream input(Context context) throws IOException {
    Optional<Path> list = list();
    return list.isPresent() ? Files.newInputStream(list.get()) : context.in();
  }

  /** Results on standard output; nothing can be read back from there. */
  private record Printed(PrintStream out) implements Results {
    @Override
    public void note(List<LineOutcome> outcomes) throws IOException {
      StringBuilder text = new StringBuilder();
      for (LineOutcome outcome : outcomes) {
        text.append(outcome.json().text()).append('\n');
      }
      out.print(text);
      if (out.checkError()) {
        throw new IOException("standard output: nobody reads the results");
      }
    }

    @Override
    public String remedy() {
      return "what was sent is kept, and the next command sends it again";
    }
  }
}
