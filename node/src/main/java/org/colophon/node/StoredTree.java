package org.colophon.node;

import java.io.UncheckedIOException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.NodeReader;

/** The stored tree as a witness: when two entries contradict each other it tells which is right. */
final class StoredTree {
  private StoredTree() {}

  /**
   * Whether the stored inner node above a header's leaf is the one that the header's bytes give.
   * False when it cannot be told: the newest leaf of all may have no such node yet.
   */
  static boolean holds(LedgerReader stored, BlockHeader header) {
    long pair = header.leafIndex().value() / 2;
    NodeReader nodes = stored.nodes();
    try {
      return MerkleHash.node(nodes.node(0, 2 * pair), nodes.node(0, 2 * pair + 1))
          .equals(nodes.node(1, pair));
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
