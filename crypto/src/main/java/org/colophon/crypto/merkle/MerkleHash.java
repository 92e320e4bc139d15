package org.colophon.crypto.merkle;

import org.colophon.crypto.Hash;

/** The hashes of the tree with SHA-256, which every log and every batch has. */
public final class MerkleHash {
  /** Root of the tree without leaves: the hash of nothing. */
  public static final Hash EMPTY_ROOT = TreeHash.SHA_256.emptyRoot();

  private MerkleHash() {}

  /** SHA-256(0x00 ‖ data). */
  public static Hash leaf(byte[] data) {
    return TreeHash.SHA_256.leaf(data);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Hash node(Hash left, Hash right) {
    return TreeHash.SHA_256.node(left, right);
  }
}
