package org.colophon.node.range;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.node.VerifiedEpochs;
import org.colophon.node.VerifiedSeals;

/**
 * Takes a range into a store that ends right before it. First the whole file is hashed: nothing of
 * it is executed unless it leads to the root that a quorum has signed. Then each block is executed
 * from its records, as {@code fsck} does.
 */
public final class RangeImport {
  private final Genesis genesis;
  private final Chain chain;
  private final RecordVerifier verifier;
  private final BlockStore store;
  private Tip tip;

  /** Imports into that store; an empty one gets the genesis block. */
  public RangeImport(Genesis genesis, BlockStore store) throws IOException {
    this.genesis = genesis;
    this.chain = new Chain(genesis);
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    this.store = store;
    Optional<Tip> stored;
    try (LedgerReader reader = store.read()) {
      stored = Tip.read(genesis, reader);
    }
    if (stored.isPresent()) {
      this.tip = stored.get();
    } else {
      try {
        Chain.Applied first = chain.begin();
        store.commit(first.commit());
        this.tip = first.tip();
      } catch (LevelUnknownException e) {
        throw new IOException("genesis: " + e.getMessage(), e);
      }
    }
  }

  /** The newest block. */
  public BlockHeader newest() {
    return tip.header();
  }

  /**
   * Verifies and executes a range.
   *
   * @throws RefusedException when anything in it is not right; blocks before the one that is named
   *     were executed and stay
   */
  public void take(Path file) throws IOException, RefusedException {
    // The leaves, appended to those that are here, must give the signed root.
    Height _ = RangeCheck.requireSealed(genesis, file, tip.header().height(), tip.tree());
    try (RangeFile.Reader range = RangeFile.Reader.open(file, genesis.limits().entryRecordsMax())) {
      VerifiedEpochs epochs = new VerifiedEpochs(store, range.head().epochs());
      Optional<RangeBlock> block = range.next();
      while (block.isPresent()) {
        take(block.get(), epochs);
        block = range.next();
      }
    }
    store.flush();
  }

  /**
   * Verifies and executes the blocks of another ledger into an empty store, up to the block at
   * which an epoch begins, and begins it there. What that ledger ordered behind the block of seals
   * up to the one that the epoch names is taken as if it had been ordered right behind it. Later
   * epochs of that ledger are not looked at.
   *
   * @throws RefusedException when anything in it is not right
   */
  public void take(LedgerReader ledger, SignedEpoch begins) throws IOException, RefusedException {
    Height last = begins.epoch().height();
    RangeExport blocks = new RangeExport(genesis, ledger);
    List<SignedEpoch> all =
        new ArrayList<>(
            Epochs.all(ledger).stream()
                .filter(begun -> begun.epoch().number() < begins.epoch().number())
                .toList());
    all.add(begins);
    VerifiedEpochs epochs = new VerifiedEpochs(store, all);
    blocks.<RefusedException>each(new Height(1), last, block -> take(block, epochs));
    while (tip.sealed().number() < begins.epoch().sealNumber()) {
      Seal seal = ledger.seal(tip.sealed().number() + 1).orElseThrow();
      take(
          new Seal(
              seal.number(), seal.round(), seal.size(), last, seal.attestation(), seal.document()));
    }
    tip = epochs.upTo(tip);
    if (tip.epoch() != begins.epoch().number()) {
      throw RangeFile.refused("epoch " + begins.epoch().number() + " does not begin at " + last);
    }
    store.flush();
  }

  private void take(RangeBlock block, VerifiedEpochs epochs) throws IOException, RefusedException {
    for (Seal seal : block.seals()) {
      take(seal);
    }
    tip = epochs.upTo(tip);
    execute(block);
  }

  private void take(Seal seal) throws IOException, RefusedException {
    List<String> findings = new ArrayList<>();
    tip =
        new VerifiedSeals(
                genesis.chain(),
                store,
                (height, what) -> findings.add("height " + height + ": " + what))
            .take(seal, tip)
            .orElseThrow(() -> RangeFile.refused(findings.getFirst()));
  }

  private void execute(RangeBlock block) throws IOException, RefusedException {
    if (chain.isUnknown(tip)) {
      throw new RefusedException(
          Reason.LEVEL_UNKNOWN,
          String.valueOf(new LevelUnknownException(tip.level(), chain.known()).getMessage()));
    }
    BlockHeader header = block.header();
    Height height = new Height(tip.header().height().value() + 1);
    if (!header.height().equals(height)) {
      throw RangeFile.refused("height: " + header.height() + " (expected: " + height + ")");
    }
    Chain.Replayed replayed;
    try (LedgerReader reader = store.read()) {
      replayed = chain.replay(reader, tip, header, verified(block), block.refused());
    }
    if (!replayed.findings().isEmpty()) {
      throw RangeFile.refused("height " + height + ": " + replayed.findings().getFirst());
    }
    if (!replayed.tip().header().equals(header)) {
      throw RangeFile.refused(
          "height "
              + height
              + ": its records do not give its header, but "
              + replayed.tip().header());
    }
    Commit made = replayed.commit();
    // Where the entry stood in Raft is not told by a range: only its term is, and indexes count.
    Position applied = store.applied();
    Position next = new Position(Math.max(header.term(), applied.term()), applied.index() + 1);
    store.commit(new Commit(next, made.block(), made.seal(), made.control()));
    tip = replayed.tip();
  }

  private List<VerifiedRecord> verified(RangeBlock block) throws RefusedException {
    List<Checked> checked = block.records().parallelStream().map(verifier::check).toList();
    List<VerifiedRecord> records = new ArrayList<>();
    for (Checked one : checked) {
      switch (one) {
        case Checked.Verified(VerifiedRecord record) -> records.add(record);
        case Checked.Refused(Refusal refusal) ->
            throw RangeFile.refused("height " + block.header().height() + ": " + refusal);
      }
    }
    return records;
  }
}
