package org.colophon.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.LedgerReader;

/**
 * Takes the seals of a stored chain one by one, verifies each and commits it to the replay. Which
 * seals were ordered before a block is told by the block's header and not by the seals, so that a
 * seal that is damaged or gone is found at its own height.
 */
final class SealReplay {
  private final LedgerReader stored;
  private final VerifiedSeals verified;
  private final BiConsumer<Height, String> findings;

  SealReplay(
      ChainId chain, LedgerReader stored, BlockStore replay, BiConsumer<Height, String> findings) {
    this.stored = stored;
    this.verified = new VerifiedSeals(chain, replay, findings);
    this.findings = findings;
  }

  /** Takes the seals up to the one that the next block's header binds. */
  Tip upTo(BlockHeader next, Tip begin) throws IOException {
    Tip tip = begin;
    while (!tip.sealed().hash().equals(next.seal())) {
      Optional<Seal> seal = stored.seal(tip.sealed().number() + 1);
      if (seal.isEmpty() || isOfALaterBlock(seal.get(), tip, next)) {
        tellUnbound(next, tip);
        return tip;
      }
      Optional<Tip> taken = verified.take(seal.get(), tip);
      if (taken.isEmpty()) {
        return tip;
      }
      tip = taken.get();
    }
    return tip;
  }

  /** Takes the seals behind the newest block, which no header binds yet. */
  Tip rest(Tip begin) throws IOException {
    Tip tip = begin;
    Optional<Seal> seal = stored.seal(tip.sealed().number() + 1);
    while (seal.isPresent()) {
      Optional<Tip> taken = verified.take(seal.get(), tip);
      if (taken.isEmpty()) {
        return tip;
      }
      tip = taken.get();
      seal = stored.seal(tip.sealed().number() + 1);
    }
    if (nextIsGone(tip)) {
      find(tip, "seal " + (tip.sealed().number() + 1) + " is missing");
    }
    return tip;
  }

  private static boolean isOfALaterBlock(Seal seal, Tip tip, BlockHeader next) {
    return !seal.orderedAfter().equals(tip.header().height()) && !seal.hash().equals(next.seal());
  }

  /** A header binds a seal that is not there: either the header is wrong, or the seals are. */
  private void tellUnbound(BlockHeader next, Tip tip) {
    if (StoredTree.holds(stored, next) || nextIsGone(tip)) {
      find(
          tip,
          "newest seal: number "
              + tip.sealed().number()
              + " with hash "
              + tip.sealed().hash()
              + " (expected: "
              + next.seal()
              + ", which header "
              + next.height()
              + " binds)");
    } else {
      findings.accept(
          next.height(),
          "header: seal: " + next.seal() + " (expected: " + tip.sealed().hash() + ")");
    }
  }

  /** Whether a seal behind the newest one has left a trace: an index names it, or one follows. */
  private boolean nextIsGone(Tip tip) {
    try {
      Optional<Seal> covering = stored.firstSealCovering(tip.sealed().size().plus(1));
      long next = tip.sealed().number() + 1;
      return covering.isEmpty() && stored.seal(next).isEmpty() && stored.seal(next + 1).isPresent();
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  private void find(Tip tip, String what) {
    findings.accept(tip.header().height(), what);
  }
}
