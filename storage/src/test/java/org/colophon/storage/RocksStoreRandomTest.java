package org.colophon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.colophon.core.chain.Position;
import org.colophon.core.port.LedgerReader;
import org.colophon.testkit.Ledgers;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.SeededLedger;
import org.colophon.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store against the plainest one, under everything that can happen to it. */
class RocksStoreRandomTest {
  private static final int STEPS = 120;

  @TempDir private Path directory;

  @Test
  void behavesLikeTheStoreInMemoryThroughCommitsFlushesCrashesAndReopenings() {
    Seeds.check(1, 6, this::compare);
  }

  private void compare(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    SeededLedger ledger = new SeededLedger(seed);
    Path place = directory.resolve(Long.toString(seed));
    RocksStore store = RocksStore.create(place, SeededLedger.GENESIS);
    MemoryStore model = new MemoryStore();
    try {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(20)) {
          case 0 -> assertThat(store.flush()).isEqualTo(model.flush());
          case 1 -> {
            place = Directories.copy(place, directory.resolve(seed + "-" + step));
            store.close();
            store = RocksStore.open(place, SeededLedger.GENESIS);
            model = model.crash();
            assertSame(store, model, ledger);
            Ledgers.catchUp(store, ledger);
            Ledgers.catchUp(model, ledger);
          }
          case 2 -> {
            store.close();
            store = RocksStore.open(place, SeededLedger.GENESIS);
            model.flush();
          }
          case 3 -> {
            Path copy = directory.resolve(seed + "-copy-" + step);
            Position position = store.checkpoint(copy);
            assertThat(position).isEqualTo(model.flush());
            store.close();
            place = copy;
            store = RocksStore.open(place, SeededLedger.GENESIS);
          }
          default -> {
            var commit = ledger.next();
            store.commit(commit);
            model.commit(commit);
          }
        }
        assertThat(store.applied()).isEqualTo(model.applied());
      }
      assertSame(store, model, ledger);
    } finally {
      store.close();
    }
  }

  private static void assertSame(RocksStore store, MemoryStore model, SeededLedger ledger) {
    assertThat(store.applied()).isEqualTo(model.applied());
    try (LedgerReader actual = store.read();
        LedgerReader expected = model.read()) {
      Ledgers.assertSame(actual, expected, ledger);
    }
  }
}
