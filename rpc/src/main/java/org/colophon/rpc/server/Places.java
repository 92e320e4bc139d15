package org.colophon.rpc.server;

import java.util.HashMap;
import java.util.Map;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/**
 * Places for requests that run at the same time. No organisation has more than half of them, so
 * that one that floods, or whose programs run wild, leaves room for the others; callers of no
 * organisation of the chain share what one may have.
 */
final class Places {
  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> taken = new HashMap<>();
  private int inUse;

  /** So many places; where there is one only, whoever comes first has it. */
  Places(int most) {
    this.most = most;
    this.mostOfOne = Math.max(1, most / 2);
  }

  /**
   * Takes a place, to be given back by {@link #release}.
   *
   * @param holder whose it is: an organisation, or one name for all who are of none
   * @param what is asked for, for the message
   * @throws RefusedException OVERLOADED when there is none, or none for this holder
   */
  synchronized void take(String holder, String what) throws RefusedException {
    if (inUse >= most) {
      throw new RefusedException(Reason.OVERLOADED, what + ": too many at once");
    }
    int own = taken.getOrDefault(holder, 0);
    if (own >= mostOfOne) {
      throw new RefusedException(
          Reason.OVERLOADED,
          what + ": " + own + " at once (expected: at most " + mostOfOne + " of " + holder + ")");
    }
    taken.put(holder, own + 1);
    inUse++;
  }

  /** How many are left. */
  synchronized int free() {
    return most - inUse;
  }

  /** Gives a place back. */
  synchronized void release(String holder) {
    inUse--;
    int left = taken.getOrDefault(holder, 0) - 1;
    if (left > 0) {
      taken.put(holder, left);
    } else {
      taken.remove(holder);
    }
  }
}
