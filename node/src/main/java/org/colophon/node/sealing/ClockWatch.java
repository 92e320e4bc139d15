package org.colophon.node.sealing;

import org.colophon.core.chain.Seal;
import org.jspecify.annotations.Nullable;

/**
 * Compares this node's clock with the times on the chain, and raises {@link Alarms#CLOCK} while
 * both cannot be right. It judges by causes only, so neither a slow network nor a late validator
 * raises it: what the chain holds was there before now, and what answers a proposal came after it.
 */
final class ClockWatch {
  private static final long SLACK_MS = 2_000;

  private final Alarms alarms;
  private volatile @Nullable Proposal proposed;
  private long judgedSeal;
  private long aheadMs;

  private record Proposal(long round, long atMs) {}

  ClockWatch(Alarms alarms) {
    this.alarms = alarms;
  }

  /** This node proposed that round when its clock showed {@code atMs}. */
  void proposed(long round, long atMs) {
    proposed = new Proposal(round, atMs);
  }

  /** Whether the seal of that number may tell something that no other has told. */
  boolean asksFor(long seal) {
    return proposed != null && seal != judgedSeal;
  }

  /** Whoever cosigned this node's own proposal, or a later one, did so after the proposal. */
  void judge(Seal seal) {
    Proposal own = proposed;
    judgedSeal = seal.number();
    if (own != null && seal.round() >= own.round()) {
      aheadMs = own.atMs() - seal.attested().value();
    }
  }

  /** This node proposes no more, so nothing says any longer how far it is ahead. */
  void forget() {
    proposed = null;
    aheadMs = 0;
  }

  /** Raises or clears the alarm; the chain holds {@code reachedMs}, so this must be past. */
  void compare(long nowMs, long reachedMs) {
    if (reachedMs - nowMs > SLACK_MS || aheadMs > SLACK_MS) {
      alarms.raise(Alarms.CLOCK);
    } else {
      alarms.clear(Alarms.CLOCK);
    }
  }
}
