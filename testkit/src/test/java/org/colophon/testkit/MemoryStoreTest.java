package org.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.StoreException;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
  @Override
  protected BlockStore create(Path directory) {
    return new MemoryStore();
  }

  @Override
  protected BlockStore open(Path directory) throws StoreException {
    return MemoryStore.open(directory);
  }

  @Override
  protected BlockStore crash(BlockStore store, Path directory) {
    return ((MemoryStore) store).crash();
  }

  @Test
  void aCrashTakesBackExactlyWhatWasNotFlushed() throws Exception {
    SeededLedger ledger = new SeededLedger(1);
    MemoryStore store = new MemoryStore();
    store.commit(ledger.block(2));
    store.flush();
    store.commit(ledger.block(2));
    MemoryStore left = store.crash();
    assertThat(left.applied()).isEqualTo(store.durable()).isLessThan(store.applied());
    Ledgers.assertHolds(left, ledger);
    Ledgers.assertHolds(store, ledger);
  }

  @Test
  void aFaultAfterTheEffectLeavesTheEffect() throws Exception {
    SeededLedger ledger = new SeededLedger(1);
    FaultyStore store = new FaultyStore(new MemoryStore());
    store.fail(FaultyStore.Call.COMMIT, 2, FaultyStore.Moment.AFTER);
    store.commit(ledger.block(2));
    assertThatThrownBy(() -> store.commit(ledger.block(1))).isInstanceOf(StoreException.class);
    Ledgers.assertHolds(store, ledger);
    store.fail(FaultyStore.Call.COMMIT, 1, FaultyStore.Moment.BEFORE);
    var before = store.applied();
    assertThatThrownBy(() -> store.commit(ledger.block(1))).isInstanceOf(StoreException.class);
    assertThat(store.applied()).isEqualTo(before);
  }
}
