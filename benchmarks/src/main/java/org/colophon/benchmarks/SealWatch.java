package org.colophon.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.HdrHistogram.Histogram;
import org.colophon.client.net.Network;

/** How long records wait from their submission until a seal covers them, as a node shows it. */
final class SealWatch {
  private static final long MICROS_MAX = 600_000_000L;

  /** Often enough for times of a second, and seldom enough to cost the node little. */
  private static final long POLL_MS = 100;

  private final ConcurrentSkipListMap<Long, Long> submitted = new ConcurrentSkipListMap<>();
  private final Histogram micros = new Histogram(MICROS_MAX, 3);
  private final Thread thread;
  private volatile boolean closed;

  /** Watches by asking one node again and again. */
  SealWatch(Network network, URI node) {
    this.thread = Thread.ofPlatform().daemon().start(() -> watch(network, node));
  }

  /** The record at that leaf was submitted at that {@link System#nanoTime}. */
  void submitted(long index, long nanos) {
    submitted.put(index, nanos);
  }

  private void watch(Network network, URI node) {
    while (!closed) {
      try {
        long size = network.status(node).getSealedSize();
        long now = System.nanoTime();
        ConcurrentNavigableMap<Long, Long> sealed = submitted.headMap(size);
        for (Map.Entry<Long, Long> entry : sealed.entrySet()) {
          micros.recordValue(Math.min(MICROS_MAX, (now - entry.getValue()) / 1000));
        }
        sealed.clear();
        Thread.sleep(POLL_MS);
      } catch (IOException e) {
        // A node that does not answer now is asked again.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  /** Ends when all that was submitted is sealed, or after some seconds. */
  void end() throws InterruptedException {
    for (int i = 0; i < 200 && !submitted.isEmpty(); i++) {
      Thread.sleep(50);
    }
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
