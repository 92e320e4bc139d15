package org.colophon.node.sealing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.Tip;

/**
 * When the leader puts the tip up for sealing. It waits by the machine's monotonic time, which
 * nobody sets: a clock that stands still or jumps neither stops the sealing nor hurries it. The
 * node's clock is asked for one thing only, how old a seal is that stood before this node proposed.
 */
final class Proposals {
  private static final long STALLED_MS = 10_000;
  private static final long CROWDED_MS_MAX = 150_000;

  private final Sealer.Pace pace;

  private boolean isFirst = true;
  private long proposedAtNs;
  private long proposedAtMs = Long.MIN_VALUE;
  private long proposedOnSeal = Long.MAX_VALUE;
  private long newestSeal = -1;
  private long newestSealAtNs;
  private long crowdedMs = STALLED_MS;

  Proposals(Sealer.Pace pace) {
    this.pace = pace;
  }

  /** To be told of each tip, so that it knows since when the newest seal stands. */
  void see(Tip tip) {
    if (tip.sealed().number() != newestSeal) {
      newestSeal = tip.sealed().number();
      newestSealAtNs = System.nanoTime();
      crowdedMs = STALLED_MS;
    }
  }

  /** Whether the tip should be put up now: it has grown, or its newest seal has grown old. */
  boolean isDue(Tip tip, List<Candidate> open, long nowMs) {
    long size = tip.tree().size();
    boolean isUp = !open.isEmpty() && open.getLast().size().value() == size;
    boolean isSealed = tip.sealed().size().value() == size;
    boolean isWanted = isUp || !isSealed || isOld(tip.sealed(), nowMs);
    return isWanted && (isFirst || msSince(proposedAtNs) >= pauseMs(open, isUp));
  }

  /**
   * While all places are taken, a new candidate drops the oldest, which validators may be waiting
   * to sign: a leader whose clock is ahead stamps blocks that theirs must come to first. So it
   * waits longer each time; whatever lead the rules allow is slept through in the end.
   */
  private long pauseMs(List<Candidate> open, boolean isUp) {
    if (open.size() == Candidate.OPEN_MAX) {
      return crowdedMs;
    }
    return isUp ? STALLED_MS : pace.candidateIntervalMs();
  }

  /**
   * The age of a seal that came after our own proposal counts from there: its attested time says
   * how wrong this clock is, not how old the seal is.
   */
  private boolean isOld(Tip.Sealed sealed, long nowMs) {
    long sinceMs = sealed.attested().value();
    if (sealed.number() > proposedOnSeal) {
      sinceMs = Math.max(sinceMs, proposedAtMs);
    }
    return nowMs - sinceMs >= pace.idleSealMs() || msSince(newestSealAtNs) >= pace.idleSealMs();
  }

  /** The tip was put up. */
  void made(Tip tip, List<Candidate> open, long nowMs) {
    if (open.size() == Candidate.OPEN_MAX) {
      crowdedMs = Math.min(2 * crowdedMs, CROWDED_MS_MAX);
    }
    isFirst = false;
    proposedAtNs = System.nanoTime();
    proposedAtMs = nowMs;
    proposedOnSeal = tip.sealed().number();
  }

  static long msSince(long sinceNs) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
  }
}
