package org.colophon.benchmarks.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** An endless list of faults that follows from a seed. */
final class Schedule {
  private static final int HELD_MIN_MS = 1_500;
  private static final int HELD_MAX_MS = 9_000;
  private static final int CALM_MIN_MS = 500;
  private static final int CALM_MAX_MS = 5_000;

  private final SplittableRandom random;
  private final List<FaultKind> kinds;
  private final int nodes;

  /**
   * The faults of a seed.
   *
   * @param kinds those that can be made here
   * @param nodes how many there are
   */
  Schedule(long seed, Set<FaultKind> kinds, int nodes) {
    this.random = new SplittableRandom(seed);
    this.kinds = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      for (int i = 0; kinds.contains(kind) && i < kind.weight(); i++) {
        this.kinds.add(kind);
      }
    }
    this.nodes = nodes;
  }

  /** The next one. Half of those that hit somebody hit the leader. */
  Fault next() {
    FaultKind kind = kinds.get(random.nextInt(kinds.size()));
    List<Integer> targets = new ArrayList<>();
    while (targets.size() < kind.targets()) {
      int target = random.nextBoolean() ? Fault.LEADER : random.nextInt(nodes);
      if (!targets.contains(target)) {
        targets.add(target);
      }
    }
    return new Fault(
        kind,
        targets,
        random.nextInt(HELD_MIN_MS, HELD_MAX_MS),
        random.nextInt(CALM_MIN_MS, CALM_MAX_MS),
        random.nextLong());
  }
}
