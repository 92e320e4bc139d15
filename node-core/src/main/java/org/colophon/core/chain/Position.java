package org.colophon.core.chain;

/**
 * Where an entry stands in the Raft log.
 *
 * @param term the leader's term
 * @param index zero-based; −1 before the first entry
 */
public record Position(long term, long index) implements Comparable<Position> {
  /** Before the first entry. */
  public static final Position NONE = new Position(0, -1);

  @Override
  public int compareTo(Position other) {
    return index != other.index ? Long.compare(index, other.index) : Long.compare(term, other.term);
  }
}
