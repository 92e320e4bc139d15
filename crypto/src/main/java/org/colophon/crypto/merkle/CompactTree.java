package org.colophon.crypto.merkle;

import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;

/**
 * The right-hand frontier of a growing tree: the roots of its complete subtrees, largest first. It
 * takes one leaf hash at a time, knows the root at every size, and hands out each inner node once,
 * when its last leaf arrives. Not safe for use by several threads.
 */
public final class CompactTree {
  /** Receives complete inner nodes; level 0 are the leaves, so the first inner level is 1. */
  @FunctionalInterface
  public interface NodeSink {
    /** The node over leaves {@code index << level} to {@code ((index + 1) << level) - 1}. */
    void node(int level, long index, Hash hash);

    /** Keeps nothing. */
    static NodeSink none() {
      return (level, index, hash) -> {};
    }
  }

  private final TreeHash function;
  private final List<Hash> frontier;
  private long size;

  private CompactTree(TreeHash function, long size, List<Hash> frontier) {
    this.function = function;
    this.size = size;
    this.frontier = frontier;
  }

  /** The tree without leaves, with SHA-256. */
  public static CompactTree empty() {
    return empty(TreeHash.SHA_256);
  }

  /** The tree without leaves, with that hash function. */
  public static CompactTree empty(TreeHash function) {
    return new CompactTree(function, 0, new ArrayList<>());
  }

  /** The stored tree at a size. */
  public static CompactTree read(long size, NodeReader nodes) {
    return of(nodes.hash(), size, Proofs.frontier(size, nodes));
  }

  /**
   * The tree of {@code size} leaves whose complete subtrees have the given roots, largest first,
   * with SHA-256.
   *
   * @throws IllegalArgumentException when their number is not the number of one bits in the size
   */
  public static CompactTree of(long size, List<Hash> frontier) {
    return of(TreeHash.SHA_256, size, frontier);
  }

  private static CompactTree of(TreeHash function, long size, List<Hash> frontier) {
    if (size < 0 || Long.bitCount(size) != frontier.size()) {
      throw new IllegalArgumentException(
          "frontier of size "
              + size
              + ": "
              + frontier.size()
              + " hashes (expected: one a set bit)");
    }
    return new CompactTree(function, size, new ArrayList<>(frontier));
  }

  /** An independent copy. */
  public CompactTree copy() {
    return new CompactTree(function, size, new ArrayList<>(frontier));
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** Roots of the complete subtrees, largest first. */
  public List<Hash> frontier() {
    return List.copyOf(frontier);
  }

  /** Appends one leaf by its hash, and hands every inner node that this completes to the sink. */
  public void append(Hash leafHash, NodeSink sink) {
    Hash hash = leafHash;
    long index = size;
    int level = 0;
    while ((index & 1) == 1) {
      hash = function.node(frontier.removeLast(), hash);
      index >>= 1;
      level++;
      sink.node(level, index, hash);
    }
    frontier.add(hash);
    size++;
  }

  /** Root at the present size (RFC 6962, 2.1). */
  public Hash root() {
    if (size == 0) {
      return function.emptyRoot();
    }
    Hash root = frontier.getLast();
    for (int i = frontier.size() - 2; i >= 0; i--) {
      root = function.node(frontier.get(i), root);
    }
    return root;
  }
}
