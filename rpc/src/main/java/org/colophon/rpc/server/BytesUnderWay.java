package org.colophon.rpc.server;

import java.util.HashMap;
import java.util.Map;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/**
 * Bytes that this node holds for requests and answers under way: what callers have sent of requests
 * that are not answered, and answers that callers have not taken. Those who send or take slowly
 * make it grow, so it has a bound, of which no organisation has more than half.
 */
final class BytesUnderWay {
  private static final String WHAT = "bytes under way";

  private final long most;
  private final long mostOfOne;
  private final Map<String, Long> held = new HashMap<>();
  private long all;

  /** At most so many, in bytes; beside them each holder may have one answer, however large. */
  BytesUnderWay(long most) {
    this.most = most;
    this.mostOfOne = most / 2;
  }

  /**
   * Takes room for what a caller sends, to be given back by {@link #release}.
   *
   * @throws RefusedException OVERLOADED when there is none, or none for this holder
   */
  synchronized void take(String holder, long bytes) throws RefusedException {
    long own = held.getOrDefault(holder, 0L);
    if (own + bytes > mostOfOne) {
      throw new RefusedException(
          Reason.OVERLOADED,
          WHAT + ": " + own + " (expected: at most " + mostOfOne + " of " + holder + ")");
    }
    if (all + bytes > most) {
      throw new RefusedException(
          Reason.OVERLOADED, WHAT + ": " + all + " (expected: at most " + most + ")");
    }
    add(holder, bytes);
  }

  /**
   * Takes room for an answer. Who has nothing under way has room for any.
   *
   * @throws RefusedException as {@link #take}
   */
  synchronized void takeAnswer(String holder, long bytes) throws RefusedException {
    if (held.containsKey(holder)) {
      take(holder, bytes);
    } else {
      add(holder, bytes);
    }
  }

  /**
   * Looks whether somebody may ask for more, before anything is done for it.
   *
   * @throws RefusedException OVERLOADED when this holder leaves too much lying
   */
  synchronized void requireRoom(String holder) throws RefusedException {
    takeAnswer(holder, 0);
  }

  /** Gives room back. */
  synchronized void release(String holder, long bytes) {
    all -= bytes;
    held.computeIfPresent(holder, (name, own) -> own <= bytes ? null : own - bytes);
  }

  private void add(String holder, long bytes) {
    if (bytes > 0) {
      all += bytes;
      held.merge(holder, bytes, Long::sum);
    }
  }
}
