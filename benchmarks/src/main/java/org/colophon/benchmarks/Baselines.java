package org.colophon.benchmarks;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What bounds the network, without it: signatures alone, ordering alone, and etcd. */
final class Baselines {
  private final Stage stage;

  Baselines(Stage stage) {
    this.stage = stage;
  }

  /** Runs them; the network is stopped meanwhile, so that both have the machine for themselves. */
  void run() throws Exception {
    List<byte[]> sample = stage.works().singles(2000).stream().map(Works.Made::record).toList();
    stage.cluster().stop();
    RawLoop raw = new RawLoop(sample);
    raw.run(1, stage.length().warm());
    stage.results().put("raw loop", "records/s, one thread", raw.run(1, stage.length().counted()));
    int cores = Runtime.getRuntime().availableProcessors();
    stage.results().put("raw loop", "records/s", raw.run(cores, stage.length().counted()));
    byte[] one = sample.getFirst();
    byte[] thousand = new byte[Stage.BATCH * one.length];
    Path logs = Files.createTempDirectory("bare-ratis");
    try (BareRatis ratis = new BareRatis(logs)) {
      bare("bare Ratis, one an entry", 256, 1, () -> ratis.order(one.clone()));
      bare("bare Ratis, 1,000 an entry", 4, Stage.BATCH, () -> ratis.order(thousand.clone()));
    } finally {
      Folders.delete(logs);
    }
    if (Etcd.isInstalled()) {
      try (Etcd etcd = new Etcd(Files.createTempDirectory("etcd"))) {
        AtomicLong next = new AtomicLong();
        ByteString value = ByteString.copyFrom(one);
        for (int callers : List.of(8, 256)) {
          bare("etcd, " + callers + " in flight", callers, 1, () -> etcd.put(next, value));
        }
      }
    } else {
      System.out.println("  etcd is not installed (scripts/bench --install-baselines)");
    }
    stage.cluster().start();
  }

  /** One call that may fail. */
  private interface Order {
    void run() throws IOException;
  }

  private void bare(String name, int callers, int records, Order order) throws Exception {
    Flow flow =
        Flow.run(
            callers,
            stage.length(),
            () -> {
              order.run();
              return records;
            });
    stage.results().put(name, "records/s", flow.rate());
    stage.latencies(name, flow);
  }
}
