package org.colophon.core.chain;

import org.colophon.core.ChainId;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.note.Checkpoint;

/** Compares signed checkpoints with this node's own log. */
public final class Contradictions {
  private Contradictions() {}

  /**
   * Whether a checkpoint is on this chain, of a size that stands here, with another root than ours;
   * on a chain of the suite {@code sm} either of the two roots.
   */
  public static boolean find(ChainId chain, LedgerReader reader, Checkpoint signed) {
    long size = signed.size();
    if (!signed.origin().equals(chain.text()) || size < 1 || size > reader.size().value()) {
      return false;
    }
    return !LogTree.checkpoint(chain, reader, size).equals(signed);
  }
}
