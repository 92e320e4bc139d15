package org.colophon.node.ingest;

import java.util.concurrent.TimeUnit;

/**
 * When the next entry leaves. An entry costs every node about as much with one record as with many,
 * so records wait for one another, but never for longer than it pays: while entries are under way,
 * as long as these take, unless so many wait that they are worth an entry of their own; while none
 * is under way, a moment for those whose answers have just gone out, since callers who wait for
 * their answers come back together. A lone caller never waits. Times are those of {@link
 * System#nanoTime}; not safe for more than one thread.
 */
final class Pace {
  /** Nothing to do until something changes. */
  static final long IDLE = TimeUnit.SECONDS.toNanos(60);

  /** Records that are worth an entry of their own while others are under way. */
  private static final int ENOUGH = 256;

  /** In which callers come back who were answered, when nothing else keeps the machine busy. */
  private static final long RETURN_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** Share of the newest round trip in the average: one in so many. */
  private static final int SMOOTHING = 8;

  private final BatchLimits limits;
  private int inFlight;
  private long roundTrip;
  private int expected;
  private long answeredAt;

  Pace(BatchLimits limits) {
    this.limits = limits;
  }

  /** Entries that are under way. */
  int inFlight() {
    return inFlight;
  }

  /** Nanoseconds until an entry should leave; at most 0 when it should now. */
  long untilReady(int waiting, long sinceNanos, long now) {
    if (waiting == 0 || inFlight >= limits.entriesInFlightMax()) {
      return IDLE;
    }
    if (waiting >= limits.entryRecordsMax()) {
      return 0;
    }
    if (inFlight == 0) {
      long patient = answeredAt - now + Math.min(patience(), ageMax());
      return waiting >= expected ? 0 : Math.min(patient, sinceNanos - now + ageMax());
    }
    return waiting >= ENOUGH ? 0 : sinceNanos - now + roundTrip;
  }

  /** What is busy with entries is busy with callers too: half of the one for the other. */
  private long patience() {
    return Math.max(RETURN_NANOS, roundTrip / 2);
  }

  private long ageMax() {
    return limits.age().toNanos();
  }

  /** An entry leaves. */
  void sent() {
    inFlight++;
  }

  /** An entry of so many records was answered, or given up, while so many others wait. */
  void answered(int records, int waiting, long sentAt, long now) {
    inFlight--;
    expected = records + waiting;
    answeredAt = now;
    // Longer than anybody would wait says no more than just so long: an outage is soon forgotten.
    roundTrip += (Math.min(now - sentAt, ageMax()) - roundTrip) / SMOOTHING;
  }
}
