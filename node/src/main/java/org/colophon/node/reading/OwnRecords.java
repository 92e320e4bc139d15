package org.colophon.node.reading;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.port.LedgerReader;

/** Sends records of the node's own, and waits until they stand on this very node. */
final class OwnRecords {
  private static final long ANSWER_S = 15;
  private static final long APPLIED_S = 10;
  private static final long LOOK_MS = 10;

  private final Ledger ledger;
  private final Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit;

  OwnRecords(Ledger ledger, Function<List<byte[]>, CompletableFuture<List<Outcome>>> submit) {
    this.ledger = ledger;
    this.submit = submit;
  }

  /** Whether a record stands here. */
  boolean stands(RecordId id) {
    try (LedgerReader reader = ledger.read()) {
      return reader.leafOf(id).isPresent();
    }
  }

  /**
   * Sends a record, which may have been sent before; returns when it stands here.
   *
   * @throws RefusedException when it was refused, or, as UNAVAILABLE, when nobody knows yet
   */
  void send(byte[] record) throws RefusedException, InterruptedException {
    Outcome outcome;
    try {
      outcome = submit.apply(List.of(record)).get(ANSWER_S, TimeUnit.SECONDS).getFirst();
    } catch (ExecutionException | TimeoutException e) {
      throw new RefusedException(Reason.UNAVAILABLE, "lease: the chain takes no records now");
    }
    switch (outcome) {
      case Outcome.Accepted(var receipt) -> await(receipt.id());
      case Outcome.Refused(var refusal, var first) -> {
        if (first.isEmpty()) {
          throw new RefusedException(refusal);
        }
        await(first.get().id());
      }
    }
  }

  private void await(RecordId id) throws RefusedException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(APPLIED_S);
    while (!stands(id)) {
      if (System.nanoTime() > end) {
        throw new RefusedException(Reason.UNAVAILABLE, "lease: this node is behind");
      }
      Thread.sleep(LOOK_MS);
    }
  }
}
