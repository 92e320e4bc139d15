package org.colophon.core.chain;

import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;

/**
 * The end of the chain: all that the next block is built on. It follows from what is stored.
 *
 * @param header the newest block's header
 * @param headerHash SHA-256 of its bytes
 * @param tree the log up to and with that header; not to be changed
 * @param sealed the newest seal
 * @param governance whose records, votes and signatures count
 * @param epoch of the next block: 0 before the first {@link Epoch}
 */
public record Tip(
    BlockHeader header,
    Hash headerHash,
    LogTree tree,
    Sealed sealed,
    Governance governance,
    long epoch) {
  /**
   * What the next block must know of the newest seal; before the first one the genesis stands in.
   *
   * @param number of the seal; 0 before the first
   * @param hash what the next header's {@code seal} binds
   * @param size leaves that it covers
   * @param height newest block that it covers
   * @param attested median of its cosignatures' times
   */
  public record Sealed(long number, Hash hash, TreeSize size, Height height, Timestamp attested) {
    /** Before the first seal. */
    static Sealed none(Genesis genesis) {
      return new Sealed(0, genesis.hash(), new TreeSize(0), new Height(0), genesis.time());
    }
  }

  /** The tip of a stored chain; empty before the genesis block. */
  public static Optional<Tip> read(Genesis genesis, LedgerReader reader) {
    Optional<BlockHeader> head = reader.head();
    if (head.isEmpty()) {
      return Optional.empty();
    }
    BlockHeader header = head.get();
    long size = header.checkpointSize().value();
    LogTree tree = LogTree.read(reader, size);
    Sealed sealed =
        reader.newestSeal().map(seal -> sealed(seal, reader)).orElseGet(() -> Sealed.none(genesis));
    Governance governance = Governance.read(genesis, reader, sealed.size());
    return Optional.of(
        new Tip(
            header, Hash.sha256(header.bytes()), tree, sealed, governance, Epochs.newest(reader)));
  }

  /** What the next block must know of a seal that the reader's ledger holds the leaves of. */
  public static Sealed sealed(Seal seal, LedgerReader reader) {
    LeafIndex lastLeaf = new LeafIndex(seal.size().value() - 1);
    Height height =
        reader
            .blockOf(lastLeaf)
            .map(BlockHeader::height)
            .orElseThrow(() -> new IllegalStateException("seal covers leaves that are not stored"));
    return new Sealed(seal.number(), seal.hash(), seal.size(), height, seal.attested());
  }

  /** By whose rules the next block is made. */
  public Level level() {
    return governance.membership().level();
  }

  /** Blocks behind the newest seal. */
  public long unsealedBlocks() {
    return header.height().value() - sealed.height().value();
  }

  /** The same tip under a newer seal, which may bring a decided change into force. */
  public Tip withSealed(Sealed newest) {
    return new Tip(header, headerHash, tree, newest, governance.sealedAt(newest.size()), epoch);
  }

  /** The same tip at the beginning of an epoch. */
  Tip inEpoch(long begun) {
    return new Tip(header, headerHash, tree, sealed, governance, begun);
  }
}
