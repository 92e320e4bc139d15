package org.colophon.testkit;

import java.util.SplittableRandom;

/**
 * Runs a test on several seeds and names the seed when it fails. {@code -Dcolophon.seed=N} runs
 * that one seed only; {@code -Dcolophon.seeds=N} sets how many.
 */
public final class Seeds {
  private Seeds() {}

  /** A test of one seed. */
  @FunctionalInterface
  public interface SeededTest {
    /** Fails by throwing. */
    void run(long seed) throws Exception;
  }

  /**
   * Runs the test on seeds that follow from {@code first}, the same ones every time, so that a
   * build's verdict is repeatable.
   */
  public static void check(long first, int count, SeededTest test) {
    Long only = Long.getLong("colophon.seed");
    if (only != null) {
      run(only, test);
      return;
    }
    SplittableRandom seeds = new SplittableRandom(first);
    int runs = Integer.getInteger("colophon.seeds", count);
    for (int i = 0; i < runs; i++) {
      run(seeds.nextLong(), test);
    }
  }

  private static void run(long seed, SeededTest test) {
    try {
      test.run(seed);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + " (repeat with -Dcolophon.seed=" + seed + ")", e);
    }
  }
}
