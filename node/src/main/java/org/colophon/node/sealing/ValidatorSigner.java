package org.colophon.node.sealing;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.signature.KeyFileException;

/**
 * A validator's three checkpoint keys.
 *
 * @param log signs under the chain's name
 * @param ed25519 cosigns
 * @param mlDsa44 cosigns for the time after elliptic curves
 */
public record ValidatorSigner(NoteSigner log, NoteSigner ed25519, NoteSigner mlDsa44) {
  /** Reads the keys of a validator of this chain. */
  public static ValidatorSigner read(
      ChainId chain, OrgId organisation, Path log, Path ed25519, Path mlDsa44)
      throws KeyFileException {
    String witness = ValidatorKeys.witnessName(chain, organisation);
    return new ValidatorSigner(
        NoteSigner.read(log, NoteKeyType.LOG_ED25519, chain.text()),
        NoteSigner.read(ed25519, NoteKeyType.COSIGNER_ED25519, witness),
        NoteSigner.read(mlDsa44, NoteKeyType.COSIGNER_ML_DSA_44, witness));
  }

  /** The public halves, as they stand in the genesis. */
  public CheckpointKeys publicKeys() {
    return new CheckpointKeys(
        raw(log.verifierKey()), raw(ed25519.verifierKey()), raw(mlDsa44.verifierKey()));
  }

  private static String raw(NoteKey key) {
    return Base64.getEncoder().encodeToString(key.publicKey());
  }

  /** The note with this validator's signatures on a checkpoint, as of a time in seconds. */
  public String cosign(Checkpoint checkpoint, long seconds) {
    return Note.of(
            checkpoint,
            List.of(
                log.sign(checkpoint, seconds),
                ed25519.sign(checkpoint, seconds),
                mlDsa44.sign(checkpoint, seconds)))
        .sorted()
        .text();
  }
}
