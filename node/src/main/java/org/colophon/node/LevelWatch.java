package org.colophon.node;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.LevelUnknownException;
import org.colophon.core.port.StoreClosedException;
import org.colophon.node.sealing.Alarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what comes behind the last block that this release knows the rules of, and keeps the alarm
 * {@code LEVEL_UNKNOWN} standing: applying it by other rules would be a fork, and halting helps
 * nobody. Reads go on, Raft's log takes what comes, another node leads, and a release that knows
 * the rules goes on from here.
 */
final class LevelWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LevelWatch.class);

  /** A copy of the ledger is fetched whole each time, so it is not asked for often. */
  private static final long COPY_PAUSE_MS = 60_000;

  private static final long REPEAT_MS = 500;

  private final Alarms alarms;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Runnable whileUnknown = () -> {};
  private volatile Optional<Refusal> refusal = Optional.empty();

  /** Raises its alarm there. */
  LevelWatch(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Does something again and again while the rules in force are not known. */
  void whileUnknown(Runnable action) {
    whileUnknown = action;
  }

  /** Why the node takes no records; empty while it knows the rules in force. */
  Optional<Refusal> refusal() {
    return refusal;
  }

  /** Looks whether the rules in force are known: also while nothing comes that would be held. */
  void look(Ledger ledger) {
    Tip tip = ledger.tip();
    if (ledger.chain().isUnknown(tip)) {
      unknown(new LevelUnknownException(tip.level(), ledger.chain().known()));
    }
  }

  private synchronized void unknown(LevelUnknownException e) {
    if (refusal.isEmpty()) {
      String what = String.valueOf(e.getMessage());
      refusal = Optional.of(new Refusal(Reason.LEVEL_UNKNOWN, what));
      LOG.error("{}: {}", Alarms.LEVEL_UNKNOWN, what);
      // On a thread of its own: it may ask the order, which waits for the caller.
      Thread.ofVirtual().name("colophon-level").start(this::repeat);
    }
    alarms.raise(Alarms.LEVEL_UNKNOWN);
  }

  private void repeat() {
    try {
      while (!ended.await(REPEAT_MS, TimeUnit.MILLISECONDS)) {
        whileUnknown.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What changes the ledger, and nothing when it does not know how. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Applies an entry, or holds it until the node ends: the next start goes on with it.
   *
   * @throws StoreClosedException when the node ends before
   */
  byte[] apply(Work<byte[]> work) throws IOException {
    try {
      return work.run();
    } catch (LevelUnknownException e) {
      unknown(e);
      await(Long.MAX_VALUE);
      throw new StoreClosedException();
    }
  }

  /** Takes over a copy of the ledger, or leaves it and lets the next one wait. */
  <T> T install(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (LevelUnknownException e) {
      unknown(e);
      await(COPY_PAUSE_MS);
      throw new IOException("ledger: not taken over: " + e.getMessage(), e);
    }
  }

  private void await(long ms) {
    try {
      if (ended.await(ms, TimeUnit.MILLISECONDS)) {
        throw new StoreClosedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreClosedException();
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
