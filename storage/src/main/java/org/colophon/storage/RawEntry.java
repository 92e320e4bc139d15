package org.colophon.storage;

/** One entry of a store as it stands on disk. */
public interface RawEntry {
  /** The family that holds it. */
  String family();

  /** A copy of the key's bytes. */
  byte[] key();

  /** A copy of the value's bytes. */
  byte[] value();

  /**
   * The block that the entry came with; −1 when that cannot be told. Asked while the scan lasts,
   * for it may read the store.
   */
  long height();

  /** The key in words, such as {@code leaf 7}. */
  String describe();
}
