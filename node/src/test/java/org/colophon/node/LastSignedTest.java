package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.colophon.config.NodeConfig;
import org.colophon.core.OrgId;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.sealing.LastSigned;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody signs two roots for one size, whatever becomes of the stores. */
final class LastSignedTest {
  @TempDir private Path directory;
  private int made;

  /** Declares and seals a few blocks. */
  private void grow(InProcessNetwork network, LedgerClient client, Actor creator, int blocks)
      throws Exception {
    TestRecords records = TestRecords.on(network.genesis().chain(), "growth " + made++);
    for (int i = 0; i < blocks; i++) {
      network.accept(client, records.deposit(creator, records.hash("item " + i)));
    }
    network.awaitSealed(client);
  }

  @Test
  void aValidatorThatWasSetBackSignsOneRootForEachSize() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      String restored = network.validators().get(2);
      grow(network, client, creator, 3);
      network.stop(restored);
      Path backup = RawStore.copy(network.data(restored), directory.resolve("backup"));
      network.start(restored);
      grow(network, client, creator, 5);

      network.stop(restored);
      Directories.delete(network.data(restored));
      RawStore.copy(backup, network.data(restored));
      Files.delete(network.layout(restored).lastSigned());
      network.start(restored);
      OrgId organisation = network.organisationOf(restored);
      // A seal does not wait for the slowest validator.
      for (int i = 0; i < 10 || (i < 200 && signedBy(network, organisation).size() <= 3); i++) {
        grow(network, client, creator, 1);
      }
      network.assertEqual();
      network.await(restored, status -> status.getAlarmsList().isEmpty());
      assertThat(signedBy(network, organisation)).hasSizeGreaterThan(3);
      network.assertSound();
    }
  }

  /** Every root that a validator signed within a seal, by size; there must be one for each. */
  private static Map<Long, Hash> signedBy(InProcessNetwork network, OrgId organisation) {
    Map<Long, Hash> roots = new HashMap<>();
    for (String node : network.running()) {
      NoteJudge judge = network.daemon(node).ledger().tip().governance().judge();
      try (LedgerReader reader = network.daemon(node).ledger().read()) {
        long newest = reader.newestSeal().orElseThrow().number();
        for (long number = 1; number <= newest; number++) {
          Seal seal = reader.seal(number).orElseThrow();
          if (judge.signers(seal.note()).orElseThrow().containsKey(organisation)) {
            Checkpoint checkpoint = Note.parse(seal.note()).checkpoint();
            Hash other = roots.putIfAbsent(checkpoint.size(), checkpoint.root());
            assertThat(other == null || other.equals(checkpoint.root())).isTrue();
          }
        }
      }
    }
    return roots;
  }

  @Test
  void whenAllStoresAreSetBackTheFilesOfLastSignedTreesForbidAnotherHistory() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0)) {
      Map<String, Path> backups = new HashMap<>();
      long signed;
      try (LedgerClient client = network.client("creator")) {
        Actor creator = Registrations.register(network, client, "creator");
        grow(network, client, creator, 2);
        network.assertEqual();
        network.stopAll();
        for (String node : network.nodes()) {
          backups.put(node, RawStore.copy(network.data(node), directory.resolve("backup-" + node)));
        }
        network.startAll();
        long before = network.awaitSealed(client).getSealedSize();
        growUntilAllHaveSigned(network, client, creator, before);
        network.assertEqual();
        signed = client.status().getSealedSize();
      }
      network.stopAll();
      for (String node : network.nodes()) {
        byte[] last = Files.readAllBytes(network.layout(node).lastSigned());
        Directories.delete(network.data(node));
        RawStore.copy(java.util.Objects.requireNonNull(backups.get(node)), network.data(node));
        Files.write(network.layout(node).lastSigned(), last);
      }
      network.startAll();
      try (LedgerClient client = network.client("creator")) {
        Actor creator = network.actor("creator");
        TestRecords other = TestRecords.on(network.genesis().chain(), "another history");
        for (int i = 0; client.status().getSize() <= signed; i++) {
          network.accept(client, other.deposit(creator, other.hash("item " + i)));
        }
      }
      // The tree has outgrown what was signed, and does not extend it.
      for (String node : network.nodes()) {
        network.await(node, status -> status.getAlarmsList().contains(Alarms.FORK));
        network.await(node, status -> status.getSealedSize() < signed);
        assertThat(network.layout(node).forks()).isNotEmptyDirectory();
      }
    }
  }

  /** Each validator has signed a larger tree: a seal does not wait for the slowest of them. */
  private void growUntilAllHaveSigned(
      InProcessNetwork network, LedgerClient client, Actor creator, long size) throws Exception {
    grow(network, client, creator, 3);
    for (String node : network.nodes()) {
      for (int i = 0; signed(network, node) <= size; i++) {
        assertThat(i).as(node).isLessThan(200);
        grow(network, client, creator, 1);
      }
    }
  }

  private static long signed(InProcessNetwork network, String node) throws Exception {
    return LastSigned.sizeIn(network.layout(node).lastSigned(), network.genesis().chain())
        .orElse(0L);
  }

  @Test
  void aStoreThatIsGoneBesideItsLogIsNotMadeAnew() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 1, 0)) {
      String node = network.nodes().getFirst();
      network.stopAll();
      Directories.delete(network.layout(node).store());
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> network.start(node))
          .isInstanceOf(java.io.IOException.class)
          .hasMessageContaining("missing beside");
      assertThat(network.layout(node).store()).doesNotExist();
    }
  }

  @Test
  void anIdleChainSealsItsTipAgain() throws Exception {
    try (InProcessNetwork network = new InProcessNetwork(directory.resolve("net"), 4, 0)) {
      network.seal(new NodeConfig.Sealing(200, 1));
      network.takeRecordKeys();
      network.startAll();
      network.awaitSealed();
      String node = network.nodes().getFirst();
      long height = network.daemon(node).ledger().tip().header().height().value();
      long before = network.daemon(node).ledger().tip().sealed().number();
      network.await(
          node, status -> network.daemon(node).ledger().tip().sealed().number() >= before + 3);
      List<Long> heights =
          network.nodes().stream()
              .map(n -> network.daemon(n).ledger().tip().header().height().value())
              .toList();
      assertThat(heights).containsOnly(height);
      network.assertEqual();
      network.assertSound();
    }
  }
}
