package org.colophon.crypto.merkle;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;

/** A whole tree held in memory, for batches of statements and for tests. */
public final class MemoryTree implements NodeReader {
  private final List<List<Hash>> levels = new ArrayList<>();
  private final TreeHash function;
  private final CompactTree frontier;

  /** The tree without leaves, with SHA-256. */
  public MemoryTree() {
    this(TreeHash.SHA_256);
  }

  /** The tree without leaves, with that hash function. */
  public MemoryTree(TreeHash function) {
    this.function = function;
    this.frontier = CompactTree.empty(function);
  }

  /** The tree over the given leaf hashes. */
  public static MemoryTree of(List<Hash> leafHashes) {
    MemoryTree tree = new MemoryTree();
    leafHashes.forEach(tree::append);
    return tree;
  }

  /** Appends one leaf by its hash. */
  public void append(Hash leafHash) {
    keep(0, leafHash);
    frontier.append(leafHash, (level, index, hash) -> keep(level, hash));
  }

  /** Number of leaves. */
  public long size() {
    return frontier.size();
  }

  /** Root at the present size. */
  public Hash root() {
    return frontier.root();
  }

  /** Path of one leaf at the present size. */
  public InclusionProof inclusion(long leafIndex) {
    return Proofs.inclusion(leafIndex, size(), this);
  }

  @Override
  public Hash node(int level, long index) {
    return levels.get(level).get(Math.toIntExact(index));
  }

  @Override
  public TreeHash hash() {
    return function;
  }

  private void keep(int level, Hash hash) {
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(hash);
  }
}
