package org.colophon.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long MS = 1_000_000;

  private final Pace pace = pace(Duration.ofMillis(50));

  private static Pace pace(Duration age) {
    return new Pace(
        new BatchLimits(10_000, 1 << 20, 1_000, 1 << 20, age, 4, Duration.ofSeconds(20)));
  }

  /** So many entries, one by one, that their average is what each took; gives the end of them. */
  private long manyTook(long nanos, int records, int waiting) {
    long now = 0;
    for (int i = 0; i < 100; i++) {
      pace.sent();
      pace.answered(records, waiting, now, now + nanos);
      now += nanos;
    }
    return now;
  }

  @Test
  void aLoneCallerNeverWaits() {
    long now = 0;
    for (int i = 0; i < 10; i++) {
      assertThat(pace.untilReady(1, now, now)).isNotPositive();
      pace.sent();
      pace.answered(1, 0, now, now + 7 * MS);
      now += 7 * MS + 1;
    }
  }

  @Test
  void whoeverWasAnsweredIsWaitedForAMoment() {
    pace.sent();
    pace.answered(5, 3, 0, 7 * MS);
    assertThat(pace.untilReady(7, 8 * MS, 8 * MS)).isBetween(1L, 3 * MS);
    assertThat(pace.untilReady(8, 8 * MS, 8 * MS)).isNotPositive();
    // They have not come back: nobody waits for them any longer.
    assertThat(pace.untilReady(1, 8 * MS, 11 * MS)).isNotPositive();
    assertThat(pace.untilReady(1, 900 * MS, 900 * MS)).isNotPositive();
  }

  @Test
  void onABusyMachineTheMomentIsHalfOfWhatAnEntryTakes() {
    long now = manyTook(40 * MS, 200, 56);
    assertThat(pace.untilReady(100, now, now)).isBetween(18 * MS, 20 * MS);
    assertThat(pace.untilReady(100, now, now + 20 * MS)).isNotPositive();
    assertThat(pace.untilReady(256, now, now + 1)).isNotPositive();
  }

  @Test
  void beforeTheFirstAnswerNobodyWaits() {
    assertThat(pace.untilReady(1, 5, 5)).isNotPositive();
    pace.sent();
    assertThat(pace.untilReady(1, 6, 6)).isNotPositive();
  }

  @Test
  void whileEntriesAreUnderWayRecordsWaitAboutAsLongAsOneTakes() {
    long now = manyTook(20 * MS, 1, 0);
    pace.sent();
    assertThat(pace.untilReady(3, now, now)).isBetween(15 * MS, 20 * MS);
    assertThat(pace.untilReady(3, now, now + 20 * MS)).isNotPositive();
  }

  @Test
  void howeverSlowTheNetworkNobodyWaitsLongerThanTheSettingSays() {
    long now = manyTook(5_000 * MS, 9, 0);
    pace.sent();
    assertThat(pace.untilReady(3, now, now)).isBetween(49 * MS, 50 * MS);
    pace.answered(9, 1, now, now + 49 * MS);
    assertThat(pace.untilReady(1, now, now + 49 * MS)).isEqualTo(MS);
    Pace hasty = pace(Duration.ZERO);
    hasty.sent();
    hasty.answered(9, 0, 0, 100 * MS);
    assertThat(hasty.untilReady(1, 100 * MS, 100 * MS)).isNotPositive();
    hasty.sent();
    assertThat(hasty.untilReady(1, 100 * MS, 100 * MS)).isNotPositive();
  }

  @Test
  void manyRecordsAreWorthAnEntryOfTheirOwn() {
    long now = manyTook(40 * MS, 9, 0);
    pace.sent();
    assertThat(pace.untilReady(255, now, now)).isPositive();
    assertThat(pace.untilReady(256, now, now)).isNotPositive();
  }

  @Test
  void soManyEntriesAndNoMore() {
    for (int i = 0; i < 4; i++) {
      assertThat(pace.untilReady(1_000, 0, 0)).isNotPositive();
      pace.sent();
    }
    assertThat(pace.inFlight()).isEqualTo(4);
    assertThat(pace.untilReady(1_000, 0, 0)).isEqualTo(Pace.IDLE);
    pace.answered(1_000, 0, 0, 5 * MS);
    assertThat(pace.untilReady(1_000, 0, 5 * MS)).isNotPositive();
    assertThat(pace.untilReady(0, 0, 5 * MS)).isEqualTo(Pace.IDLE);
  }
}
