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
    /** Byte for byte. */
    SAME,
    /** It belongs to this node or to the ordering, not to the chain: only its form is audited. */
    LOCAL
  }

  /** How a family is used. */
  enum Shape {
    /** Long values in the order of the log. */
    LOG,
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
     * @param leaves knows the block of every leaf
     */
    OptionalLong height(K key, V value, LeafHeights leaves);
  }

  /** Knows the block of every leaf. */
  @FunctionalInterface
  public interface LeafHeights {
    /** The height of the block that holds a leaf; empty when the leaf is not there. */
    OptionalLong of(long leaf);
  }

  /**
   * The height of the block that raw bytes came with; empty when the bytes do not have the family's
   * form or the block is not there.
   */
  OptionalLong height(byte[] key, byte[] value, LeafHeights leaves) {
    try {
      return origin.height(keys.decode(key), values.decode(value), leaves);
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
