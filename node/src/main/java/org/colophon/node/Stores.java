package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;

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

  /** Replaces the present store by a copy that another node sent, after a look at its seal. */
  BlockStore install(BlockStore present, Path copy) throws StoreException {
    requireSealed(copy);
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

  /**
   * The copy's tree must lead to the root that a quorum of validators has signed, and its
   * membership from the genesis to those validators.
   */
  private void requireSealed(Path copy) throws StoreException {
    try (BlockStore incoming = RocksStore.openReadOnly(copy);
        LedgerReader reader = incoming.read()) {
      Seal seal =
          reader.newestSeal().orElseThrow(() -> new StoreException("the copy holds no seal"));
      NoteJudge judge =
          MembershipTrail.follow(genesis, ChangePart.before(reader, seal)).newest().judge();
      Checkpoint checkpoint = Note.parse(seal.note()).checkpoint();
      Hash root = Proofs.root(checkpoint.size(), reader.nodes());
      boolean quorum =
          judge.signers(seal.note()).map(s -> s.size() >= judge.quorum()).orElse(false);
      if (!quorum || !root.equals(checkpoint.root())) {
        throw new StoreException("the copy's tree is not the one that the validators sealed");
      }
    } catch (RefusedException | IllegalStateException e) {
      throw new StoreException("the copy's membership cannot be followed", e);
    }
  }
}
