package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.Hash;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.backup.BackupFile;
import org.colophon.node.backup.BackupFolder;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes are backed up while they run, lost, and put back. */
final class BackupTest {
  private static final int RECORDS = 60;

  @TempDir private Path directory;

  private int command(InProcessNetwork network, String name, String node, String... more) {
    List<String> line = new ArrayList<>(List.of(name, "--config"));
    line.add(network.directory.resolve(node).resolve("node.yaml").toString());
    line.addAll(List.of(more));
    return ColophonNode.run(line.toArray(String[]::new));
  }

  private Path backups(String node) {
    return directory.resolve("backups").resolve(node);
  }

  private int backup(InProcessNetwork network, String node) {
    return command(network, "backup", node, "--to", backups(node).toString());
  }

  private int restore(InProcessNetwork network, String node, String... more) {
    List<String> options = new ArrayList<>(List.of("--from", backups(node).toString()));
    options.addAll(List.of(more));
    return command(network, "restore", node, options.toArray(String[]::new));
  }

  /** Digests of the store's tables in a backup. */
  private List<Hash> tables(String node, int number) throws Exception {
    try (BackupFolder folder = BackupFolder.open(backups(node))) {
      return folder.manifest(number).files().stream()
          .filter(file -> file.path().endsWith(".sst"))
          .map(BackupFile::digest)
          .toList();
    }
  }

  /** Submits records one after the other; their number. */
  private static int grow(InProcessNetwork network, String seed) {
    try (LedgerClient client = network.client("creator")) {
      TestRecords records = TestRecords.on(network.genesis().chain(), seed);
      Actor creator = network.actor("creator");
      for (int i = 0; i < RECORDS; i++) {
        network.accept(client, records.deposit(creator, records.hash("item " + i)));
      }
      return RECORDS;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLostNodeAndThenAllOfThemComeBackFromTheirBackupsAndSignNothingTwice(Suite suite)
      throws Exception {
    // A block of a node's own between two backups would make them differ.
    try (InProcessNetwork network =
        InProcessNetwork.startedWithoutRecordKeys(directory.resolve("net"), 4, 0, suite)) {
      List<String> nodes = network.nodes();
      String lost = nodes.get(1);
      try (LedgerClient client = network.client("creator")) {
        Registrations.register(network, client, "creator");
      }
      CompletableFuture<Integer> load =
          CompletableFuture.supplyAsync(
              () -> grow(network, "while it is backed up"), task -> Thread.ofVirtual().start(task));
      assertThat(backup(network, lost)).isZero();
      assertThat(load.get()).isEqualTo(RECORDS);
      network.awaitSealed();
      for (String node : nodes) {
        assertThat(backup(network, node)).isZero();
      }
      assertThat(tables(lost, 2))
          .as("what was there is not written again")
          .containsAnyElementsOf(tables(lost, 1));
      grow(network, "after the backups");
      network.awaitSealed();

      comesBack(network, lost);
      allComeBack(network);
      goesOn(network, lost, "after all were lost");
      network.assertEqual();
      network.assertSound();
    }
  }

  /** Loses the newest part of its ledger and of what it remembers as signed. */
  private void comesBack(InProcessNetwork network, String lost) throws Exception {
    network.stopAll();
    assertThat(restore(network, lost)).as("into a directory in use").isEqualTo(4);
    Directories.delete(network.data(lost));
    assertThat(restore(network, lost, "--backup", "1", "--check")).isZero();
    assertThat(restore(network, lost, "--backup", "3")).as("that is not there").isEqualTo(4);
    assertThat(restore(network, lost, "--backup", "1")).isZero();
    String signed = Files.readString(network.layout(lost).lastSigned());

    network.start(lost);
    // Executed again and found right, it still waits for the others.
    network.await(lost, status -> status.getAlarmsList().equals(List.of(Alarms.RESTORED)));
    assertThat(network.layout(lost).lastSigned()).hasContent(signed);
    for (String node : network.nodes()) {
      if (!node.equals(lost)) {
        network.start(node);
      }
    }
    goesOn(network, lost, "after one was lost");
    assertThat(network.layout(lost).restored()).doesNotExist();
  }

  /** One backup is newer than the others: what it holds stays, as the operators' guide says how. */
  private void allComeBack(InProcessNetwork network) throws Exception {
    List<String> nodes = network.nodes();
    String furthest = nodes.getLast();
    assertThat(backup(network, furthest)).isZero();
    long height = network.daemon(furthest).ledger().tip().header().height().value();
    network.stopAll();
    for (String node : nodes) {
      Directories.delete(network.data(node));
      assertThat(restore(network, node)).isZero();
    }
    network.start(furthest);
    String first = nodes.getFirst();
    network.start(first);
    // These two are no majority: nothing is ordered, and nobody fetches a ledger.
    assertThat(network.daemon(first).ledger().tip().header().height().value()).isLessThan(height);
    for (String other : nodes.subList(1, nodes.size() / 2)) {
      network.start(other);
    }
    NodeId leader = new NodeId(network.config(furthest).node().id());
    network.await(furthest, status -> status.getLeader().equals(leader.text()));
    for (String node : nodes) {
      if (!network.running().contains(node)) {
        network.start(node);
      }
    }
    for (String node : nodes) {
      network.await(node, status -> status.getHeight() >= height);
    }
  }

  /** It cosigns again, and nobody sees two roots for one size. */
  private static void goesOn(InProcessNetwork network, String node, String seed) throws Exception {
    for (String each : network.nodes()) {
      network.await(each, status -> status.getAlarmsList().isEmpty());
    }
    OrgId organisation = network.organisationOf(node);
    TestRecords records = TestRecords.on(network.genesis().chain(), seed);
    Actor creator = network.actor("creator");
    try (LedgerClient client = network.client("creator")) {
      for (int i = 0; i < 200; i++) {
        network.accept(client, records.deposit(creator, records.hash("item " + i)));
        network.awaitSealed(client);
        if (network.signers(network.seals(node).getLast()).containsKey(organisation)) {
          break;
        }
        assertThat(i).as("cosigns again").isLessThan(199);
      }
    }
    for (String each : network.nodes()) {
      assertThat(network.layout(each).forks()).isEmptyDirectory();
    }
  }
}
