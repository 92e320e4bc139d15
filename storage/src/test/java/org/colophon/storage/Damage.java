package org.colophon.storage;

import java.util.Arrays;
import java.util.Optional;

/** What may happen to an entry. */
enum Damage {
  FLIPPED_FIRST,
  FLIPPED_LAST,
  TRUNCATED,
  DELETED;

  /** What is left of a value; empty when the entry is gone. */
  Optional<byte[]> of(byte[] value) {
    return switch (this) {
      case FLIPPED_FIRST -> Optional.of(flip(value, 0, 0));
      case FLIPPED_LAST -> Optional.of(flip(value, value.length - 1, 0));
      case TRUNCATED -> Optional.of(Arrays.copyOf(value, value.length / 2));
      case DELETED -> Optional.empty();
    };
  }

  /** A value without bytes can only be deleted. */
  boolean leavesAMark(byte[] value) {
    return this == DELETED || value.length > 0;
  }

  static byte[] flip(byte[] bytes, int at, int bit) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << bit);
    return flipped;
  }
}
