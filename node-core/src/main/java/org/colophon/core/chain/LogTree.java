package org.colophon.core.chain;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.colophon.core.ChainId;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.CompactTree;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.crypto.note.Checkpoint;

/**
 * The log as its trees: the one with SHA-256, and on a chain of the suite {@code sm} the one with
 * SM3 over the very same leaves. Not safe for use by several threads.
 */
public final class LogTree {
  private final CompactTree sha256;
  private final Optional<CompactTree> sm3;

  private LogTree(CompactTree sha256, Optional<CompactTree> sm3) {
    this.sha256 = sha256;
    this.sm3 = sm3;
  }

  /** The log without leaves. */
  public static LogTree empty(Suite suite) {
    return new LogTree(
        CompactTree.empty(),
        suite == Suite.SM ? Optional.of(CompactTree.empty(TreeHash.SM3)) : Optional.empty());
  }

  /** The log of a ledger at a size that it has come to. */
  public static LogTree read(LedgerReader reader, long size) {
    return new LogTree(
        CompactTree.read(size, reader.nodes()),
        reader.suite() == Suite.SM
            ? Optional.of(CompactTree.read(size, reader.nodes(TreeHash.SM3)))
            : Optional.empty());
  }

  /** What a validator signs of a ledger at a size that it has come to. */
  public static Checkpoint checkpoint(ChainId chain, LedgerReader reader, long size) {
    Checkpoint checkpoint = new Checkpoint(chain.text(), size, Proofs.root(size, reader.nodes()));
    return reader.suite() == Suite.SM
        ? checkpoint.withSm3Root(Proofs.root(size, reader.nodes(TreeHash.SM3)))
        : checkpoint;
  }

  /** An independent copy. */
  public LogTree copy() {
    return new LogTree(sha256.copy(), sm3.map(CompactTree::copy));
  }

  /** Number of leaves. */
  public long size() {
    return sha256.size();
  }

  /** Root with SHA-256 at the present size. */
  public Hash root() {
    return sha256.root();
  }

  /** Root with SM3 at the present size, on a chain of the suite {@code sm}. */
  public Optional<Hash> sm3Root() {
    return sm3.map(CompactTree::root);
  }

  /** What a validator signs of it at the present size. */
  public Checkpoint checkpoint(ChainId chain) {
    return new Checkpoint(chain.text(), size(), root(), sm3Root());
  }

  /** Appends a leaf, and hands out every node that it completes and that leaves do not give. */
  public void append(byte[] leaf, Consumer<TreeNode> nodes) {
    append(TreeHash.SHA_256.leaf(leaf), () -> leaf, nodes);
  }

  /** Appends a record, whose hash is known already. */
  void append(VerifiedRecord record, Consumer<TreeNode> nodes) {
    append(record.leafHash(), record::bytes, nodes);
  }

  private void append(Hash leafHash, Supplier<byte[]> leaf, Consumer<TreeNode> nodes) {
    long index = size();
    sha256.append(
        leafHash,
        (level, at, hash) -> nodes.accept(new TreeNode(TreeHash.SHA_256, level, at, hash)));
    if (sm3.isPresent()) {
      Hash sm3Leaf = TreeHash.SM3.leaf(leaf.get());
      nodes.accept(new TreeNode(TreeHash.SM3, 0, index, sm3Leaf));
      sm3.get()
          .append(
              sm3Leaf,
              (level, at, hash) -> nodes.accept(new TreeNode(TreeHash.SM3, level, at, hash)));
    }
  }
}
