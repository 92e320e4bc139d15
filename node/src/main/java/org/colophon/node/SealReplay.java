package org.colophon.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;

/**
 * Takes the seals of a stored chain one by one, verifies each and commits it to the replay. Which
 * seals were ordered before a block is told by the block's header and not by the seals, so that a
 * seal that is damaged or gone is found at its own height.
 */
final class SealReplay {
  private final ChainId chain;
  private final LedgerReader stored;
  private final BlockStore replay;
  private final BiConsumer<Height, String> findings;

  SealReplay(
      ChainId chain, LedgerReader stored, BlockStore replay, BiConsumer<Height, String> findings) {
    this.chain = chain;
    this.stored = stored;
    this.replay = replay;
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
      Optional<Tip> taken = take(seal.get(), tip);
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
      Optional<Tip> taken = take(seal.get(), tip);
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

  private Optional<Tip> take(Seal seal, Tip tip) throws IOException {
    long number = tip.sealed().number() + 1;
    Height height = tip.header().height();
    if (seal.number() != number) {
      find(tip, "seal " + number + ": number: " + seal.number() + " (expected: " + number + ")");
      return Optional.empty();
    }
    if (!seal.orderedAfter().equals(height)) {
      find(
          tip,
          "seal "
              + number
              + ": orderedAfter: "
              + seal.orderedAfter()
              + " (expected: "
              + height
              + ")");
      return Optional.empty();
    }
    Tip taken;
    try (LedgerReader reader = replay.read()) {
      if (!isSound(seal, tip, reader)) {
        find(tip, "seal " + number + " does not verify");
        return Optional.empty();
      }
      taken = tip.withSealed(Tip.sealed(seal, reader));
    }
    Commit commit = new Commit(Position.NONE, Optional.empty(), Optional.of(seal), List.of());
    replay.commit(Fsck.at(replay, commit));
    return Optional.of(taken);
  }

  private boolean isSound(Seal seal, Tip tip, LedgerReader reader) {
    try {
      Checkpoint checkpoint = Note.parse(seal.note()).checkpoint();
      NoteJudge judge = tip.governance().judge();
      var signers = judge.signers(seal.note());
      return signers.isPresent()
          && signers.get().size() >= judge.quorum()
          && Attestation.of(signers.get().values()).equals(seal.attestation())
          && checkpoint.origin().equals(chain.text())
          && checkpoint.size() == seal.size().value()
          && checkpoint.size() <= tip.tree().size()
          && Proofs.root(checkpoint.size(), reader.nodes()).equals(checkpoint.root());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void find(Tip tip, String what) {
    findings.accept(tip.header().height(), what);
  }
}
