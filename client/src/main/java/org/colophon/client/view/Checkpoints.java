package org.colophon.client.view;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;

/** Judges the notes of checkpoints by the genesis that the user trusts. */
public final class Checkpoints {
  private Checkpoints() {}

  /** The checkpoint of a note. */
  public static Checkpoint parse(String note) throws Failure {
    try {
      return Note.parse(note).checkpoint();
    } catch (IllegalArgumentException e) {
      throw failed("not a checkpoint: " + e.getMessage());
    }
  }

  /**
   * The validators that cosigned the note with both their witness keys.
   *
   * @throws Failure when it is of another chain, or they are no quorum
   */
  public static List<String> requireSealed(Genesis genesis, String text) throws Failure {
    Checkpoint checkpoint = parse(text);
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw failed("of chain " + checkpoint.origin() + " (expected: " + genesis.chain() + ")");
    }
    Note note = Note.parse(text);
    List<String> signers = new ArrayList<>();
    for (ValidatorKeys keys : ValidatorKeys.all(genesis.chain(), genesis.membership())) {
      if (signed(keys.ed25519(), checkpoint, note) && signed(keys.mlDsa44(), checkpoint, note)) {
        signers.add(keys.organisation().text());
      }
    }
    if (signers.size() < genesis.membership().quorum()) {
      throw failed(
          "cosigned by "
              + signers
              + " (expected: "
              + genesis.membership().quorum()
              + " validators)");
    }
    return signers;
  }

  private static boolean signed(NoteKey key, Checkpoint checkpoint, Note note) {
    return note.signatures().stream()
        .anyMatch(signature -> key.isNamedBy(signature) && key.verifies(checkpoint, signature));
  }

  private static Failure failed(String detail) {
    return new Failure(ExitCodes.REFUSED, "COSIGNATURES", "the checkpoint is " + detail);
  }
}
