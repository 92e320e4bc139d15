package org.colophon.node.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.chain.Reply;
import org.colophon.core.port.Ordering;
import org.colophon.core.record.VerifiedRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers records into entries and has them ordered. While nothing is in flight a record leaves at
 * once; while entries are in flight records gather, so entries grow with the load. When too much
 * waits, callers are told OVERLOADED; nothing is dropped silently. An entry whose outcome is
 * unknown is sent again: its records are accepted once, and a second try finds their first
 * receipts.
 */
public final class Batcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
  private static final long RETRY_MS_MIN = 20;
  private static final long RETRY_MS_MAX = 500;

  private final Ordering ordering;
  private final BatchLimits limits;
  private final LongConsumer committedNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private final Thread sender;
  private int pendingRecords;
  private long pendingBytes;
  private int inFlight;
  private boolean closed;

  /**
   * A batcher that hands its entries to {@code ordering}.
   *
   * @param committedNanos told of each entry that was ordered: how long its first record waited
   */
  public Batcher(Ordering ordering, BatchLimits limits, LongConsumer committedNanos) {
    this.ordering = ordering;
    this.limits = limits;
    this.committedNanos = committedNanos;
    this.sender = Thread.ofPlatform().name("colophon-batcher").daemon().start(this::send);
  }

  /** Orders a record; completes with its outcome, which is never an exception. */
  public CompletableFuture<Outcome> submit(VerifiedRecord record) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        outcome.complete(refused(Reason.UNAVAILABLE, "the node is stopping"));
      } else if (pendingRecords >= limits.pendingRecordsMax()
          || pendingBytes + record.bytes().length > limits.pendingBytesMax()) {
        outcome.complete(
            refused(
                Reason.OVERLOADED,
                pendingRecords
                    + " records wait (expected: below "
                    + limits.pendingRecordsMax()
                    + ")"));
      } else {
        pendingRecords++;
        pendingBytes += record.bytes().length;
        queue.add(new Pending(record, outcome, System.nanoTime()));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    return outcome;
  }

  /** Records that wait or are in flight. */
  public int pendingRecords() {
    lock.lock();
    try {
      return pendingRecords;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of those records. */
  public long pendingBytes() {
    lock.lock();
    try {
      return pendingBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Entries that were handed on and are not answered. */
  public int entriesInFlight() {
    lock.lock();
    try {
      return inFlight;
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    while (true) {
      @Nullable List<Pending> entry = nextEntry();
      if (entry == null) {
        return;
      }
      byte[] bytes = EntryCodec.records(entry.stream().map(p -> p.record().bytes()).toList());
      long deadline = System.nanoTime() + limits.deadline().toNanos();
      order(entry, bytes, deadline, RETRY_MS_MIN);
    }
  }

  /** Waits until an entry should leave; null when the batcher was closed. */
  private @Nullable List<Pending> nextEntry() {
    lock.lock();
    try {
      while (!closed) {
        long waitNanos = nanosUntilReady();
        if (waitNanos <= 0) {
          inFlight++;
          return takeEntry();
        }
        if (!changed.await(waitNanos, TimeUnit.NANOSECONDS) && closed) {
          return null;
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilReady() {
    if (queue.isEmpty() || inFlight >= limits.entriesInFlightMax()) {
      return TimeUnit.SECONDS.toNanos(60);
    }
    if (inFlight == 0 || queue.size() >= limits.entryRecordsMax()) {
      return 0;
    }
    long age = System.nanoTime() - queue.peekFirst().sinceNanos();
    return limits.age().toNanos() - age;
  }

  private List<Pending> takeEntry() {
    List<Pending> entry = new ArrayList<>();
    long bytes = EntryCodec.HEADER_BYTES + 4L;
    while (!queue.isEmpty() && entry.size() < limits.entryRecordsMax()) {
      boolean alone = leavesAlone(queue.peekFirst());
      if (alone && !entry.isEmpty()) {
        break;
      }
      bytes += 4L + queue.peekFirst().record().bytes().length;
      if (bytes > limits.entryBytesMax() && !entry.isEmpty()) {
        break;
      }
      entry.add(queue.pollFirst());
      if (alone) {
        break;
      }
    }
    return entry;
  }

  /** A change of the membership is decided in a block of its own: nothing may share its entry. */
  private static boolean leavesAlone(Pending pending) {
    return pending.record().statement().content().concernsMembership();
  }

  private void order(List<Pending> entry, byte[] bytes, long deadline, long retryMs) {
    // The leader writes its stamp into the array that it was given, so each try has its own.
    var _ =
        ordering
            .submit(bytes.clone())
            .whenComplete(
                (reply, failure) -> settle(entry, bytes, deadline, retryMs, reply, failure));
  }

  private void settle(
      List<Pending> entry,
      byte[] bytes,
      long deadline,
      long retryMs,
      byte @Nullable [] replyBytes,
      @Nullable Throwable failure) {
    try {
      if (replyBytes == null) {
        tryAgainOrGiveUp(entry, bytes, deadline, retryMs, refusalOf(failure));
        return;
      }
      switch (Reply.parse(replyBytes)) {
        case Reply.Ordered ordered when ordered.count() == entry.size() ->
            finish(entry, ordered, retryMs > RETRY_MS_MIN);
        case Reply.Voided(Refusal refusal) ->
            tryAgainOrGiveUp(entry, bytes, deadline, retryMs, refusal);
        default -> finishAll(entry, refused(Reason.UNAVAILABLE, "the leader's answer is not one"));
      }
    } catch (RefusedException e) {
      LOG.error("the leader's answer is not well formed: {}", e.refusal().detail());
      finishAll(entry, refused(Reason.UNAVAILABLE, "the leader's answer is not one"));
    }
  }

  private static Refusal refusalOf(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case RefusedException refused -> refused.refusal();
      case IOException e -> new Refusal(Reason.UNAVAILABLE, "no leader answered");
      case null, default -> new Refusal(Reason.UNAVAILABLE, "ordering failed");
    };
  }

  /** Only what may pass by itself is tried again: no leader, too much load, an unsealed tip. */
  private void tryAgainOrGiveUp(
      List<Pending> entry, byte[] bytes, long deadline, long retryMs, Refusal refusal) {
    boolean mayPass =
        switch (refusal.reason()) {
          case UNAVAILABLE, OVERLOADED, UNSEALED, DISK_FULL, LEVEL_UNKNOWN -> true;
          default -> false;
        };
    if (!mayPass || System.nanoTime() > deadline || isClosed()) {
      finishAll(entry, new Outcome.Refused(refusal, Optional.empty()));
      return;
    }
    CompletableFuture.delayedExecutor(retryMs, TimeUnit.MILLISECONDS)
        .execute(() -> order(entry, bytes, deadline, Math.min(2 * retryMs, RETRY_MS_MAX)));
  }

  private void finish(List<Pending> entry, Reply.Ordered ordered, boolean wasRetried) {
    committedNanos.accept(System.nanoTime() - entry.getFirst().sinceNanos());
    List<Outcome> outcomes = ordered.outcomes(entry.stream().map(p -> p.record().id()).toList());
    for (int i = 0; i < entry.size(); i++) {
      Outcome outcome = outcomes.get(i);
      entry.get(i).outcome().complete(wasRetried ? firstReceipt(outcome) : outcome);
    }
    release(entry);
  }

  /** What an earlier try of ours has put on the chain is accepted, not doubled. */
  private static Outcome firstReceipt(Outcome outcome) {
    if (outcome instanceof Outcome.Refused(Refusal refusal, Optional<Receipt> first)
        && refusal.reason() == Reason.DUPLICATE
        && first.isPresent()) {
      return new Outcome.Accepted(first.get());
    }
    return outcome;
  }

  private void finishAll(List<Pending> entry, Outcome outcome) {
    entry.forEach(pending -> pending.outcome().complete(outcome));
    release(entry);
  }

  private void release(List<Pending> entry) {
    lock.lock();
    try {
      inFlight--;
      pendingRecords -= entry.size();
      for (Pending pending : entry) {
        pendingBytes -= pending.record().bytes().length;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private static Outcome refused(Reason reason, String detail) {
    return new Outcome.Refused(new Refusal(reason, detail), Optional.empty());
  }

  /** Takes nothing more, and tells those that wait. */
  @Override
  public void close() {
    List<Pending> left;
    lock.lock();
    try {
      closed = true;
      left = new ArrayList<>(queue);
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    sender.interrupt();
    left.forEach(p -> p.outcome().complete(refused(Reason.UNAVAILABLE, "the node is stopping")));
  }
}
