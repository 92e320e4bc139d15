package org.colophon.node.custody;

import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;

/** Signed requests that were answered: who overheard one gets nothing with it. */
public final class SeenRequests {
  private static final int REMEMBERED_MAX = 100_000;

  private final Map<Hash, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** Remembers a request of an earlier run. */
  public synchronized void add(Hash request) {
    seen.put(request, true);
  }

  /** Refuses a request that was answered before, and remembers this one. */
  public synchronized void requireFresh(byte[] request) throws RefusedException {
    if (seen.put(Hash.sha256(request), true) != null) {
      throw new RefusedException(Reason.DUPLICATE, "request: answered before");
    }
  }

  /** A request to which nothing was given out may be sent again. */
  public synchronized void forget(byte[] request) {
    seen.remove(Hash.sha256(request));
  }
}
