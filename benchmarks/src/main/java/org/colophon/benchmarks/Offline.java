package org.colophon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.colophon.client.net.Network;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;

/** What needs no network: bundles, stores, the command's start. */
final class Offline {
  private final Stage stage;

  Offline(Stage stage) {
    this.stage = stage;
  }

  /** A whole store executed again. */
  void fsck() throws Exception {
    String node = stage.cluster().nodes().getLast();
    stage.known();
    long size;
    try (Network network = stage.cluster().connect(node)) {
      size = network.status(stage.cluster().uri(node)).getSize();
    }
    stage.cluster().stop();
    long begin = System.nanoTime();
    stage.cluster().operator("fsck", stage.cluster().data(node).toString());
    double seconds = (System.nanoTime() - begin) / 1e9;
    stage.results().put("fsck", "records/s", size / seconds);
    stage.results().put("fsck", "leaves", (double) size);
    stage
        .results()
        .put(
            "at rest",
            "bytes a record, store",
            Folders.bytes(stage.cluster().data(node).resolve("store")) / (double) size);
    stage.cluster().start();
  }

  /** Bundles of evidence. */
  void verify() throws Exception {
    Works.Made made = stage.works().single();
    Genesis genesis = stage.cluster().genesis();
    byte[] bundle;
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      stage.submit(network, List.of(made));
      for (int i = 0; !network.receipt(made.id(), 0).getSealed() && i < 600; i++) {
        Thread.sleep(100);
      }
      bundle = network.evidence(made.id(), 0);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos((long) stage.length().warm());
    while (System.nanoTime() < end) {
      requireSound(genesis, bundle);
    }
    long begin = System.nanoTime();
    end = begin + TimeUnit.SECONDS.toNanos((long) stage.length().counted());
    long done = 0;
    while (System.nanoTime() < end) {
      requireSound(genesis, bundle);
      done++;
    }
    stage
        .results()
        .put("verify", "bundles/s, one thread", done * 1e9 / (System.nanoTime() - begin));
    stage.results().put("verify", "KiB a bundle", bundle.length / 1024.0);
  }

  private static void requireSound(Genesis genesis, byte[] bundle) throws Exception {
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle,
            EvidenceVerifier.Options.of(
                Optional.of(genesis), Optional.empty(), new Timestamp(System.currentTimeMillis())));
    if (report.failure().isPresent()) {
      throw new IllegalStateException("evidence of our own does not verify: " + report.failure());
    }
  }

  /** How long the user's command takes to begin. */
  void start() throws Exception {
    measure("colophon --help", List.of("--help"));
    Works.Made made = stage.known().getFirst();
    Path bundle = Files.createTempFile("bench", ".zip");
    try (Network network = stage.cluster().connect(stage.cluster().leader())) {
      Files.write(bundle, network.evidence(made.id(), 0));
      measure(
          "colophon evidence verify",
          List.of(
              "evidence",
              "verify",
              bundle.toString(),
              "--genesis",
              stage.cluster().profile().genesis().toString()));
    } finally {
      Files.delete(bundle);
    }
  }

  private void measure(String name, List<String> words) throws IOException {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      stage.cluster().user(words);
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    stage.results().put(name, "s, best of 5", best);
  }
}
