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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers records into entries and has them ordered; entries grow with the load, see {@link Pace}.
 * When too much waits, callers are told OVERLOADED; nothing is dropped silently. An entry whose
 * outcome is unknown is sent again: its records are accepted once, and a second try finds their
 * first receipts.
 */
public final class Batcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
  private static final long RETRY_MS_MIN = 20;
  private static final long RETRY_MS_MAX = 500;
  private static final Outcome STOPPING = refused(Reason.UNAVAILABLE, "the node is stopping");

  private final Ordering ordering;
  private final BatchLimits limits;
  private final LongConsumer committedNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Pending> queue = new ArrayDeque<>();
  private final Pace pace;
  private final Thread sender;
  private int pendingRecords;
  private long pendingBytes;
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
    this.pace = new Pace(limits);
    this.sender = Thread.ofPlatform().name("colophon-batcher").daemon().start(this::send);
  }

  /** Orders records in their order, side by side in one entry where they fit; settles each. */
  void submit(List<Pending> records) {
    List<Pending> left;
    Outcome why;
    lock.lock();
    try {
      int taken = closed ? 0 : take(records);
      left = records.subList(taken, records.size());
      why = closed ? STOPPING : overloaded();
    } finally {
      lock.unlock();
    }
    left.forEach(pending -> pending.settle(why));
  }

  /** As many as there is room for. */
  private int take(List<Pending> records) {
    boolean wasEmpty = queue.isEmpty();
    int taken = 0;
    for (Pending pending : records) {
      int bytes = pending.record().bytes().length;
      if (pendingRecords >= limits.pendingRecordsMax()
          || pendingBytes + bytes > limits.pendingBytesMax()) {
        break;
      }
      pendingRecords++;
      pendingBytes += bytes;
      queue.add(pending);
      taken++;
    }
    // The sender sleeps until its time unless that has changed.
    if (wasEmpty || untilReady() <= 0) {
      changed.signalAll();
    }
    return taken;
  }

  private Outcome overloaded() {
    return refused(
        Reason.OVERLOADED,
        pendingRecords + " records wait (expected: below " + limits.pendingRecordsMax() + ")");
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
      return pace.inFlight();
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
      order(new Entry(entry), RETRY_MS_MIN);
    }
  }

  /** Waits until an entry should leave; null when the batcher was closed. */
  private @Nullable List<Pending> nextEntry() {
    lock.lock();
    try {
      while (!closed) {
        long waitNanos = untilReady();
        if (waitNanos <= 0) {
          pace.sent();
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

  private long untilReady() {
    @Nullable Pending oldest = queue.peekFirst();
    return oldest == null
        ? Pace.IDLE
        : pace.untilReady(queue.size(), oldest.sinceNanos(), System.nanoTime());
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

  /** What was sent together, and when first. */
  private static final class Entry {
    private final List<Pending> records;
    private final byte[] bytes;
    private final long sentNanos = System.nanoTime();

    Entry(List<Pending> records) {
      this.records = records;
      this.bytes = EntryCodec.records(records.stream().map(p -> p.record().bytes()).toList());
    }
  }

  private void order(Entry entry, long retryMs) {
    // The leader writes its stamp into the array that it was given, so each try has its own.
    var _ =
        ordering
            .submit(entry.bytes.clone())
            .whenComplete((reply, failure) -> settle(entry, retryMs, reply, failure));
  }

  private void settle(
      Entry entry, long retryMs, byte @Nullable [] replyBytes, @Nullable Throwable failure) {
    try {
      if (replyBytes == null) {
        tryAgainOrGiveUp(entry, retryMs, refusalOf(failure));
        return;
      }
      switch (Reply.parse(replyBytes)) {
        case Reply.Ordered ordered when ordered.count() == entry.records.size() ->
            finish(entry, ordered, retryMs > RETRY_MS_MIN);
        case Reply.Voided(Refusal refusal) -> tryAgainOrGiveUp(entry, retryMs, refusal);
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
  private void tryAgainOrGiveUp(Entry entry, long retryMs, Refusal refusal) {
    boolean mayPass =
        switch (refusal.reason()) {
          case UNAVAILABLE, OVERLOADED, UNSEALED, DISK_FULL, LEVEL_UNKNOWN -> true;
          default -> false;
        };
    boolean isLate = System.nanoTime() - entry.sentNanos > limits.deadline().toNanos();
    if (!mayPass || isLate || isClosed()) {
      finishAll(entry, new Outcome.Refused(refusal, Optional.empty()));
      return;
    }
    CompletableFuture.delayedExecutor(retryMs, TimeUnit.MILLISECONDS)
        .execute(() -> order(entry, Math.min(2 * retryMs, RETRY_MS_MAX)));
  }

  private void finish(Entry entry, Reply.Ordered ordered, boolean wasRetried) {
    List<Pending> records = entry.records;
    List<Outcome> outcomes = ordered.outcomes(records.stream().map(p -> p.record().id()).toList());
    release(entry);
    for (int i = 0; i < records.size(); i++) {
      Outcome outcome = outcomes.get(i);
      records.get(i).settle(wasRetried ? firstReceipt(outcome) : outcome);
    }
    committedNanos.accept(System.nanoTime() - records.getFirst().sinceNanos());
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

  private void finishAll(Entry entry, Outcome outcome) {
    release(entry);
    entry.records.forEach(pending -> pending.settle(outcome));
  }

  private void release(Entry entry) {
    lock.lock();
    try {
      pace.answered(entry.records.size(), queue.size(), entry.sentNanos, System.nanoTime());
      pendingRecords -= entry.records.size();
      for (Pending pending : entry.records) {
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
    left.forEach(pending -> pending.settle(STOPPING));
  }
}
