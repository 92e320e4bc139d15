package org.colophon.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often something was refused since the start, reason by reason; any thread may count. */
public final class ReasonCounts {
  /** Filled once, so that reading it needs no lock. */
  private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

  /** All at zero. */
  public ReasonCounts() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** One more. */
  public void add(Reason reason) {
    count(reason).increment();
  }

  /** How many there were for that reason. */
  public long of(Reason reason) {
    return count(reason).sum();
  }

  private LongAdder count(Reason reason) {
    LongAdder count = counts.get(reason);
    if (count == null) {
      throw new IllegalStateException("reason: " + reason + " has no counter");
    }
    return count;
  }
}
