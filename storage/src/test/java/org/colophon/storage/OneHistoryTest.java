package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.colophon.core.Height;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.testkit.ChangingHistory;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestHistory;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain itself on both stores: same log in, same bytes out, whatever restarts in between. */
class OneHistoryTest {
  private static final int ENTRIES = 120;

  @TempDir private Path directory;

  @Test
  void givesTheSameHeadersInMemoryAndOnRocksDbWithRestartsInBetween() {
    Seeds.check(
        31,
        3,
        seed -> {
          TestConsortium consortium = TestConsortium.ofSeed(seed);
          compare(consortium, TestHistory.entries(consortium, seed, ENTRIES), seed);
        });
  }

  @Test
  void givesTheSameHeadersWhenTheMembershipChanges() {
    Seeds.check(
        32,
        3,
        seed -> {
          TestConsortium consortium = TestConsortium.ofSeed(seed);
          compare(consortium, ChangingHistory.entries(consortium, seed, 2 * ENTRIES), seed);
        });
  }

  private void compare(TestConsortium consortium, List<byte[]> entries, long seed)
      throws Exception {
    MemoryStore memory = new MemoryStore();
    TestLedger plain = consortium.open(memory);
    for (byte[] entry : entries) {
      plain.ledger().apply(plain.nextPosition(), entry);
    }
    assertThat(onRocksDb(consortium, entries, seed)).isEqualTo(headers(memory));
  }

  private List<String> onRocksDb(TestConsortium consortium, List<byte[]> entries, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path home = directory.resolve("store-" + seed);
    BlockStore store = RocksStore.create(home, consortium.genesis().hash());
    try {
      TestLedger ledger = consortium.open(store);
      for (byte[] entry : entries) {
        ledger.ledger().apply(ledger.nextPosition(), entry);
        if (random.nextInt(15) == 0) {
          store.close();
          store = RocksStore.open(home, consortium.genesis().hash());
          ledger = consortium.open(store);
        }
      }
      return headers(store);
    } finally {
      store.close();
    }
  }

  private static List<String> headers(BlockStore store) {
    List<String> headers = new ArrayList<>();
    try (LedgerReader reader = store.read()) {
      long newest = reader.head().map(BlockHeader::height).orElseThrow().value();
      for (long height = 0; height <= newest; height++) {
        BlockHeader header = reader.header(new Height(height)).orElseThrow();
        headers.add(new String(header.bytes(), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return headers;
  }
}
