package org.colophon.node;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A node's clock as a test sets it: it runs with the right time, ahead or behind, or stands. */
final class TestClock implements LongSupplier {
  private final LongSupplier rightMs;
  private long aheadMs;
  private OptionalLong standsAtMs = OptionalLong.empty();

  /** A clock that is right. */
  TestClock(LongSupplier rightMs) {
    this.rightMs = rightMs;
  }

  @Override
  public synchronized long getAsLong() {
    return standsAtMs.orElseGet(() -> rightMs.getAsLong() + aheadMs);
  }

  /** Jumps forward, or back when negative, and goes on as it went. */
  synchronized void jump(long ms) {
    aheadMs += ms;
    if (standsAtMs.isPresent()) {
      standsAtMs = OptionalLong.of(standsAtMs.getAsLong() + ms);
    }
  }

  /** Jumps to a time and runs on from there. */
  synchronized void runFrom(long ms) {
    standsAtMs = OptionalLong.empty();
    aheadMs = ms - rightMs.getAsLong();
  }

  /** Stands still. */
  synchronized void freeze() {
    standsAtMs = OptionalLong.of(getAsLong());
  }

  /** Runs on from where it stands. */
  synchronized void runOn() {
    runFrom(getAsLong());
  }

  /** Shows the right time again. */
  synchronized void mend() {
    standsAtMs = OptionalLong.empty();
    aheadMs = 0;
  }
}
