package org.colophon.storage;

import java.nio.file.Path;
import org.colophon.core.port.BlockStore;
import org.colophon.testkit.SeededLedger;
import org.colophon.testkit.StoreContract;

class RocksStoreContractTest extends StoreContract {
  @Override
  protected BlockStore create(Path directory) throws Exception {
    return RocksStore.create(directory, SeededLedger.GENESIS);
  }

  @Override
  protected BlockStore open(Path directory) throws Exception {
    return RocksStore.open(directory, SeededLedger.GENESIS);
  }

  @Override
  protected BlockStore crash(BlockStore store, Path directory) throws Exception {
    Path left = Directories.copy(directory, directory.resolveSibling("left"));
    store.close();
    return open(left);
  }
}
