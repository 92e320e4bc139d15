package org.colophon.node.observe;

import java.util.function.LongConsumer;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Tip;

/**
 * Measures how long blocks wait for their seal on this node: for each seal, from when the first
 * block that it covers anew was applied. Told by the one thread that applies.
 */
final class SealWatch {
  private final LongConsumer sealedNanos;
  private long firstHeight;
  private long firstSinceNs;

  SealWatch(LongConsumer sealedNanos) {
    this.sealedNanos = sealedNanos;
  }

  /** Follows a ledger from now on. */
  static void follow(Ledger ledger, LongConsumer sealedNanos) {
    SealWatch watch = new SealWatch(sealedNanos);
    ledger.onCommit(() -> watch.see(ledger.tip(), System.nanoTime()));
  }

  private void see(Tip tip, long nowNs) {
    see(tip.header().height().value(), tip.sealed().height().value(), nowNs);
  }

  /** The chain has come to {@code height}, and is sealed up to {@code sealed}. */
  void see(long height, long sealed, long nowNs) {
    if (firstHeight > 0 && sealed >= firstHeight) {
      sealedNanos.accept(nowNs - firstSinceNs);
      firstHeight = 0;
    }
    if (firstHeight == 0 && height > sealed) {
      firstHeight = height;
      firstSinceNs = nowNs;
    }
  }
}
