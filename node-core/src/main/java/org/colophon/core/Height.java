package org.colophon.core;

/**
 * The number of a block; the genesis block has height 0.
 *
 * @param value zero-based
 */
public record Height(long value) implements Comparable<Height> {
  /** Refuses negative values. */
  public Height {
    if (value < 0) {
      throw new IllegalArgumentException("height: " + value + " (expected: 0 or more)");
    }
  }

  /** The value plus {@code n}; overflow is an error. */
  public Height plus(long n) {
    return new Height(Math.addExact(value, n));
  }

  @Override
  public int compareTo(Height other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
