package org.colophon.core.chain;

import org.colophon.core.ChainId;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;

/** Compares signed checkpoints with this node's own log. */
public final class Contradictions {
  private Contradictions() {}

  /** Whether the note is on this chain, of a size that stands here, with another root than ours. */
  public static boolean find(ChainId chain, LedgerReader reader, String note) {
    Checkpoint checkpoint = Note.parse(note).checkpoint();
    long size = checkpoint.size();
    if (!checkpoint.origin().equals(chain.text()) || size < 1 || size > reader.size().value()) {
      return false;
    }
    Hash ours = Proofs.root(size, reader.nodes());
    return !ours.equals(checkpoint.root());
  }
}
