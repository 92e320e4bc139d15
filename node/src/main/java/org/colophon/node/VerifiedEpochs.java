package org.colophon.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;

/** Verifies epochs one by one, where they begin, and commits them to a store built again. */
public final class VerifiedEpochs {
  private final BlockStore replay;
  private final List<SignedEpoch> epochs;
  private int taken;

  /** Those epochs, oldest first, for that store. */
  public VerifiedEpochs(BlockStore replay, List<SignedEpoch> epochs) {
    this.replay = replay;
    this.epochs = List.copyOf(epochs);
  }

  /**
   * Begins each epoch that begins behind the newest block; to be called when the seals ordered
   * behind that block are taken.
   *
   * @throws RefusedException when one of them is not what a quorum signed, or cannot begin here
   */
  public Tip upTo(Tip begin) throws IOException, RefusedException {
    Tip tip = begin;
    while (taken < epochs.size()
        && epochs.get(taken).epoch().height().equals(tip.header().height())) {
      SignedEpoch next = epochs.get(taken);
      Commit commit;
      try (LedgerReader reader = replay.read()) {
        tip = next.begin(tip, reader);
        commit =
            new Commit(
                Position.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(Epochs.keep(reader, next)));
      }
      replay.commit(Fsck.at(replay, commit));
      taken++;
    }
    return tip;
  }

  /** An epoch that has found no block to begin behind. */
  public Optional<SignedEpoch> left() {
    return taken < epochs.size() ? Optional.of(epochs.get(taken)) : Optional.empty();
  }
}
