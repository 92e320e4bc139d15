package org.colophon.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: so many callers, each of whom calls again when it was answered. Only calls that
 * begin after the warm-up and end before the end count.
 */
final class Flow {
  private static final long MICROS_MAX = 600_000_000L;

  private final Histogram micros = new ConcurrentHistogram(MICROS_MAX, 3);
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final ConcurrentLinkedQueue<Long> ends = new ConcurrentLinkedQueue<>();
  private final double seconds;
  private long begin;
  private long end;

  /** One call; gives how many records, or answers, it was about. */
  @FunctionalInterface
  interface Call {
    int run() throws IOException;
  }

  private Flow(double seconds) {
    this.seconds = seconds;
  }

  /**
   * Runs the loop.
   *
   * @param callers in flight together
   * @param warmSeconds that do not count
   * @param seconds that count
   * @param begins told when what counts begins
   * @param ends told when it ends, while the last calls are still answered
   */
  static Flow run(
      int callers, double warmSeconds, double seconds, Runnable begins, Runnable ends, Call call)
      throws InterruptedException {
    Flow flow = new Flow(seconds);
    long begin = System.nanoTime() + nanos(warmSeconds);
    long end = begin + nanos(seconds);
    flow.begin = begin;
    flow.end = end;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        loops.add(threads.submit(() -> flow.loop(begin, end, call)));
      }
      Thread.sleep((long) (warmSeconds * 1000));
      begins.run();
      Thread.sleep((long) (seconds * 1000));
      ends.run();
      for (Future<?> loop : loops) {
        loop.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller failed", e.getCause());
    }
    return flow;
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  private void loop(long begin, long end, Call call) {
    while (true) {
      long start = System.nanoTime();
      if (start >= end) {
        return;
      }
      try {
        int count = call.run();
        long now = System.nanoTime();
        if (start >= begin && now <= end) {
          micros.recordValue(Math.min(MICROS_MAX, (now - start) / 1000));
        }
        if (now >= begin && now <= end) {
          done.add(count);
          ends.add(now);
        }
      } catch (IOException e) {
        failed.increment();
      }
    }
  }

  /** Records, or answers, a second. */
  double rate() {
    return done.sum() / seconds;
  }

  double done() {
    return (double) done.sum();
  }

  /** Calls that ended without an answer. */
  double failed() {
    return (double) failed.sum();
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Runs the loop when nobody asks what it uses. */
  static Flow run(int callers, Length length, Call call) throws InterruptedException {
    return run(callers, length.warm(), length.counted(), () -> {}, () -> {}, call);
  }

  /** Longest time in which no call ended well, in seconds; also at the beginning and the end. */
  double longestGap() {
    long last = begin;
    long gap = 0;
    for (long time : ends.stream().mapToLong(Long::longValue).sorted().toArray()) {
      gap = Math.max(gap, time - last);
      last = time;
    }
    return Math.max(gap, end - last) / 1e9;
  }
}
