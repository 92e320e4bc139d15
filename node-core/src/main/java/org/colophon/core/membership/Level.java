package org.colophon.core.membership;

/**
 * A feature level: the rules by which a block is made. It is a part of the membership, so it is
 * raised as the membership changes, by votes on the chain and with a seal, and each header's {@code
 * version} says which level was in force. A level changes rules and record types; the forms of
 * headers, memberships and seals are the same in all of them.
 *
 * @param number from 1
 */
public record Level(int number) implements Comparable<Level> {
  /** The rules of the first release. */
  public static final Level FIRST = new Level(1);

  /** The newest whose rules this release knows; it knows all before it as well. */
  public static final Level NEWEST = new Level(2);

  /** The highest number that is read. */
  public static final int NUMBER_MAX = 9_999;

  /** Refuses what is no level's number. */
  public Level {
    if (number < 1 || number > NUMBER_MAX) {
      throw new IllegalArgumentException(
          "level: " + number + " (expected: 1 to " + NUMBER_MAX + ")");
    }
  }

  /** Whether this one's rules are newer. */
  public boolean isAbove(Level other) {
    return number > other.number;
  }

  @Override
  public int compareTo(Level other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
