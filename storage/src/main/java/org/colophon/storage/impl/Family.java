package org.colophon.storage.impl;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * One column family: what its keys and values are, how a person reads a key, and which block an
 * entry belongs to.
 *
 * @param name as it stands on disk
 * @param keys form of the keys
 * @param values form of the values
 * @param describe a key in words
 * @param origin the block that an entry came with
 * @param replay whether a replay of the chain writes the same entries
 * @param shape how it is used, for tuning
 */
public record Family<K, V>(
    String name,
    Codec<K> keys,
    Codec<V> values,
    Function<K, String> describe,
    Origin<K, V> origin,
    Replay replay,
    Shape shape) {
  /** Whether a replay of the chain's records and seals writes the same entries. */
  public enum Replay {
    /** Byte for byte, and written once: no later block touches the entry. */
    SAME,
    /** Byte for byte; but later blocks write the same keys anew, or remove them. */
    NEWEST,
    /** It belongs to this node or to the ordering, not to the chain: only its form is audited. */
    LOCAL
  }

  /** How a family is used. */
  enum Shape {
    /** Long values in the order of the log. */
    LOG,
    /** Hashes in the order of the log; nothing makes them smaller. */
    HASHES,
    /** Looked up by keys that are often absent, so that a bloom filter pays. */
    POINT,
    /** Short entries, read in order or by keys that are there. */
    SMALL
  }

  /** Names the block that an entry came with. */
  @FunctionalInterface
  interface Origin<K, V> {
    /**
     * The height; empty when it cannot be told.
     *
     * @param heights knows the blocks of what an entry points at
     */
    OptionalLong height(K key, V value, Heights heights);
  }

  /** Knows the blocks of what entries point at, as far as they can be told. */
  interface Heights {
    /** Knows none: enough for entries that hold their height themselves. */
    Heights UNKNOWN = new Heights() {};

    /** The block that holds a leaf. */
    default OptionalLong ofLeaf(long leaf) {
      return OptionalLong.empty();
    }

    /** The block behind which a seal was ordered. */
    default OptionalLong ofSeal(long number) {
      return OptionalLong.empty();
    }

    /** The newest block, to which belongs what describes the store as a whole. */
    default OptionalLong ofNewest() {
      return OptionalLong.empty();
    }
  }

  /**
   * The height of the block that raw bytes came with; empty when the bytes do not have the family's
   * form or the block is not there.
   */
  OptionalLong height(byte[] key, byte[] value, Heights heights) {
    try {
      return origin.height(keys.decode(key), values.decode(value), heights);
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /** A raw key in words, or in hex digits when it does not have the family's form. */
  public String describeKey(byte[] key) {
    try {
      return describe.apply(keys.decode(key));
    } catch (IllegalArgumentException e) {
      return "key 0x" + java.util.HexFormat.of().formatHex(key);
    }
  }
}
