package org.colophon.core;

/**
 * An instant in milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
 *
 * @param value milliseconds
 */
public record Timestamp(long value) implements Comparable<Timestamp> {
  /** Refuses negative values. */
  public Timestamp {
    if (value < 0) {
      throw new IllegalArgumentException("timestamp: " + value + " (expected: 0 or more)");
    }
  }

  /** The instant that many seconds after the epoch. */
  public static Timestamp ofSeconds(long seconds) {
    return new Timestamp(Math.multiplyExact(seconds, 1000));
  }

  /** The value plus {@code n}; overflow is an error. */
  public Timestamp plus(long n) {
    return new Timestamp(Math.addExact(value, n));
  }

  /** The same instant in whole seconds, rounded down. */
  public long seconds() {
    return value / 1000;
  }

  @Override
  public int compareTo(Timestamp other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
