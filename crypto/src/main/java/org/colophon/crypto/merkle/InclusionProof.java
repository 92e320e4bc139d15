package org.colophon.crypto.merkle;

import java.util.List;
import org.colophon.crypto.Hash;

/**
 * That the leaf at {@code leafIndex} stands in the tree of {@code treeSize} leaves (RFC 6962,
 * 2.1.1).
 *
 * @param leafIndex zero-based, below the size
 * @param treeSize number of leaves
 * @param path sibling hashes from the leaf up to the root's child
 */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {
  /** Longest path: a tree of 2^63 leaves. */
  public static final int PATH_LENGTH_MAX = 63;

  /** Checks the ranges; the path's length is judged by {@link #verifies}. */
  public InclusionProof {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw new IllegalArgumentException(
          "leaf index: " + leafIndex + " (expected: 0 to " + (treeSize - 1) + ")");
    }
    path = List.copyOf(path);
  }

  /** The exact number of hashes in the path of this leaf in a tree of this size. */
  public static int pathLength(long leafIndex, long treeSize) {
    int inner = 64 - Long.numberOfLeadingZeros(leafIndex ^ (treeSize - 1));
    return inner + Long.bitCount(leafIndex >>> inner);
  }

  /**
   * Whether the path leads from {@code leafHash} to {@code root} in a tree with SHA-256, with
   * nothing left over.
   */
  public boolean verifies(Hash leafHash, Hash root) {
    return verifies(TreeHash.SHA_256, leafHash, root);
  }

  /** The same in a tree with that hash function. */
  public boolean verifies(TreeHash function, Hash leafHash, Hash root) {
    return path.size() == pathLength(leafIndex, treeSize)
        && rootFrom(function, leafHash).equals(root);
  }

  /**
   * The root that this path leads to in a tree with SHA-256.
   *
   * @throws IllegalArgumentException when the path's length is not that of the leaf and size
   */
  public Hash rootFrom(Hash leafHash) {
    return rootFrom(TreeHash.SHA_256, leafHash);
  }

  private Hash rootFrom(TreeHash function, Hash leafHash) {
    return rootFrom(leafHash, (level, left, right) -> function.node(left, right));
  }

  /**
   * The root that this path leads to in a tree with SHA-256, by nodes that may be known from
   * another path.
   *
   * @throws IllegalArgumentException when the path's length is not that of the leaf and size
   */
  public Hash rootFrom(Hash leafHash, RecentNodes recent) {
    return rootFrom(leafHash, recent::node);
  }

  /** How a node comes of its two children. */
  private interface Nodes {
    Hash node(int level, Hash left, Hash right);
  }

  private Hash rootFrom(Hash leafHash, Nodes nodes) {
    int length = pathLength(leafIndex, treeSize);
    if (path.size() != length) {
      throw new IllegalArgumentException(
          "inclusion path: " + path.size() + " hashes (expected: " + length + ")");
    }
    int inner = 64 - Long.numberOfLeadingZeros(leafIndex ^ (treeSize - 1));
    Hash hash = leafHash;
    for (int i = 0; i < length; i++) {
      boolean siblingIsRight = i < inner && ((leafIndex >>> i) & 1) == 0;
      hash = siblingIsRight ? nodes.node(i, hash, path.get(i)) : nodes.node(i, path.get(i), hash);
    }
    return hash;
  }
}
