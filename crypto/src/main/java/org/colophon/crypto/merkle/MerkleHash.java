package org.colophon.crypto.merkle;

import java.security.MessageDigest;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/** The two hash functions of a Merkle tree, told apart by their first byte (RFC 6962, 2.1). */
public final class MerkleHash {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Root of the tree without leaves: the hash of nothing. */
  public static final Hash EMPTY_ROOT = Hash.sha256();

  private MerkleHash() {}

  /** SHA-256(0x00 ‖ data). */
  public static Hash leaf(byte[] data) {
    MessageDigest digest = Digests.sha256();
    digest.update(LEAF);
    digest.update(data);
    return Hash.finish(digest);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = Digests.sha256();
    digest.update(NODE);
    left.updateInto(digest);
    right.updateInto(digest);
    return Hash.finish(digest);
  }
}
