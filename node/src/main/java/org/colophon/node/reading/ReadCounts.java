package org.colophon.node.reading;

import java.util.concurrent.atomic.LongAdder;

/** What a node gave out under grants since it started; any thread may count. */
public final class ReadCounts {
  private final LongAdder leased = new LongAdder();
  private final LongAdder given = new LongAdder();

  void addLeased(long reads) {
    leased.add(reads);
  }

  void addGiven() {
    given.increment();
  }

  /** Reads that leases of this node cover. */
  public long leased() {
    return leased.sum();
  }

  /** Reads that were answered. */
  public long given() {
    return given.sum();
  }
}
