package org.colophon.crypto.merkle;

import org.colophon.crypto.Hash;

/** Where proofs find the complete nodes of a stored tree. */
@FunctionalInterface
public interface NodeReader {
  /**
   * The complete node over leaves {@code index << level} to {@code ((index + 1) << level) - 1};
   * level 0 is the leaf hash itself. Asked only for nodes that are complete.
   */
  Hash node(int level, long index);

  /** The hash function of the tree. */
  default TreeHash hash() {
    return TreeHash.SHA_256;
  }

  /** The nodes of a tree with that hash function. */
  static NodeReader of(TreeHash hash, NodeReader nodes) {
    return new NodeReader() {
      @Override
      public Hash node(int level, long index) {
        return nodes.node(level, index);
      }

      @Override
      public TreeHash hash() {
        return hash;
      }
    };
  }
}
