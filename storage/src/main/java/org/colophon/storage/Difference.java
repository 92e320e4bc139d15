package org.colophon.storage;

/**
 * A place where a store is not what it should be.
 *
 * @param family the column family
 * @param key what is affected, in words
 * @param height the block that it belongs to, or the nearest one that can be told; −1 when none can
 * @param kind what is wrong
 * @param detail found and expected
 */
public record Difference(String family, String key, long height, Kind kind, String detail) {
  /** What is wrong. */
  public enum Kind {
    /** An entry that should be there is not. */
    MISSING,
    /** An entry is there that should not be. */
    EXTRA,
    /** An entry has another value, or no value of its family's form. */
    CHANGED,
    /** Bytes of a file do not have their checksum, so that what stood there cannot be read. */
    UNREADABLE
  }
}
