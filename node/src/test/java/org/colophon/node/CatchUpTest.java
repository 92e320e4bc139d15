package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.StoreClosedException;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  // A log file's name tells the index of its first entry.
  private static final Pattern SEGMENT =
      Pattern.compile("log_(?:inprogress_)?([0-9]+)(?:-[0-9]+)?");

  // Entries that the others may still order between our look and the node's stop.
  private static final long MARGIN = 100;

  @ParameterizedTest
  @EnumSource
  void anAbsentAndAnEmptiedNodeInstallTheLedgerVerifyItAndCosignAgain(Suite suite)
      throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 1, suite)) {
      network.tune(CatchUpTest::forgetful);
      network.takeRecordKeys();
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

        long newest = network.daemon(absent).ledger().applied().index();
        network.stop(absent);
        network.stop(observer);
        purge(network, client, creator, records, newest + MARGIN);
        network.start(absent);
        network.start(observer);
        verifiesAndCosigns(network, client, creator, records, absent);
        await(network, observer, client);
        network.await(absent, status -> firstIndex(network, absent) > newest);
        network.await(observer, status -> firstIndex(network, observer) > newest);

        network.stop(emptied);
        Directories.delete(network.data(emptied));
        network.start(emptied);
        verifiesAndCosigns(network, client, creator, records, emptied);
        network.await(emptied, status -> firstIndex(network, emptied) > 0);
        network.assertEqual();
      }
      network.assertSound();
    }
  }

  /** Makes blocks until every running node's log begins behind {@code index}. */
  private void purge(
      InProcessNetwork network, LedgerClient client, Actor creator, TestRecords records, long index)
      throws Exception {
    for (int i = 0; i < 2_000; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + made++)));
      if (i % 20 == 19
          && network.running().stream().allMatch(n -> firstIndex(network, n) > index)) {
        return;
      }
    }
    throw new AssertionError("the log was not purged");
  }

  /** Index of the first entry in a node's log; 0 when that cannot be told now. */
  private static long firstIndex(InProcessNetwork network, String node) {
    try (Stream<Path> files = Files.walk(network.layout(node).raft())) {
      return files
          .map(file -> SEGMENT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(segment -> Long.parseLong(segment.group(1)))
          .min()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // A segment went away while we looked.
      return 0;
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
    OrgId organisation = network.organisationOf(node);
    for (int i = 0; i < 200; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + made++)));
      network.awaitSealed(client);
      if (newestSigners(network, node).contains(organisation)) {
        return;
      }
    }
    throw new AssertionError(node + " does not cosign: " + network.account(node));
  }

  /** Who signed the newest seal that a node knows; nobody while it installs another copy. */
  private static Set<OrgId> newestSigners(InProcessNetwork network, String node) {
    try {
      return network.signers(network.seals(node).getLast()).keySet();
    } catch (StoreClosedException e) {
      return Set.of();
    }
  }
}
