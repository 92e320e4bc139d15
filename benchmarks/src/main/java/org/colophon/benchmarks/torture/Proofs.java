package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;

/** Bundles of some acknowledged records, from any node, verified with nothing but the genesis. */
final class Proofs {
  private static final int TRIED = 40;
  private static final int ATTEMPTS = 10;
  private static final int PAUSE_MS = 1_000;

  private final List<String> findings = new ArrayList<>();
  private int verified;

  /** Of records by chance, which follows from the seed. */
  Proofs(Consortium consortium, History history, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TRIED; i++) {
      Optional<History.Told> told = history.any(random);
      int node = random.nextInt(consortium.size());
      if (told.isPresent()) {
        verify(consortium, node, told.get());
      }
    }
  }

  private void verify(Consortium consortium, int node, History.Told told) throws IOException {
    try {
      EvidenceReport report =
          EvidenceVerifier.verify(
              bundle(consortium, node, told),
              EvidenceVerifier.Options.of(
                  Optional.of(consortium.genesis()),
                  Optional.empty(),
                  new Timestamp(System.currentTimeMillis())));
      if (report.facts().filter(facts -> isOf(told, facts)).isPresent()) {
        verified++;
      } else {
        found(node, consortium, told, report.toString());
      }
    } catch (NetworkException e) {
      found(node, consortium, told, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOf(History.Told told, EvidenceReport.Facts facts) {
    return facts.record().hex().equals(told.id())
        && facts.index().value() == told.index()
        && facts.height().value() == told.height();
  }

  /** A node may be busy; not for ever. */
  private static byte[] bundle(Consortium consortium, int node, History.Told told)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (Network network = consortium.connect(node)) {
        return network.evidence(told.id(), told.height());
      } catch (NetworkException e) {
        if (!e.isPassing() || attempt == ATTEMPTS) {
          throw e;
        }
        Pause.ms(PAUSE_MS);
      }
    }
  }

  private void found(int node, Consortium consortium, History.Told told, String why) {
    findings.add(consortium.name(node) + " proves " + told + " with what does not: " + why);
  }

  /** What did not verify. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** How many did. */
  int verified() {
    return verified;
  }
}
