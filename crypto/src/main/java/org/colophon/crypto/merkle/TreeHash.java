package org.colophon.crypto.merkle;

import java.security.MessageDigest;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/**
 * The hash function of a Merkle tree of RFC 6962's shape. Leaves and nodes are told apart by their
 * first byte (section 2.1).
 */
public enum TreeHash {
  /** FIPS 180-4: the tree that RFC 6962 describes. */
  SHA_256 {
    @Override
    MessageDigest digest() {
      return Digests.sha256();
    }
  },
  /** GB/T 32905, in the place of SHA-256 everywhere. */
  SM3 {
    @Override
    MessageDigest digest() {
      return Digests.sm3();
    }
  };

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  abstract MessageDigest digest();

  /** Root of the tree without leaves: the hash of nothing. */
  public Hash emptyRoot() {
    return Hash.finish(digest());
  }

  /** H(0x00 ‖ data). */
  public Hash leaf(byte[] data) {
    MessageDigest digest = digest();
    digest.update(LEAF);
    digest.update(data);
    return Hash.finish(digest);
  }

  /** H(0x01 ‖ left ‖ right). */
  public Hash node(Hash left, Hash right) {
    MessageDigest digest = digest();
    digest.update(NODE);
    left.updateInto(digest);
    right.updateInto(digest);
    return Hash.finish(digest);
  }
}
