package org.colophon.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.client.net.Network;
import org.colophon.rpc.proto.Outcome;

/** Declarations, one a call or many. */
final class Writing {
  private static final int WARMING = 128;

  /** That send batches. */
  private static final int CALLERS = 4;

  private final Stage stage;

  Writing(Stage stage) {
    this.stage = stage;
  }

  /**
   * Writes until the nodes' compilers have come to rest, as they are in a node that has run for a
   * day: four fresh processes share the cores with their own compilers for the first minutes.
   */
  void warm() throws Exception {
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      AtomicLong calls = new AtomicLong();
      Flow flow =
          Flow.run(
              WARMING,
              0,
              stage.length().warmUp(),
              () -> {},
              () -> {},
              () -> {
                boolean batch = calls.incrementAndGet() % 300 == 0;
                List<Works.Made> records =
                    batch ? stage.works().batch(Stage.BATCH) : List.of(stage.works().single());
                return stage.submit(network, records).size();
              });
      stage.results().put("warm-up", "records", flow.done());
    }
  }

  /** Each record its own signature and call, at several numbers in flight. */
  void single() throws Exception {
    for (int callers : List.of(8, 64, 256, 1024)) {
      List<List<Works.Made>> calls =
          stage.works().singles(stage.recordsFor(callers == 8 ? 2_500 : 9_000)).stream()
              .map(List::of)
              .toList();
      write("single, " + callers + " in flight", callers, calls);
    }
  }

  /**
   * 1,000 records a call and a signature.
   *
   * @param when put behind the name of the results
   */
  void batch(String when) throws Exception {
    write("batch" + when, CALLERS, stage.batches(stage.recordsFor(12_000)));
  }

  /** Batches until the chain has so many leaves. */
  void fill(long leaves) throws Exception {
    String leader = stage.cluster().leader();
    try (Network network = stage.cluster().connect(leader);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicLong missing =
          new AtomicLong(leaves - network.status(stage.cluster().uri(leader)).getSize());
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        loops.add(
            callers.submit(() -> {
              while (missing.getAndAdd(-Stage.BATCH) > 0) {
                stage.submit(network, stage.works().batch(Stage.BATCH));
              }
              return null;
            }));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    }
  }

  /** What was used up to a moment. */
  private record Used(Use nodes, Use own, long written, long height) {}

  private void write(String name, int callers, List<List<Works.Made>> calls) throws Exception {
    ConcurrentLinkedQueue<List<Works.Made>> open = new ConcurrentLinkedQueue<>(calls);
    String leader = stage.cluster().leader();
    Disk disk = new Disk(stage.cluster().data(leader));
    Used[] used = new Used[2];
    try (Network network = stage.cluster().connect(leader)) {
      SealWatch seals = new SealWatch(network, stage.cluster().uri(leader));
      Flow flow =
          Flow.run(
              callers,
              stage.length().warm(),
              stage.length().counted(),
              () -> used[0] = used(network, leader, disk),
              () -> used[1] = used(network, leader, disk),
              () -> {
                List<Works.Made> records = open.poll();
                if (records == null) {
                  throw new IllegalStateException("more records are needed");
                }
                long start = System.nanoTime();
                List<Outcome> outcomes = stage.submit(network, records);
                seals.submitted(outcomes.getFirst().getReceipt().getIndex(), start);
                return outcomes.size();
              });
      Results results = stage.results();
      results.put(name, "records/s", flow.rate());
      stage.latencies(name, flow);
      results.put(name, "failed calls", flow.failed());
      double bytes =
          calls.getFirst().stream().mapToInt(made -> made.record().length).average().orElseThrow();
      results.put(name, "bytes a record", bytes);
      Use nodes = used[1].nodes().since(used[0].nodes());
      Use own = used[1].own().since(used[0].own());
      double written = used[1].written() - used[0].written();
      long blocks = Math.max(1, used[1].height() - used[0].height());
      results.put(name, "records a block", flow.done() / blocks);
      results.put(name, "CPU us a record, nodes", nodes.cpuSeconds() * 1e6 / flow.done());
      results.put(name, "CPU us a record, client", own.cpuSeconds() * 1e6 / flow.done());
      results.put(
          name,
          "written / record bytes, a node",
          written / stage.cluster().nodes().size() / (bytes * flow.done()));
      results.put(name, "resident MiB, nodes", nodes.residentBytes() / 1048576.0);
      seals.end();
      results.put(name, "to seal, p50 ms", seals.millis(50));
      results.put(name, "to seal, p99 ms", seals.millis(99));
    }
  }

  private Used used(Network network, String node, Disk disk) {
    try {
      long height = network.status(stage.cluster().uri(node)).getHeight();
      return new Used(stage.cluster().use(), Use.own(), disk.written(), height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
