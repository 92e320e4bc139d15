package org.colophon.core;

/**
 * The position of a leaf in the chain's one log.
 *
 * @param value zero-based
 */
public record LeafIndex(long value) implements Comparable<LeafIndex> {
  /** Refuses negative values. */
  public LeafIndex {
    if (value < 0) {
      throw new IllegalArgumentException("leaf index: " + value + " (expected: 0 or more)");
    }
  }

  /** The value plus {@code n}; overflow is an error. */
  public LeafIndex plus(long n) {
    return new LeafIndex(Math.addExact(value, n));
  }

  @Override
  public int compareTo(LeafIndex other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
