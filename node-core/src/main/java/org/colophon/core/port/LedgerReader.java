package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.TreeHash;

/**
 * The ledger as it stood at one instant; later commits do not show. Close it when done. A fault of
 * the medium shows as {@link java.io.UncheckedIOException} over a {@link StoreException}.
 */
public interface LedgerReader extends AutoCloseable {
  /** The newest block's header; empty only before the genesis block. */
  Optional<BlockHeader> head();

  /** The header of that block. */
  Optional<BlockHeader> header(Height height);

  /** Where a record stands. */
  Optional<LeafIndex> leafOf(RecordId id);

  /** Like {@link #leafOf}, of many records at once, in their order. */
  default List<Optional<LeafIndex>> leavesOf(List<RecordId> ids) {
    return ids.stream().map(this::leafOf).toList();
  }

  /** Bytes of a leaf, record or header, when the log is that long. */
  Optional<byte[]> leaf(LeafIndex index);

  /** The block that holds a leaf, its own header's leaf included. */
  Optional<BlockHeader> blockOf(LeafIndex index);

  /** The refused part of a block's results, see {@link org.colophon.core.chain.Results}. */
  Optional<byte[]> refusals(Height height);

  /** The value of a state key: canonical JSON. */
  Optional<byte[]> state(String key);

  /** Like {@link #state}, of many keys at once, in their order. */
  default List<Optional<byte[]>> states(List<String> keys) {
    return keys.stream().map(this::state).toList();
  }

  /** Up to {@code limit} leaves under a link, in the order of the log, from a leaf on. */
  List<LeafIndex> linked(Link link, LeafIndex from, int limit);

  /** Up to {@code limit} leaves under a link, newest first, strictly before a leaf. */
  List<LeafIndex> linkedBefore(Link link, LeafIndex before, int limit);

  /** The first block whose time is at or after the given one. */
  Optional<Height> firstAtOrAfter(Timestamp time);

  /** Complete nodes of the tree with SHA-256, the leaves' hashes included. */
  default NodeReader nodes() {
    return nodes(TreeHash.SHA_256);
  }

  /** The same of the tree with that hash function; the one with SM3 stands on an SM chain only. */
  NodeReader nodes(TreeHash tree);

  /** The newest seal. */
  Optional<Seal> newestSeal();

  /** The seal of that number. */
  Optional<Seal> seal(long number);

  /** The first seal, in their order, that covers at least that many leaves. */
  Optional<Seal> firstSealCovering(TreeSize size);

  /** What sealing keeps under a key: canonical JSON. */
  Optional<byte[]> control(String key);

  /** Leaves in the log, the newest header included. */
  default TreeSize size() {
    return head().map(BlockHeader::checkpointSize).orElse(new TreeSize(0));
  }

  /** The suite of the chain, as its headers show it. */
  default Suite suite() {
    return head().map(BlockHeader::suite).orElse(Suite.STANDARD);
  }

  @Override
  void close();
}
