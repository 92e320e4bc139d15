package org.colophon.storage.impl;

import java.nio.ByteBuffer;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.storage.archive.Place;

/**
 * A leaf as it stands in the store, behind the height of its block in eight bytes: nothing where it
 * is the block's header; a record's bytes, which begin with a brace; or 0x00, the leaf's hash, the
 * segment's SHA-256 and an offset in eight bytes, where the body was taken out.
 */
sealed interface StoredLeaf {
  /** Form of the values. */
  Codec<StoredLeaf> CODEC = Codec.of(StoredLeaf::encode, StoredLeaf::decode);

  /** The block that it came with. */
  long height();

  /** The header of its block, which stands elsewhere in the store. */
  record Header(long height) implements StoredLeaf {}

  /** A record. */
  final class Body implements StoredLeaf {
    private final long height;
    private final byte[] bytes;

    Body(long height, byte[] bytes) {
      if (bytes.length == 0 || bytes[0] == TAKEN_OUT) {
        throw new IllegalArgumentException("leaf: (expected: a record's bytes)");
      }
      this.height = height;
      this.bytes = bytes;
    }

    @Override
    public long height() {
      return height;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /**
   * A record whose body was taken out.
   *
   * @param hash the leaf's, in the tree
   * @param place where its body stands
   */
  record TakenOut(long height, Hash hash, Place place) implements StoredLeaf {}

  /** What a value begins with whose body was taken out. */
  byte TAKEN_OUT = 0;

  private byte[] encode() {
    return switch (this) {
      case Header(long height) -> ByteBuffer.allocate(Long.BYTES).putLong(height).array();
      case Body body ->
          ByteBuffer.allocate(Long.BYTES + body.bytes.length)
              .putLong(body.height)
              .put(body.bytes)
              .array();
      case TakenOut(long height, Hash hash, Place place) ->
          ByteBuffer.allocate(2 * Long.BYTES + 1 + 2 * Hash.LENGTH)
              .putLong(height)
              .put(TAKEN_OUT)
              .put(hash.bytes())
              .put(place.segment().bytes())
              .putLong(place.offset())
              .array();
    };
  }

  private static StoredLeaf decode(byte[] stored) {
    long height = Codec.number(stored, 0);
    if (stored.length == Long.BYTES) {
      return new Header(height);
    }
    if (stored[Long.BYTES] != TAKEN_OUT) {
      return new Body(height, Codec.rest(stored, Long.BYTES));
    }
    Codec.requireLength(stored, 2 * Long.BYTES + 1 + 2 * Hash.LENGTH);
    int at = Long.BYTES + 1;
    return new TakenOut(
        height,
        Hash.of(stored, at),
        new Place(Hash.of(stored, at + Hash.LENGTH), Codec.number(stored, at + 2 * Hash.LENGTH)));
  }

  /** Whether the first value is what stays of the second one when its body is taken out. */
  static boolean isLeftOf(byte[] found, byte[] wanted) {
    try {
      return decode(found) instanceof TakenOut left
          && decode(wanted) instanceof Body body
          && left.height == body.height
          && left.hash.equals(MerkleHash.leaf(body.bytes));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
