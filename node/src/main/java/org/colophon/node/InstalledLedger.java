package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.colophon.core.chain.Ledger;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.StoreException;
import org.colophon.node.sealing.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a ledger that came whole from another node, and verifies it as {@code fsck} does before
 * this node cosigns again: a validator vouches only for what it has computed itself. A marker file
 * keeps the duty over a restart.
 */
final class InstalledLedger implements Ledger.StoreInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledLedger.class);

  private final DataLayout layout;
  private final Stores stores;
  private final Alarms alarms;
  private final Level known;
  // One after another: they execute the chain again in one place.
  private final Executor verifier =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("colophon-verify-installed").daemon().factory());
  private int installations;

  InstalledLedger(DataLayout layout, Stores stores, Alarms alarms, Level known) {
    this.layout = layout;
    this.stores = stores;
    this.alarms = alarms;
    this.known = known;
  }

  @Override
  public BlockStore install(BlockStore present, Path copy) throws StoreException {
    // Before anything is marked: a copy that is not taken leaves all as it is.
    stores.requireSealed(present, copy, known);
    int number;
    try {
      number = begin();
    } catch (IOException e) {
      throw new StoreException(marker() + ": cannot be written", e);
    }
    BlockStore store = stores.install(present, copy);
    startVerification(store, number);
    return store;
  }

  /** After a start: takes up a verification that was not finished. */
  void resume(Ledger started) {
    if (Files.exists(marker())) {
      alarms.raise(Alarms.VERIFYING);
      startVerification(started.store(), newest());
    }
  }

  /** From here on nothing is verified until the ledger that comes is. */
  private synchronized int begin() throws IOException {
    Files.writeString(marker(), "a ledger was installed and is not verified yet\n");
    alarms.raise(Alarms.VERIFYING);
    return ++installations;
  }

  private synchronized int newest() {
    return installations;
  }

  private Path marker() {
    return layout.unverified();
  }

  /** Checks a copy of the store, so that the node goes on applying meanwhile. */
  private void startVerification(BlockStore store, int number) {
    Path copy = layout.outgoing().resolve("verify-" + UUID.randomUUID());
    try {
      Files.createDirectories(layout.outgoing());
      store.checkpoint(copy);
    } catch (IOException e) {
      LOG.error("the installed ledger cannot be verified: {}", e.toString());
      alarms.raise(Alarms.STORE_DAMAGED);
      return;
    }
    Genesis genesis = stores.genesis();
    verifier.execute(() -> verify(genesis, copy, number));
  }

  private void verify(Genesis genesis, Path copy, int number) {
    try {
      // Another ledger may have been installed over this one before its turn came.
      if (number == newest()) {
        conclude(
            Fsck.check(genesis, copy, layout.replay(), stores.archive(), height -> {}), number);
      }
    } catch (IOException | RuntimeException e) {
      alarms.raise(Alarms.STORE_DAMAGED);
      LOG.error("the installed ledger could not be verified", e);
    } finally {
      try {
        Directories.delete(copy);
      } catch (IOException e) {
        LOG.warn("{} could not be deleted: {}", copy, e.toString());
      }
    }
  }

  /** What was found of a ledger that another one has replaced since says nothing of that one. */
  private synchronized void conclude(Fsck.Report report, int number) throws IOException {
    if (number != installations) {
      LOG.info("the ledger that was verified has been replaced; clean: {}", report.isClean());
    } else if (report.isClean()) {
      Files.deleteIfExists(marker());
      alarms.clear(Alarms.VERIFYING);
      LOG.info("the installed ledger is verified up to height {}", report.height());
    } else {
      alarms.raise(Alarms.STORE_DAMAGED);
      LOG.error("the installed ledger does not verify: {}", report.findings().getFirst());
    }
  }
}
