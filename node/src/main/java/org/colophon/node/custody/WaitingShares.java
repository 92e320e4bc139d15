package org.colophon.node.custody;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;

/**
 * How much of what waits for its records came from whom, so that one organisation's leaves room for
 * the others'. It is not kept: what waited before a start is nobody's, and bounded with the rest.
 */
final class WaitingShares {
  private final long most;
  private final Map<Hash, Held> held = new HashMap<>();
  private final Map<String, Long> sums = new HashMap<>();

  private record Held(String holder, long bytes) {}

  /** At most so many bytes of each. */
  WaitingShares(long most) {
    this.most = most;
  }

  /**
   * Counts a ciphertext, once however often it comes.
   *
   * @throws RefusedException OVERLOADED when that holder has its share waiting
   */
  synchronized void take(String holder, Hash digest, long bytes) throws RefusedException {
    if (held.containsKey(digest)) {
      return;
    }
    long sum = sums.getOrDefault(holder, 0L) + bytes;
    if (sum > most) {
      throw new RefusedException(
          Reason.OVERLOADED,
          "ciphertext: "
              + sum
              + " bytes wait for their records here (expected: at most "
              + most
              + " of "
              + holder
              + ")");
    }
    held.put(digest, new Held(holder, bytes));
    sums.put(holder, sum);
  }

  /** What is none of these waits no more. */
  synchronized void retain(Set<Hash> waiting) {
    held.keySet().retainAll(waiting);
    sums.clear();
    held.values().forEach(one -> sums.merge(one.holder, one.bytes, Long::sum));
  }
}
