package org.colophon.client.monitor;

import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.ConsistencyProof;

/**
 * The root that a tree has at a smaller size, as a path proves.
 *
 * @param root at the smaller size
 * @param path a consistency proof (RFC 6962, 2.1.2) from there to the tree
 */
public record Prefix(Hash root, List<Hash> path) {
  /** Copies the path. */
  public Prefix {
    path = List.copyOf(path);
  }

  /** The tree itself: its root at its own size. */
  public static Prefix whole(SignedTree tree) {
    return new Prefix(tree.checkpoint().root(), List.of());
  }

  /** Whether the path proves that the tree has this root at that size. */
  public boolean isOf(SignedTree tree, long size) {
    return size >= 1
        && size <= tree.size()
        && new ConsistencyProof(size, tree.size(), path).verifies(root, tree.checkpoint().root());
  }
}
