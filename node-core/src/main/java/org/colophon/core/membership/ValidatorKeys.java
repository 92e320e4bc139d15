package org.colophon.core.membership;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.NoteKeyType;

/**
 * The keys under which one validator's checkpoint signatures verify. The log key is named by the
 * chain's origin, the witness keys by the origin, a slash and the organisation.
 *
 * @param organisation whose they are
 * @param log C2SP log signature, 0x01
 * @param ed25519 C2SP cosignature, 0x04
 * @param mlDsa44 C2SP cosignature, 0x06
 * @param sm2 cosignature of both roots, 0xff; on a chain of the suite {@code sm}
 */
public record ValidatorKeys(
    OrgId organisation, NoteKey log, NoteKey ed25519, NoteKey mlDsa44, Optional<NoteKey> sm2) {
  /** The keys of a validator of this chain. */
  public static ValidatorKeys of(ChainId chain, Organisation validator) {
    CheckpointKeys keys = validator.checkpointKeys().orElseThrow();
    String witness = witnessName(chain, validator.id());
    return new ValidatorKeys(
        validator.id(),
        NoteKey.of(NoteKeyType.LOG_ED25519, chain.text(), decode(keys.log())),
        NoteKey.of(NoteKeyType.COSIGNER_ED25519, witness, decode(keys.ed25519())),
        NoteKey.of(NoteKeyType.COSIGNER_ML_DSA_44, witness, decode(keys.mlDsa44())),
        keys.sm2().map(key -> NoteKey.of(NoteKeyType.COSIGNER_SM2, witness, decode(key))));
  }

  /** All of them, each of which has a line of its own in a note. */
  public List<NoteKey> all() {
    List<NoteKey> all = new ArrayList<>(List.of(log));
    all.addAll(witnesses());
    return List.copyOf(all);
  }

  /** Those whose signatures bear a time. */
  public List<NoteKey> witnesses() {
    List<NoteKey> witnesses = new ArrayList<>(List.of(ed25519, mlDsa44));
    sm2.ifPresent(witnesses::add);
    return List.copyOf(witnesses);
  }

  /** The keys of every validator, sorted by organisation. */
  public static List<ValidatorKeys> all(ChainId chain, Membership membership) {
    return membership.validators().stream().map(v -> of(chain, v)).toList();
  }

  /** The name of a validator's witness keys. */
  public static String witnessName(ChainId chain, OrgId organisation) {
    return chain.text() + "/" + organisation.text();
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
