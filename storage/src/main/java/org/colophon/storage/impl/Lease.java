package org.colophon.storage.impl;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the users of something native, which is freed once: when its owner has ended it and the
 * last user is done. Nobody waits for anybody, and nobody can touch freed memory.
 */
public final class Lease {
  private final AtomicInteger holders = new AtomicInteger(1);
  private final Runnable free;
  private volatile boolean ended;

  /** A lease held by its owner. */
  Lease(Runnable free) {
    this.free = free;
  }

  /** Becomes a user, unless the owner has ended it. Every success is paid back by {@link #exit}. */
  public boolean enter() {
    while (!ended) {
      int now = holders.get();
      if (now == 0) {
        return false;
      }
      if (holders.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
  }

  /** A user is done. */
  public void exit() {
    if (holders.decrementAndGet() == 0) {
      free.run();
    }
  }

  /** The owner is done; only the first call counts. */
  public void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    exit();
  }
}
