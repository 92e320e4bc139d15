package org.colophon.consensus;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/**
 * The submitter's end: finds the leader, hands the entry over, and asks again while the outcome is
 * open. Each submission has a virtual thread, and they overtake each other.
 */
final class Submissions {
  private static final long PAUSE_MS = 50;

  private final NodeId self;
  private final RaftSettings.Timing timing;
  private final int entryBytesMax;
  private final Supplier<Optional<NodeId>> leader;
  private final Orders orders;
  private final Channels channels;
  private final ExecutorService workers;
  private final Budget budget;

  /** A new one at each start, so that numbers of an earlier run mean nothing. */
  private final UUID caller = UUID.randomUUID();

  private final AtomicLong numbers = new AtomicLong();

  Submissions(
      RaftSettings settings,
      Supplier<Optional<NodeId>> leader,
      Orders orders,
      Channels channels,
      ExecutorService workers) {
    this.self = settings.node();
    this.timing = settings.timing();
    this.entryBytesMax = settings.limits().entryBytesMax();
    this.leader = leader;
    this.orders = orders;
    this.channels = channels;
    this.workers = workers;
    this.budget = new Budget(settings.limits().pendingMax(), settings.limits().pendingBytesMax());
  }

  CompletableFuture<byte[]> submit(byte[] entry) {
    if (entry.length > entryBytesMax) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              Reason.TOO_LARGE, "entry: " + entry.length + " bytes (max: " + entryBytesMax + ")"));
    }
    if (!budget.tryTake(entry.length)) {
      return CompletableFuture.failedFuture(
          new RefusedException(Reason.OVERLOADED, "node: too many entries or bytes in flight"));
    }
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    try {
      workers.execute(() -> finish(entry, result));
    } catch (RejectedExecutionException e) {
      budget.giveBack(entry.length);
      result.completeExceptionally(new IOException("node: closed", e));
    }
    return result;
  }

  private void finish(byte[] entry, CompletableFuture<byte[]> result) {
    byte[] reply;
    try {
      reply = run(new Call(caller, numbers.getAndIncrement(), entry));
    } catch (IOException | RefusedException | RuntimeException e) {
      budget.giveBack(entry.length);
      result.completeExceptionally(
          e instanceof RuntimeException ? new IOException("entry: outcome unknown", e) : e);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      budget.giveBack(entry.length);
      result.completeExceptionally(new IOException("entry: outcome unknown, the node closed", e));
      return;
    }
    budget.giveBack(entry.length);
    result.complete(reply);
  }

  private byte[] run(Call call) throws IOException, RefusedException, InterruptedException {
    long end = System.nanoTime() + timing.submitMs() * 1_000_000L;
    Optional<NodeId> hint = Optional.empty();
    String last = "no leader is known";
    boolean asked = false;
    while (true) {
      long leftMs = (end - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new IOException("entry: outcome unknown after " + timing.submitMs() + " ms: " + last);
      }
      Optional<NodeId> target = hint.or(leader);
      hint = Optional.empty();
      if (target.isPresent()) {
        switch (ask(target.get(), call, Math.min(leftMs, timing.tryMs()))) {
          case Answer.Applied applied -> {
            return applied.reply();
          }
          case Answer.Refused refused -> {
            // Once the outcome is open, "no room" says nothing about it; any other refusal does: a
            // leader that is ready knows all that was ordered.
            if (!asked || refused.refusal().reason() != Reason.OVERLOADED) {
              throw new RefusedException(refused.refusal());
            }
            last = refused.refusal().toString();
          }
          case Answer.NotLeader other -> {
            hint = other.leader().filter(n -> !n.equals(target.get()));
            last = target.get() + ": does not lead";
          }
          case Answer.Again again -> last = again.why();
        }
        asked = true;
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private Answer ask(NodeId target, Call call, long timeoutMs)
      throws IOException, InterruptedException {
    if (!target.equals(self)) {
      return channels.submit(target, call, timeoutMs);
    }
    try {
      return orders.order(call).get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Answer.Again("no commit within " + timeoutMs + " ms");
    } catch (ExecutionException e) {
      return new Answer.Again(e.toString());
    }
  }
}
