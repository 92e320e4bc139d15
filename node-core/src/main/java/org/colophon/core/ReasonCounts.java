package org.colophon.core;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** How often something was refused since the start, reason by reason; any thread may count. */
public final class ReasonCounts {
  private final LongAdder[] counts = new LongAdder[Reason.values().length];

  /** All at zero. */
  public ReasonCounts() {
    Arrays.setAll(counts, i -> new LongAdder());
  }

  /** One more. */
  public void add(Reason reason) {
    counts[reason.ordinal()].increment();
  }

  /** How many there were for that reason. */
  public long of(Reason reason) {
    return counts[reason.ordinal()].sum();
  }
}
