package org.colophon.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.note.Checkpoint;

/** Verifies seals one by one, in their order, and commits them to a store that is built again. */
public final class VerifiedSeals {
  private final ChainId chain;
  private final BlockStore replay;
  private final BiConsumer<Height, String> findings;

  /** Seals of that chain, for that store; what is wrong goes to {@code findings}. */
  public VerifiedSeals(ChainId chain, BlockStore replay, BiConsumer<Height, String> findings) {
    this.chain = chain;
    this.replay = replay;
    this.findings = findings;
  }

  /** Takes the next seal: the tip behind it; empty when a finding says what is wrong. */
  public Optional<Tip> take(Seal seal, Tip tip) throws IOException {
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
      NoteJudge judge = tip.governance().judge();
      Checkpoint checkpoint = judge.checkpoint(seal.note());
      var signers = judge.signers(seal.note());
      return signers.isPresent()
          && signers.get().size() >= judge.quorum()
          && Attestation.of(signers.get().values()).equals(seal.attestation())
          && checkpoint.origin().equals(chain.text())
          && checkpoint.size() == seal.size().value()
          && checkpoint.size() <= tip.tree().size()
          && LogTree.checkpoint(chain, reader, checkpoint.size()).equals(checkpoint);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void find(Tip tip, String what) {
    findings.accept(tip.header().height(), what);
  }
}
