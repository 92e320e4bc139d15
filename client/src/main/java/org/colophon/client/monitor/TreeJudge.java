package org.colophon.client.monitor;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;

/**
 * Judges notes by the genesis that the user trusts. A seal is judged strictly, as everywhere. What
 * convicts a validator is judged by each line alone: nobody escapes by spoiling his own note.
 */
public final class TreeJudge {
  private final Genesis genesis;
  private final NoteJudge seals;

  /** A judge by this genesis. */
  public TreeJudge(Genesis genesis) {
    this.genesis = genesis;
    this.seals = new NoteJudge(genesis.chain(), genesis.membership());
  }

  /** The chain whose trees this judges. */
  public Genesis genesis() {
    return genesis;
  }

  /**
   * The tree of a note.
   *
   * @throws IllegalArgumentException when it is no note on a checkpoint of this chain, or no
   *     validator signed it
   */
  public SignedTree judge(String text) {
    Note note = Note.parse(text);
    Checkpoint checkpoint = note.checkpoint();
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw new IllegalArgumentException(
          "checkpoint: of " + checkpoint.origin() + " (expected: " + genesis.chain() + ")");
    }
    if (checkpoint.size() < 1) {
      throw new IllegalArgumentException("checkpoint: of an empty tree");
    }
    SortedSet<OrgId> signers = signers(note, checkpoint);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("checkpoint: signed by no validator of this chain");
    }
    Optional<Timestamp> attested =
        seals
            .signers(text)
            .filter(times -> times.size() >= seals.quorum())
            .map(times -> Attestation.of(times.values()).median());
    return new SignedTree(text, checkpoint, signers, attested);
  }

  private SortedSet<OrgId> signers(Note note, Checkpoint checkpoint) {
    SortedSet<OrgId> signers = new TreeSet<>();
    for (ValidatorKeys keys : seals.validators()) {
      for (NoteKey key : List.of(keys.log(), keys.ed25519(), keys.mlDsa44())) {
        if (note.signatures().stream().anyMatch(line -> key.verifies(checkpoint, line))) {
          signers.add(keys.organisation());
        }
      }
    }
    return signers;
  }
}
