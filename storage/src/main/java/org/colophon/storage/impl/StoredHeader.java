package org.colophon.storage.impl;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A header's bytes, behind their length in four bytes, and the refused part of the results. */
final class StoredHeader {
  private final byte[] header;
  private final byte[] refusals;

  StoredHeader(byte[] header, byte[] refusals) {
    this.header = header;
    this.refusals = refusals;
  }

  byte[] header() {
    return header;
  }

  byte[] refusals() {
    return refusals;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(Integer.BYTES + header.length + refusals.length)
        .putInt(header.length)
        .put(header)
        .put(refusals)
        .array();
  }

  static StoredHeader parse(byte[] bytes) {
    int length = bytes.length < Integer.BYTES ? -1 : ByteBuffer.wrap(bytes).getInt();
    if (length < 0 || length > bytes.length - Integer.BYTES) {
      throw new IllegalArgumentException("header length: " + length);
    }
    int end = Integer.BYTES + length;
    return new StoredHeader(Arrays.copyOfRange(bytes, Integer.BYTES, end), Codec.rest(bytes, end));
  }
}
