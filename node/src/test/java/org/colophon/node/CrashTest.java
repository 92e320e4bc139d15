package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statements;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.StatusView;
import org.colophon.storage.RocksStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed without warning while clients write. */
final class CrashTest {
  private static final long SEED = 20_260_401;
  private static final int KILLS = 5;

  @TempDir private Path directory;

  @Test
  void losesAndDoublesNothingThatWasAcknowledgedWhateverIsKilled() throws Exception {
    Random random = new Random(SEED);
    try (TestNetwork network = TestNetwork.create(directory.resolve("net"), 4, 1)) {
      network.startAll();
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        register(network, client, "creator");
        Acknowledged load =
            new Acknowledged(
                client, network.genesis().chain(), "creator", network.key("creator"), SEED, 20);
        Thread thread = Thread.ofPlatform().daemon().start(load);
        for (int i = 0; i < KILLS; i++) {
          Thread.sleep(1500);
          // The leader first, then anybody, the observer too.
          String victim =
              i % 2 == 0
                  ? network.leader(client)
                  : network.nodes().get(random.nextInt(network.nodes().size()));
          network.kill(victim);
          Thread.sleep(1000);
          network.start(victim);
        }
        Thread.sleep(2000);
        load.stop.set(true);
        thread.join(60_000);
        assertThat(load.oddities).as("seed %d", SEED).isEmpty();
        assertThat(load.receipts).hasSizeGreaterThan(100);
        StatusView last = network.awaitSealed(client);
        awaitAll(network, last.getHeight());
        for (String node : network.nodes()) {
          network.stop(node);
        }
        verifyStores(network, load.receipts);
      }
    }
  }

  private static void awaitAll(TestNetwork network, long height) throws Exception {
    for (String node : network.nodes()) {
      try (LedgerClient one = network.client("creator", List.of(network.uri(node)))) {
        network.await(one, status -> status.getHeight() >= height);
      }
    }
  }

  private static void verifyStores(TestNetwork network, Map<String, Receipt> receipts)
      throws Exception {
    Map<Long, Hash> rootBySize = new HashMap<>();
    for (String node : network.nodes()) {
      Fsck.Report report = Fsck.check(new DataLayout(network.data(node)), height -> {});
      assertThat(report.findings()).as(node).isEmpty();
      Hash other = rootBySize.putIfAbsent(report.size(), report.root());
      assertThat(other == null || other.equals(report.root()))
          .as("%s: one root a size", node)
          .isTrue();
      try (RocksStore store = RocksStore.openReadOnly(network.data(node).resolve("store"));
          LedgerReader reader = store.read()) {
        for (Receipt receipt : receipts.values()) {
          Optional<LeafIndex> index = reader.leafOf(RecordId.ofHex(receipt.getId()));
          assertThat(index)
              .as("%s has %s", node, receipt)
              .contains(new LeafIndex(receipt.getIndex()));
        }
      }
    }
  }

  /** Puts a profile's key in force, by the registrar. */
  static void register(TestNetwork network, LedgerClient client, String subject) throws Exception {
    SigningKey registrar = network.key("registrar");
    SigningKey key = network.key(subject);
    SubjectId name = new SubjectId(subject);
    byte[] statement =
        Statements.compose(
            network.genesis().chain(),
            List.of(
                new Signer(
                    registrar.name(),
                    Role.REGISTRAR,
                    new SubjectId(network.profile("registrar").subject())),
                new Signer(key.name(), Role.SUBJECT, name)),
            new Timestamp(System.currentTimeMillis()),
            Optional.empty(),
            new byte[16],
            new SubjectRegister(
                name,
                SubjectRegister.Kind.PERSON,
                Hash.sha256(subject.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                key.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    List<Outcome> outcomes =
        client.submit(List.of(Records.sign(statement, List.of(registrar, key))));
    assertThat(outcomes.getFirst().hasReceipt()).as("%s", outcomes).isTrue();
  }
}
