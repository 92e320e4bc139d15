package org.colophon.core;

/**
 * How many leaves a tree has.
 *
 * @param value count of leaves
 */
public record TreeSize(long value) implements Comparable<TreeSize> {
  /** Refuses negative values. */
  public TreeSize {
    if (value < 0) {
      throw new IllegalArgumentException("tree size: " + value + " (expected: 0 or more)");
    }
  }

  /** The value plus {@code n}; overflow is an error. */
  public TreeSize plus(long n) {
    return new TreeSize(Math.addExact(value, n));
  }

  @Override
  public int compareTo(TreeSize other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
