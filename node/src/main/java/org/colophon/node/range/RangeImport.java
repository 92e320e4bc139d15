package org.colophon.node.range;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
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
      Chain.Applied first = chain.begin();
      store.commit(first.commit());
      this.tip = first.tip();
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
    List<String> findings = new ArrayList<>();
    VerifiedSeals seals =
        new VerifiedSeals(
            genesis.chain(),
            store,
            (height, what) -> findings.add("height " + height + ": " + what));
    try (RangeFile.Reader range = new RangeFile.Reader(file, genesis.limits().entryRecordsMax())) {
      Optional<RangeBlock> block = range.next();
      while (block.isPresent()) {
        for (Seal seal : block.get().seals()) {
          tip = seals.take(seal, tip).orElseThrow(() -> RangeFile.refused(findings.getFirst()));
        }
        execute(block.get());
        block = range.next();
      }
    }
    store.flush();
  }

  private void execute(RangeBlock block) throws IOException, RefusedException {
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
    // Where the entry stood in Raft is not told by a range: positions only count here.
    Position next = new Position(1, store.applied().index() + 1);
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
