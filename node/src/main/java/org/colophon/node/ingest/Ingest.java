package org.colophon.node.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.ReasonCounts;
import org.colophon.core.Refusal;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Checked;
import org.colophon.core.record.VerifiedRecord;

/**
 * Checks what callers send, answers what stands already with its first receipt, and hands the rest
 * to the batcher.
 */
public final class Ingest {
  private static final int RECORDS_PER_TASK = 64;

  private final Ledger ledger;
  private final Batcher batcher;
  private final Executor verification;
  private final LongAdder accepted = new LongAdder();
  private final ReasonCounts refused = new ReasonCounts();

  /** Checks with the given workers. */
  public Ingest(Ledger ledger, Batcher batcher, Executor verification) {
    this.ledger = ledger;
    this.batcher = batcher;
    this.verification = verification;
  }

  /**
   * One outcome for each record, in their order. What is accepted of one entry stands in that order
   * too; between the entries of a call that takes more than one there is none.
   */
  public CompletableFuture<List<Outcome>> submit(List<byte[]> records) {
    Submission submission = new Submission(records.size());
    List<CompletableFuture<List<Pending>>> parts = new ArrayList<>();
    for (int from = 0; from < records.size(); from += RECORDS_PER_TASK) {
      int begin = from;
      int end = Math.min(from + RECORDS_PER_TASK, records.size());
      parts.add(
          CompletableFuture.supplyAsync(
              () -> check(submission, records, begin, end), verification));
    }
    return all(parts)
        .thenCompose(checked -> {
          batcher.submit(checked.stream().flatMap(List::stream).toList());
          return submission.done();
        })
        .thenApply(this::counted);
  }

  private List<Outcome> counted(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Accepted _ -> accepted.increment();
        case Outcome.Refused(Refusal refusal, var _) -> refused.add(refusal.reason());
      }
    }
    return outcomes;
  }

  /** Records that came in here and were accepted, since the start. */
  public long accepted() {
    return accepted.sum();
  }

  /** Records that came in here and were refused, since the start. */
  public ReasonCounts refused() {
    return refused;
  }

  /** What is to be ordered of a part of a call; the rest of it is settled. */
  private List<Pending> check(Submission submission, List<byte[]> records, int begin, int end) {
    List<Pending> pending = new ArrayList<>(end - begin);
    try (LedgerReader reader = ledger.read()) {
      for (int i = begin; i < end; i++) {
        switch (check(reader, records.get(i))) {
          case Judged.Settled(Outcome outcome) -> submission.settle(i, outcome);
          case Judged.ToOrder(VerifiedRecord record) ->
              pending.add(new Pending(record, submission, i, System.nanoTime()));
        }
      }
    }
    return pending;
  }

  /** Whether a record has to be ordered, or what is known of it already. */
  private sealed interface Judged {
    record ToOrder(VerifiedRecord record) implements Judged {}

    record Settled(Outcome outcome) implements Judged {}

    static Judged refused(Refusal refusal) {
      return new Settled(new Outcome.Refused(refusal, Optional.empty()));
    }
  }

  private Judged check(LedgerReader reader, byte[] bytes) {
    return switch (ledger.verifier().checkAhead(bytes)) {
      case Checked.Refused(Refusal refusal) -> Judged.refused(refusal);
      case Checked.Verified(VerifiedRecord record) when !isKnown(record) ->
          Judged.refused(
              new Refusal(
                  Reason.UNKNOWN_TYPE,
                  "type: not in the catalogue of level " + ledger.tip().level()));
      case Checked.Verified(VerifiedRecord record) -> {
        Optional<LeafIndex> index = reader.leafOf(record.id());
        yield index.isPresent()
            ? new Judged.Settled(standsAlready(reader, record, index.get()))
            : new Judged.ToOrder(record);
      }
    };
  }

  /** Ordered, a record of a later level would void its entry: here it is refused by its name. */
  private boolean isKnown(VerifiedRecord record) {
    return record.statement().content().isKnownAt(ledger.tip().level());
  }

  private static Outcome standsAlready(
      LedgerReader reader, VerifiedRecord record, LeafIndex index) {
    BlockHeader block = reader.blockOf(index).orElseThrow();
    return new Outcome.Refused(
        new Refusal(Reason.DUPLICATE, "the record stands at index " + index),
        Optional.of(new Receipt(record.id(), block.height(), index, block.time())));
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
