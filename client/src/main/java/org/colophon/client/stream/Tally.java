package org.colophon.client.stream;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many lines came to what, over all runs that wrote the same results. */
public final class Tally {
  /** Refusals that a person still reads; the results have them all. */
  private static final int SHOWN_MAX = 20;

  private final Map<LineOutcome.Status, Long> counts = new EnumMap<>(LineOutcome.Status.class);
  private final List<LineOutcome> refused = new ArrayList<>();
  private long notedBefore;

  void passedOver(Noted noted) {
    counts.merge(noted.status(), 1L, Long::sum);
    notedBefore++;
  }

  void add(LineOutcome outcome) {
    counts.merge(outcome.status(), 1L, Long::sum);
    if (outcome.status() == LineOutcome.Status.REFUSED && refused.size() < SHOWN_MAX) {
      refused.add(outcome);
    }
  }

  /** How many came to this. */
  public long count(LineOutcome.Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /** All lines. */
  public long lines() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Lines that an earlier run had noted. */
  public long notedBefore() {
    return notedBefore;
  }

  /** The first refusals of this run. */
  public List<LineOutcome> refused() {
    return List.copyOf(refused);
  }
}
