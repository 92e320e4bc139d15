package org.colophon.node.sealing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
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
 * A validator's checkpoint keys.
 *
 * @param log signs under the chain's name
 * @param ed25519 cosigns
 * @param mlDsa44 cosigns for the time after elliptic curves
 * @param sm2 cosigns both roots, on a chain of the suite {@code sm}
 */
public record ValidatorSigner(
    NoteSigner log, NoteSigner ed25519, NoteSigner mlDsa44, Optional<NoteSigner> sm2) {
  /** The keys of a validator of a chain of the standard suite. */
  public ValidatorSigner(NoteSigner log, NoteSigner ed25519, NoteSigner mlDsa44) {
    this(log, ed25519, mlDsa44, Optional.empty());
  }

  /** Reads the keys of a validator of this chain. */
  public static ValidatorSigner read(
      ChainId chain, OrgId organisation, NodeConfig.CheckpointKeys files) throws KeyFileException {
    String witness = ValidatorKeys.witnessName(chain, organisation);
    return new ValidatorSigner(
        NoteSigner.read(files.log(), NoteKeyType.LOG_ED25519, chain.text()),
        NoteSigner.read(files.ed25519(), NoteKeyType.COSIGNER_ED25519, witness),
        NoteSigner.read(files.mlDsa44(), NoteKeyType.COSIGNER_ML_DSA_44, witness),
        files.sm2().isPresent()
            ? Optional.of(NoteSigner.read(files.sm2().get(), NoteKeyType.COSIGNER_SM2, witness))
            : Optional.empty());
  }

  private List<NoteSigner> all() {
    List<NoteSigner> all = new ArrayList<>(List.of(log, ed25519, mlDsa44));
    sm2.ifPresent(all::add);
    return all;
  }

  /** The public halves, as they stand in the genesis. */
  public CheckpointKeys publicKeys() {
    return new CheckpointKeys(
        raw(log.verifierKey()),
        raw(ed25519.verifierKey()),
        raw(mlDsa44.verifierKey()),
        sm2.map(signer -> raw(signer.verifierKey())));
  }

  private static String raw(NoteKey key) {
    return Base64.getEncoder().encodeToString(key.publicKey());
  }

  /** The note with this validator's signatures on a checkpoint, as of a time in seconds. */
  public String cosign(Checkpoint checkpoint, long seconds) {
    return Note.of(
            checkpoint, all().stream().map(signer -> signer.sign(checkpoint, seconds)).toList())
        .sorted()
        .text();
  }
}
