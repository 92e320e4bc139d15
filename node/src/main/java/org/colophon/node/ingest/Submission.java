package org.colophon.node.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.Outcome;

/** The records of one call, and what became of each. */
final class Submission {
  private static final Outcome OPEN =
      new Outcome.Refused(new Refusal(Reason.UNAVAILABLE, "no outcome yet"), Optional.empty());

  private final List<Outcome> outcomes;
  private final AtomicInteger open;
  private final CompletableFuture<List<Outcome>> done = new CompletableFuture<>();

  /** A call of so many records. */
  Submission(int records) {
    this.outcomes = new ArrayList<>(Collections.nCopies(records, OPEN));
    this.open = new AtomicInteger(records);
    if (records == 0) {
      done.complete(List.of());
    }
  }

  /** Completes once each record has its outcome, in the order of the call; never exceptionally. */
  CompletableFuture<List<Outcome>> done() {
    return done;
  }

  /** Says what became of one record; once for each, by any thread. */
  void settle(int position, Outcome outcome) {
    outcomes.set(position, outcome);
    // Whoever settles the last one sees what all others have set.
    if (open.decrementAndGet() == 0) {
      done.complete(Collections.unmodifiableList(outcomes));
    }
  }
}
