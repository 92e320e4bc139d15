package org.colophon.node.epoch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.colophon.consensus.RestoredLog;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Epoch;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.colophon.node.DataLayout;
import org.colophon.node.EpochSwitch;
import org.colophon.node.NodeDaemon;
import org.colophon.node.range.RangeImport;
import org.colophon.node.sealing.LastSigned;
import org.colophon.storage.RocksStore;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;

/**
 * Begins an epoch on a stopped node. In order: the statement is judged against the node's own
 * ledger; the sealed blocks are executed again into a new store; the records that this leaves out
 * are written down; an empty Raft log of the epoch's own group is made; the last signed tree is set
 * to the sealed one; and then all of it takes its place at once, beside what was there before.
 */
public final class EpochStart {
  /** Where the records that are to be submitted again are kept, one a line. */
  public static final String UNSEALED = "unsealed.ndjson";

  private final DataLayout layout;
  private final Genesis genesis;
  private final NodeId node;
  private final Archive archive;

  /**
   * Begins epochs on that node.
   *
   * @param archive where bodies stand that were taken out of stores; in the new one they stand
   *     again
   */
  public EpochStart(DataLayout layout, Genesis genesis, NodeId node, Archive archive) {
    this.layout = layout;
    this.genesis = genesis;
    this.node = node;
    this.archive = archive;
  }

  /**
   * What was done.
   *
   * @param kept where all that was there before lies; empty when the epoch had begun already
   * @param unsealed records that the epoch leaves out
   */
  public record Started(Optional<Path> kept, long unsealed) {}

  /**
   * Begins an epoch.
   *
   * @param signed with a quorum's signatures
   * @param ledger another node's data directory, or a copy of its store, when the own ledger has
   *     not come to the sealed block
   * @throws RefusedException when it must not begin; nothing was changed
   * @throws IOException when a store cannot be read or written, or the node runs
   */
  public Started start(SignedEpoch signed, Optional<Path> ledger)
      throws IOException, RefusedException {
    if (!signed.epoch().chain().equals(genesis.chain())) {
      throw new RefusedException(
          Reason.WRONG_CHAIN,
          "epoch: of chain " + signed.epoch().chain() + " (expected: " + genesis.chain() + ")");
    }
    layout.bind(genesis);
    EpochSwitch.finish(layout);
    if (Files.exists(layout.replaced())) {
      throw new IOException(
          layout.replaced() + ": an installation was cut short (remedy: start the node once)");
    }
    return Files.exists(layout.store())
        ? startOver(signed, ledger)
        : startEmpty(signed, ledger.orElseThrow(() -> lacksBlock("this node has no ledger")));
  }

  private Started startEmpty(SignedEpoch signed, Path ledger) throws IOException, RefusedException {
    EpochSwitch prepared;
    try (RocksStore other = openOther(ledger);
        LedgerReader theirs = other.read()) {
      requireBegin(signed, theirs);
      prepared = prepare(signed, theirs);
      writeUnsealed(prepared, Optional.empty());
    }
    return new Started(Optional.of(prepared.publish()), 0);
  }

  private Started startOver(SignedEpoch signed, Optional<Path> ledger)
      throws IOException, RefusedException {
    EpochSwitch prepared;
    long unsealed;
    // Open for writing, though nothing is written: a node that runs holds it.
    try (RocksStore own =
            RocksStore.open(layout.store(), genesis.hash(), StoreSettings.reading(archive));
        LedgerReader mine = own.read()) {
      if (hasBegun(signed.epoch(), mine)) {
        return new Started(Optional.empty(), 0);
      }
      requireLater(signed.epoch(), mine);
      if (ledger.isPresent()) {
        try (RocksStore other = openOther(ledger.get());
            LedgerReader theirs = other.read()) {
          requireBegin(signed, theirs);
          requireNoLaterSeal(signed.epoch(), theirs, mine);
          prepared = prepare(signed, theirs);
        }
      } else {
        requireBegin(signed, mine);
        requireNoLaterSeal(signed.epoch(), mine, mine);
        prepared = prepare(signed, mine);
      }
      unsealed = writeUnsealed(prepared, Optional.of(mine));
    }
    return new Started(Optional.of(prepared.publish()), unsealed);
  }

  private RocksStore openOther(Path ledger) throws IOException {
    Path store = new DataLayout(ledger).store();
    RocksStore other = RocksStore.openReadOnly(Files.exists(store) ? store : ledger, archive);
    if (!other.genesisHash().equals(genesis.hash())) {
      other.close();
      throw new IOException(
          ledger + ": another chain's ledger (expected: " + genesis.chain() + ")");
    }
    return other;
  }

  private static boolean hasBegun(Epoch epoch, LedgerReader mine) {
    return Epochs.all(mine).stream().anyMatch(begun -> begun.epoch().equals(epoch));
  }

  private static void requireLater(Epoch epoch, LedgerReader mine) throws RefusedException {
    long newest = Epochs.newest(mine);
    if (epoch.number() <= newest) {
      throw new RefusedException(
          Reason.STALE_PREVIOUS,
          "epoch: number: " + epoch.number() + " (expected: above " + newest + ")");
    }
  }

  /** All that can be told before the blocks are executed, so that what is wrong shows at once. */
  private void requireBegin(SignedEpoch signed, LedgerReader ledger) throws RefusedException {
    Epoch epoch = signed.epoch();
    BlockHeader header =
        ledger
            .header(epoch.height())
            .orElseThrow(() -> lacksBlock("the ledger has no block " + epoch.height()));
    Hash own = Hash.sha256(header.bytes());
    if (!own.equals(epoch.header())) {
      throw lacksBlock(
          "block " + epoch.height() + ": " + own + " (expected: " + epoch.header() + ")");
    }
    if (ledger.seal(epoch.sealNumber()).isEmpty()) {
      throw lacksBlock("the ledger has no seal " + epoch.sealNumber());
    }
    signed.requireSeal(ledger);
    signed.requireQuorum(Governance.read(genesis, ledger, header.checkpointSize()).judge());
  }

  /** What a quorum has sealed is never given up, whoever signs so. */
  private static void requireNoLaterSeal(Epoch epoch, LedgerReader from, LedgerReader mine)
      throws RefusedException {
    Optional<Seal> newest = mine.newestSeal();
    BlockHeader last = from.header(epoch.height()).orElseThrow();
    if (newest.isPresent() && newest.get().size().compareTo(last.checkpointSize()) > 0) {
      throw new RefusedException(
          Reason.STALE_PREVIOUS,
          "epoch: begins behind "
              + last.checkpointSize()
              + " leaves, and this node's seal "
              + newest.get().number()
              + " covers "
              + newest.get().size()
              + " (remedy: let the others sign what this node proposes)");
    }
  }

  private static RefusedException lacksBlock(String what) {
    return new RefusedException(
        Reason.NOT_FOUND,
        "epoch: " + what + " (remedy: --ledger with a copy of another node's store)");
  }

  private EpochSwitch prepare(SignedEpoch signed, LedgerReader ledger)
      throws IOException, RefusedException {
    EpochSwitch prepared = EpochSwitch.prepare(layout, signed.epoch().number());
    try {
      fill(prepared, signed, ledger);
      return prepared;
    } catch (RefusedException e) {
      prepared.abandon();
      throw e;
    }
  }

  private void fill(EpochSwitch prepared, SignedEpoch signed, LedgerReader ledger)
      throws IOException, RefusedException {
    Epoch epoch = signed.epoch();
    Position applied;
    try (BlockStore store = RocksStore.create(prepared.successor(layout.store()), genesis.hash())) {
      new RangeImport(genesis, store).take(ledger, signed);
      applied = store.flush();
    }
    // Terms go on from the newest header's, and all nodes stand at one position.
    RestoredLog.create(
        prepared.successor(layout.raft()),
        NodeDaemon.groupOf(genesis.chain(), epoch.number()),
        node,
        applied);
    if (Files.exists(layout.lastSigned())) {
      LastSigned.begin(
          layout.lastSigned(),
          prepared.successor(layout.lastSigned()),
          genesis.chain(),
          epoch.number(),
          LogTree.checkpoint(
              genesis.chain(),
              ledger,
              ledger.seal(epoch.sealNumber()).orElseThrow().size().value()));
    }
    // The proofs stay with what they are about, and the alarm ends.
    Files.createDirectories(prepared.successor(layout.forks()));
    PrivateFiles.create(prepared.kept("epoch.json"), signed.json().bytes());
  }

  /** Writes the records of the own ledger that the new one does not hold, in their order. */
  private long writeUnsealed(EpochSwitch prepared, Optional<LedgerReader> mine) throws IOException {
    long count = 0;
    try (FileChannel file =
            FileChannel.open(
                prepared.kept(UNSEALED), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
        RocksStore store = RocksStore.openReadOnly(prepared.successor(layout.store()));
        LedgerReader begun = store.read()) {
      if (mine.isPresent()) {
        count = writeUnsealed(mine.get(), begun, out);
      }
      out.flush();
      file.force(true);
    }
    return count;
  }

  private long writeUnsealed(LedgerReader mine, LedgerReader begun, OutputStream out)
      throws IOException {
    RecordVerifier verifier =
        new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    long count = 0;
    BlockHeader head = mine.head().orElseThrow();
    for (long h = firstDifferent(mine, begun); h <= head.height().value(); h++) {
      BlockHeader header = mine.header(new Height(h)).orElseThrow();
      for (long i = header.firstIndex().value(); i < header.treeSize().value(); i++) {
        byte[] record = mine.leaf(new LeafIndex(i)).orElseThrow();
        // What damage has made of a record is none that anybody could submit.
        if (verifier.check(record) instanceof Checked.Verified(VerifiedRecord whole)
            && begun.leafOf(whole.id()).isEmpty()) {
          out.write(record);
          out.write('\n');
          count++;
        }
      }
    }
    return count;
  }

  /** The first block that the new ledger does not have as the own one does. */
  private static long firstDifferent(LedgerReader mine, LedgerReader begun) {
    Height last = begun.head().orElseThrow().height();
    return mine.header(last).equals(begun.header(last)) ? last.value() + 1 : 1;
  }
}
