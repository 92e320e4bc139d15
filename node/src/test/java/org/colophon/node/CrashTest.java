package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.StatusView;
import org.colophon.storage.RocksStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed without warning while clients write. */
final class CrashTest {
  private static final long SEED = 20_260_401;
  private static final int KILLS = 3;

  @TempDir private Path directory;

  @Test
  void losesAndDoublesNothingThatWasAcknowledgedWhateverIsKilled() throws Exception {
    Random random = new Random(SEED);
    try (ProcessNetwork network = new ProcessNetwork(directory.resolve("net"), 4, 1)) {
      network.startAll();
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        Registrations.register(network, client, "creator");
        Acknowledged load =
            new Acknowledged(
                client, network.genesis().chain(), "creator", network.key("creator"), SEED, 20);
        Thread thread = Thread.ofPlatform().daemon().start(load);
        for (int i = 0; i < KILLS; i++) {
          load.awaitMore(60);
          // The leader first, then anybody, the observer too.
          String victim =
              i % 2 == 0
                  ? network.leader(client)
                  : network.nodes().get(random.nextInt(network.nodes().size()));
          network.kill(victim);
          // The others go on without it.
          load.awaitMore(20);
          network.start(victim);
        }
        load.awaitMore(60);
        load.stop.set(true);
        thread.join(180_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(load.oddities).as("seed %d", SEED).isEmpty();
        assertThat(load.receipts).hasSizeGreaterThan(100);
        StatusView last = network.awaitSealed(client);
        network.awaitHeight(network.nodes(), last.getHeight());
        assertThat(network.dead()).isEmpty();
        network.stopAll();
        verifyStores(network, load.receipts);
      }
    }
  }

  private static void verifyStores(TestNetwork network, Map<String, Receipt> receipts)
      throws Exception {
    Map<Long, Hash> rootBySize = new HashMap<>();
    for (String node : network.nodes()) {
      Fsck.Report report = Fsck.check(network.layout(node), height -> {});
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
}
