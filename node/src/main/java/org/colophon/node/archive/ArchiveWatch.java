package org.colophon.node.archive;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.node.sealing.Alarms;
import org.colophon.storage.RocksStore;
import org.colophon.storage.archive.Archive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the alarm {@code ARCHIVE} standing while a segment that was asked for cannot be read, and
 * holds an entry that needs such a body until it can: applying it otherwise than the others would
 * be a fork, and halting helps nobody. Meanwhile another node leads.
 */
public final class ArchiveWatch implements Archive.Faults, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveWatch.class);
  private static final long LOOK_MS = 15_000;
  private static final long RETRY_MS = 1_000;

  private final Alarms alarms;
  private final Set<String> unreadable = new ConcurrentSkipListSet<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Runnable> whenWaiting = new AtomicReference<>(() -> {});
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-archive").daemon().factory());

  /** Raises its alarm there. */
  public ArchiveWatch(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Looks from time to time whether what could not be read is back. */
  public void follow(Supplier<BlockStore> store) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> look(store.get()), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look(BlockStore store) {
    if (store instanceof RocksStore rocks) {
      for (String segment : unreadable) {
        try {
          LOG.info("archive: {} is back", rocks.segment(Hash.ofHex(segment)));
        } catch (StoreException e) {
          LOG.debug("archive: {}", e.getMessage());
        }
      }
    }
  }

  /** Does something when an entry has to wait. */
  public void whenWaiting(Runnable action) {
    whenWaiting.set(action);
  }

  @Override
  public void faulty(Hash segment, String what) {
    if (unreadable.add(segment.hex())) {
      LOG.error("archive: segment {} cannot be read: {}", segment, what);
    }
    alarms.raise(Alarms.ARCHIVE);
  }

  @Override
  public void readable(Hash segment) {
    unreadable.remove(segment.hex());
    if (unreadable.isEmpty()) {
      alarms.clear(Alarms.ARCHIVE);
    }
  }

  /** Something that may need bodies, and changes nothing when it misses one. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    byte[] run() throws IOException;
  }

  /**
   * Does something as soon as all bodies that it needs can be read.
   *
   * @throws StoreClosedException when the node ends before
   */
  public byte[] whenReadable(Work work) throws IOException {
    while (true) {
      try {
        return work.run();
      } catch (MissingBodyException e) {
        LOG.warn("archive: the next entry waits: {}", e.getMessage());
        // On a thread of its own: the order waits for this one.
        Thread.ofVirtual().name("colophon-archive-waits").start(whenWaiting.get());
        awaitRetry();
      }
    }
  }

  private void awaitRetry() {
    try {
      if (ended.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
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
    timer.shutdownNow();
  }
}
