package org.colophon.client.view;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;
import org.colophon.rpc.client.Changes;
import org.colophon.rpc.proto.CheckpointView;

/**
 * Judges the notes of checkpoints by the genesis that the user trusts, and by the changes of the
 * membership that follow from it.
 */
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
   * The changes of the membership that a node shows with a seal; nothing is judged yet.
   *
   * @throws Failure when one of them is none
   */
  public static List<ChangePart> changes(CheckpointView view) throws Failure {
    try {
      return Changes.parse(view);
    } catch (RefusedException e) {
      throw failed("shown with no changes of the membership: " + e.getMessage());
    }
  }

  /**
   * The validators that cosigned the note with both their witness keys.
   *
   * @param changes of the membership, those of this seal or of a later one
   * @throws Failure when it is of another chain, a change does not hold, or they are no quorum
   */
  public static List<String> requireSealed(Genesis genesis, List<ChangePart> changes, String text)
      throws Failure {
    Checkpoint checkpoint = parse(text);
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw failed("of chain " + checkpoint.origin() + " (expected: " + genesis.chain() + ")");
    }
    Membership membership = sealing(genesis, changes, checkpoint, text);
    Note note = Note.parse(text);
    // On an SM chain it names the SM3 root of the first such line, which all others must name too.
    Checkpoint named = new NoteJudge(genesis.chain(), membership).checkpoint(text);
    List<String> signers = new ArrayList<>();
    for (ValidatorKeys keys : ValidatorKeys.all(genesis.chain(), membership)) {
      if (keys.witnesses().stream().allMatch(key -> signed(key, named, note))) {
        signers.add(keys.organisation().text());
      }
    }
    if (signers.size() < membership.quorum()) {
      throw failed(
          "cosigned by " + signers + " (expected: " + membership.quorum() + " validators)");
    }
    return signers;
  }

  private static Membership sealing(
      Genesis genesis, List<ChangePart> changes, Checkpoint checkpoint, String note)
      throws Failure {
    try {
      return MembershipTrail.follow(genesis, changes).judging(checkpoint.size(), note).membership();
    } catch (RefusedException e) {
      throw failed("shown with changes of the membership that do not hold: " + e.getMessage());
    }
  }

  private static boolean signed(NoteKey key, Checkpoint checkpoint, Note note) {
    return note.signatures().stream()
        .anyMatch(signature -> key.isNamedBy(signature) && key.verifies(checkpoint, signature));
  }

  private static Failure failed(String detail) {
    return new Failure(ExitCodes.REFUSED, "COSIGNATURES", "the checkpoint is " + detail);
  }
}
