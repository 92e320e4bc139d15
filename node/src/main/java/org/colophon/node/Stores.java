package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.colophon.core.chain.Epochs;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.StoreException;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;

/** Opens a node's store, and puts an installed copy in its place so that a crash loses neither. */
final class Stores {
  private final Genesis genesis;
  private final DataLayout layout;
  private final StoreSettings settings;

  Stores(Genesis genesis, DataLayout layout, StoreSettings settings) {
    this.genesis = genesis;
    this.layout = layout;
    this.settings = settings;
  }

  /** The chain whose stores these are. */
  Genesis genesis() {
    return genesis;
  }

  /** Where bodies stand that were taken out. */
  Archive archive() {
    return settings.archive();
  }

  /** Opens the store, or creates it in a directory that never had one. */
  BlockStore open() throws IOException {
    if (Files.exists(layout.replaced())) {
      finishInterruptedInstall();
    }
    if (Files.exists(layout.store())) {
      return RocksStore.open(layout.store(), genesis.hash(), settings);
    }
    if (Files.exists(layout.lastSigned()) || Files.exists(layout.raft())) {
      throw new StoreException(
          layout.store()
              + ": missing beside a Raft log or a last-signed file (remedy: bring the store back, or"
              + " remove the data directory to start as a new node)");
    }
    return RocksStore.create(layout.store(), genesis.hash(), settings);
  }

  /** Either the new store is in its place already, or the old one goes back there. */
  private void finishInterruptedInstall() throws IOException {
    if (Files.exists(layout.store())) {
      Directories.delete(layout.replaced());
    } else {
      Files.move(layout.replaced(), layout.store(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * The copy of a ledger must be sealed and go on from the present one.
   *
   * @throws LevelUnknownException when its rules are newer than those that are known here
   */
  void requireSealed(BlockStore present, Path copy, Level known) throws StoreException {
    try (LedgerReader reader = present.read()) {
      SealedCopy.require(genesis, copy, Epochs.newest(reader), known);
    }
  }

  /**
   * Replaces the present store by a copy that another node sent and {@link #requireSealed} looked
   * at.
   */
  BlockStore install(BlockStore present, Path copy) throws StoreException {
    try {
      present.close();
      Files.move(layout.store(), layout.replaced(), StandardCopyOption.ATOMIC_MOVE);
      Files.move(copy, layout.store(), StandardCopyOption.ATOMIC_MOVE);
      Directories.delete(layout.replaced());
      return RocksStore.open(layout.store(), genesis.hash(), settings);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("the copy could not be put in place", e);
    }
  }
}
