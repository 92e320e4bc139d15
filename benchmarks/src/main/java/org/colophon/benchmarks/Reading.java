package org.colophon.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.colophon.client.net.Network;

/** Questions about works that stand. */
final class Reading {
  private static final int READERS = 32;
  private static final int MIXED = 64;

  private final Stage stage;

  Reading(Stage stage) {
    this.stage = stage;
  }

  /** One of them. */
  static <T> T any(List<T> known) {
    return known.get(ThreadLocalRandom.current().nextInt(known.size()));
  }

  /**
   * One kind of question after the other.
   *
   * @param when put behind the names of the results
   */
  void query(String when) throws Exception {
    List<Works.Made> known = stage.known();
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      read(
          "record with proof" + when,
          () -> network.receipt(any(known).id(), 0).getProof().getPathCount());
      read("work" + when, () -> network.work(any(known).id(), 0).getContentsCount());
      read("trace" + when, () -> network.trace(any(known).id(), 0).size());
      read("lookup" + when, () -> network.lookup(List.of(any(known).digest()), 1, 0).size());
    }
  }

  /** One question; what it gives is above 0 when it found what stands. */
  interface Question {
    int ask() throws IOException;
  }

  /** Asks it from many callers at once. */
  void read(String name, Question question) throws Exception {
    Flow flow =
        Flow.run(
            READERS,
            stage.length(),
            () -> {
              if (question.ask() == 0) {
                throw new IllegalStateException(name + ": not found, though it stands");
              }
              return 1;
            });
    stage.results().put(name, "reads/s", flow.rate());
    stage.latencies(name, flow);
    stage.results().put(name, "failed calls", flow.failed());
  }

  /** 95 % reads, 5 % declarations. */
  void mixed() throws Exception {
    List<Works.Made> known = stage.known();
    ConcurrentLinkedQueue<Works.Made> fresh =
        new ConcurrentLinkedQueue<>(stage.works().singles(stage.recordsFor(1_500)));
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      Flow flow =
          Flow.run(
              MIXED,
              stage.length(),
              () -> {
                if (ThreadLocalRandom.current().nextInt(20) != 0) {
                  return network.receipt(any(known).id(), 0).hasReceipt() ? 1 : 0;
                }
                Works.Made made = fresh.poll();
                if (made == null) {
                  throw new IllegalStateException("more records are needed");
                }
                return stage.submit(network, List.of(made)).size();
              });
      stage.results().put("mixed, 95 % reads", "calls/s", flow.rate());
      stage.latencies("mixed, 95 % reads", flow);
      stage.results().put("mixed, 95 % reads", "failed calls", flow.failed());
    }
  }
}
