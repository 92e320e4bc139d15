package org.colophon.client.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.LastHeight;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.client.submit.Submitter;
import org.colophon.core.RefusedException;

/**
 * Records what a stream says in bounded memory. The whole story in order: read a chunk of lines →
 * compose, sign, hold and send it ({@link ChunkRecorder}), while other chunks are on their way →
 * note the results in the order of the lines → let go of what was held. Wherever it is stopped, a
 * line is either noted, or its record is held, or nothing of it was sent.
 */
public final class RecordStream {
  /** Most groups that may be on their way at once. */
  public static final int IN_FLIGHT_MAX = 64;

  /** Chunks that are composed and signed while others are on their way. */
  private static final int COMPOSED_AHEAD = 2;

  private final Network network;
  private final Submitter submitter;
  private final Outbox outbox;
  private final LastHeight lastHeight;
  private final Signatory signatory;
  private final RecordLines lines;
  private final Settings settings;
  private final RecentDigests recent = new RecentDigests();
  private final Tally tally = new Tally();

  /**
   * How it is done.
   *
   * @param inFlight groups that are on their way at once, 1 to {@link #IN_FLIGHT_MAX}
   * @param checkRegistered whether each digest is looked up first
   */
  public record Settings(int inFlight, boolean checkRegistered) {
    /** Refuses what is out of bounds. */
    public Settings {
      if (inFlight < 1 || inFlight > IN_FLIGHT_MAX) {
        throw new IllegalArgumentException(
            "in flight: " + inFlight + " (expected: 1 to " + IN_FLIGHT_MAX + ")");
      }
    }
  }

  /** Of one run. */
  private record Chunk(List<Entry> entries, Future<ChunkRecorder.Answer> answer) {}

  /** Records in the name of {@code signatory}, through an outbox that {@code submitter} has. */
  public RecordStream(
      Network network,
      Submitter submitter,
      Outbox outbox,
      LastHeight lastHeight,
      Signatory signatory,
      RecordLines lines,
      Settings settings) {
    this.network = network;
    this.submitter = submitter;
    this.outbox = outbox;
    this.lastHeight = lastHeight;
    this.signatory = signatory;
    this.lines = lines;
    this.settings = settings;
  }

  /** Records the input from its beginning. */
  public Tally run(LineReader input, Results results, Progress progress)
      throws IOException, InterruptedException, RefusedException {
    return run(input, results, HeldRecords.none(outbox), progress);
  }

  /** Goes on behind what the results have; the outbox is theirs alone. */
  public Tally resume(LineReader input, ResultsFile results, Progress progress)
      throws IOException, InterruptedException, RefusedException {
    HeldRecords held = HeldRecords.read(outbox, lines, signatory);
    progress.begin("Passing over", Progress.UNKNOWN);
    results.passOver(
        input,
        lines,
        noted -> {
          progress.step(1);
          tally.passedOver(noted);
          if (noted.status().stands() && noted.sha256().isPresent()) {
            recent.add(noted.sha256().get(), noted.line());
            held.noted(noted.sha256().get());
          }
        });
    return run(input, results, held, progress);
  }

  private Tally run(LineReader input, Results results, HeldRecords held, Progress progress)
      throws IOException, InterruptedException, RefusedException {
    ChunkRecorder recorder =
        new ChunkRecorder(network, submitter, outbox, held, lastHeight, signatory, lines, settings);
    progress.begin("Registering", Progress.UNKNOWN);
    Deque<Chunk> open = new ArrayDeque<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (List<Entry> next = read(input); !next.isEmpty(); next = read(input)) {
          List<Entry> entries = next;
          while (!open.isEmpty() && (isFull(open) || open.getFirst().answer().isDone())) {
            note(open.removeFirst(), recorder, results, progress);
          }
          open.addLast(new Chunk(entries, workers.submit(() -> recorder.record(entries))));
        }
        while (!open.isEmpty()) {
          note(open.removeFirst(), recorder, results, progress);
        }
      } finally {
        // What is still on its way stays in the outbox.
        workers.shutdownNow();
      }
    }
    held.releaseAll();
    progress.end();
    return tally;
  }

  private boolean isFull(Deque<Chunk> open) {
    return open.size() >= settings.inFlight() + COMPOSED_AHEAD;
  }

  private List<Entry> read(LineReader input) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long chars = 0;
    while (entries.size() < ChunkRecorder.RECORDS_MAX && chars < ChunkRecorder.BYTES_MAX) {
      Optional<Line> line = input.next();
      if (line.isEmpty()) {
        break;
      }
      chars += line.get() instanceof Line.Text(long _, String text) ? text.length() : 0;
      lines.read(line.get()).ifPresent(entry -> entries.add(marked(entry)));
    }
    return entries;
  }

  /** What is the same is recorded once, however often it comes. */
  private Entry marked(Entry entry) {
    if (entry instanceof Entry.Item item) {
      if (recent.lineOf(item.sha256()).isPresent()) {
        return new Entry.Repeated(item);
      }
      recent.add(item.sha256(), item.line());
    }
    return entry;
  }

  private void note(Chunk chunk, ChunkRecorder recorder, Results results, Progress progress)
      throws IOException, InterruptedException, RefusedException {
    long first = chunk.entries().getFirst().line();
    try {
      ChunkRecorder.Answer answer = answer(chunk);
      List<LineOutcome> outcomes = new ArrayList<>();
      for (Entry entry : chunk.entries()) {
        LineOutcome outcome =
            entry instanceof Entry.Repeated repeated
                ? repeated(repeated, recorder, answer)
                : answer.of(entry);
        if (outcome.status() == LineOutcome.Status.REFUSED) {
          entry.digest().ifPresent(digest -> recent.forget(digest, entry.line()));
        }
        outcomes.add(outcome);
      }
      results.note(outcomes);
      for (Path file : answer.held()) {
        outbox.release(file);
      }
      recorder.noted(outcomes);
      outcomes.forEach(tally::add);
      progress.step(outcomes.size());
      progress.remark(tally.count(LineOutcome.Status.REFUSED) + " refused");
    } catch (NetworkException e) {
      throw new NetworkException(
          "line " + first + " and after: " + e.getMessage() + "; " + results.remedy(), e);
    }
  }

  /**
   * Of a line whose digest an earlier one has. All lines before it are known now, so when that one
   * was refused, this is the one to record.
   */
  private LineOutcome repeated(
      Entry.Repeated repeated, ChunkRecorder recorder, ChunkRecorder.Answer answer)
      throws IOException, InterruptedException, RefusedException {
    Entry.Item item = repeated.item();
    Optional<Long> earlier = recent.lineOf(item.sha256());
    if (earlier.isPresent()) {
      return LineOutcome.sameAs(item, earlier.get());
    }
    ChunkRecorder.Answer own = recorder.record(List.of(item));
    answer.held().addAll(own.held());
    recent.add(item.sha256(), item.line());
    return own.of(item);
  }

  private static ChunkRecorder.Answer answer(Chunk chunk)
      throws IOException, InterruptedException, RefusedException {
    try {
      return chunk.answer().get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RefusedException refused -> throw refused;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IllegalStateException("recording", e.getCause());
      }
    }
  }
}
