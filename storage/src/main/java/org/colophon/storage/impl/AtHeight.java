package org.colophon.storage.impl;

import java.nio.ByteBuffer;

/** Bytes behind the height of the block that wrote them, eight bytes, so that an audit names it. */
final class AtHeight {
  static final Codec<AtHeight> CODEC = Codec.of(AtHeight::encode, AtHeight::decode);

  private final long height;
  private final byte[] bytes;

  AtHeight(long height, byte[] bytes) {
    this.height = height;
    this.bytes = bytes;
  }

  long height() {
    return height;
  }

  byte[] bytes() {
    return bytes;
  }

  private byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(height).put(bytes).array();
  }

  private static AtHeight decode(byte[] stored) {
    return new AtHeight(Codec.number(stored, 0), Codec.rest(stored, Long.BYTES));
  }
}
