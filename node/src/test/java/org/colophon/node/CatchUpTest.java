package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is purged at once, so that whoever was away needs the leader's whole ledger. */
final class CatchUpTest {
  private static final int SEGMENT_BYTES = 64 << 10;

  @TempDir private Path directory;
  private int made;

  private static RaftSettings forgetful(RaftSettings settings) {
    return settings
        .with(new RaftSettings.SnapshotPolicy(20, 1L << 40, 1L << 40, 0))
        .with(new RaftSettings.Limits(4 << 20, SEGMENT_BYTES, 512, 32 << 20));
  }

  @Test
  void anAbsentAndAnEmptiedNodeInstallTheLedgerVerifyItAndCosignAgain() throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 1)) {
      network.tune(CatchUpTest::forgetful);
      network.startAll();
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        Actor creator = Registrations.register(network, client, "creator");
        TestRecords records = network.records();
        List<String> validators = network.validators();
        String absent = validators.get(1);
        String emptied = validators.get(2);
        String observer =
            network.nodes().stream().filter(n -> !validators.contains(n)).findFirst().orElseThrow();

        network.stop(absent);
        network.stop(observer);
        purge(network, client, creator, records);
        network.start(absent);
        network.start(observer);
        verifiesAndCosigns(network, client, creator, records, absent);
        await(network, observer, client);
        assertThat(wasInstalled(network, absent)).isTrue();
        assertThat(wasInstalled(network, observer)).isTrue();

        network.stop(emptied);
        Directories.delete(network.data(emptied));
        network.start(emptied);
        verifiesAndCosigns(network, client, creator, records, emptied);
        assertThat(wasInstalled(network, emptied)).isTrue();
        network.assertEqual();
      }
      network.assertSound();
    }
  }

  /** Makes blocks until no running node's log reaches back to its begin. */
  private void purge(
      InProcessNetwork network, LedgerClient client, Actor creator, TestRecords records)
      throws Exception {
    for (int i = 0; i < 2_000; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + made++)));
      if (i % 20 == 19 && network.running().stream().allMatch(n -> isPurged(network, n))) {
        return;
      }
    }
    throw new AssertionError("the log was not purged");
  }

  private static boolean isPurged(InProcessNetwork network, String node) {
    return !holdsFirstEntry(network.layout(node).raft());
  }

  /** A node whose log never held the first entries did not replay them. */
  private static boolean wasInstalled(InProcessNetwork network, String node) {
    return isPurged(network, node);
  }

  private static boolean holdsFirstEntry(Path raft) {
    try (Stream<Path> files = Files.walk(raft)) {
      return files.anyMatch(f -> f.getFileName().toString().matches("log_(inprogress_)?0(-.*)?"));
    } catch (IOException e) {
      // A segment went away while we looked.
      return true;
    }
  }

  private static void await(InProcessNetwork network, String node, LedgerClient client)
      throws Exception {
    long height = client.status().getHeight();
    network.await(node, s -> s.getHeight() >= height && s.getAlarmsList().isEmpty());
    assertThat(network.data(node).resolve("installed-unverified")).doesNotExist();
  }

  private void verifiesAndCosigns(
      InProcessNetwork network,
      LedgerClient client,
      Actor creator,
      TestRecords records,
      String node)
      throws Exception {
    await(network, node, client);
    OrgId organisation = new OrgId(network.config(node).node().organisation());
    for (int i = 0; i < 200; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + made++)));
      network.awaitSealed(client);
      if (newestSigners(network, node).containsKey(organisation)) {
        return;
      }
    }
    throw new AssertionError(node + " does not cosign: " + network.account(node));
  }

  private static SortedMap<OrgId, Long> newestSigners(InProcessNetwork network, String node) {
    try (LedgerReader reader = network.daemon(node).ledger().read()) {
      Seal seal = reader.newestSeal().orElseThrow();
      return network.daemon(node).ledger().chain().judge().signers(seal.note()).orElseThrow();
    }
  }
}
