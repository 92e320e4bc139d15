package org.colophon.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.colophon.client.net.Network;
import org.colophon.rpc.proto.Outcome;

/**
 * What all workloads share: the network, how long to measure, and where results go.
 *
 * @param cluster the network
 * @param results take the figures
 * @param length how long
 * @param works makes records
 * @param standing works that are known to stand on the chain
 */
record Stage(Cluster cluster, Results results, Length length, Works works, Standing standing) {
  /** Records under one signature. */
  static final int BATCH = 1000;

  private static final int STANDING_MIN = 10_000;

  /** Of a network that runs. */
  static Stage of(Cluster cluster, Results results, Length length) throws IOException {
    Works works = new Works(cluster.profile(), cluster.genesis());
    return new Stage(cluster, results, length, works, new Standing());
  }

  /** Records that are enough for a workload at that rate. */
  int recordsFor(int rate) {
    return (int) ((length.warm() + length.counted()) * rate);
  }

  /** So many records in batches. */
  List<List<Works.Made>> batches(int records) {
    List<List<Works.Made>> batches = new ArrayList<>();
    for (int i = 0; i < records / BATCH; i++) {
      batches.add(works.batch(BATCH));
    }
    return batches;
  }

  /** Submits records that must all be taken; returns where they stand. */
  List<Outcome> submit(Network network, List<Works.Made> records) throws IOException {
    List<Outcome> outcomes = accepted(network, records.stream().map(Works.Made::record).toList());
    standing.add(records);
    return outcomes;
  }

  /** Submits records of any kind that must all be taken. */
  static List<Outcome> accepted(Network network, List<byte[]> records) throws IOException {
    List<Outcome> outcomes = network.submit(records);
    for (Outcome outcome : outcomes) {
      if (outcome.hasRefusal()) {
        throw new IOException(
            outcome.getRefusal().getReason() + ": " + outcome.getRefusal().getDetail());
      }
    }
    return outcomes;
  }

  /** Works that stand; makes some when there are few. */
  List<Works.Made> known() throws IOException {
    if (standing.size() < STANDING_MIN) {
      try (Network network = cluster.connect(cluster.leader())) {
        for (List<Works.Made> batch : batches(2 * STANDING_MIN)) {
          submit(network, batch);
        }
      }
    }
    return standing.all();
  }

  /** Keeps the latencies of a flow. */
  void latencies(String name, Flow flow) {
    results.put(name, "p50 ms", flow.millis(50));
    results.put(name, "p95 ms", flow.millis(95));
    results.put(name, "p99 ms", flow.millis(99));
  }
}
