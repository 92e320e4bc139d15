package org.colophon.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;

/** A validator of a test world: it signs whatever checkpoint a test gives it. */
public final class TestValidator {
  private final OrgId organisation;
  private final List<NoteSigner> signers;

  TestValidator(TestConsortium consortium, OrgId organisation) {
    this.organisation = organisation;
    String log = consortium.chain().text();
    String witness = ValidatorKeys.witnessName(consortium.chain(), organisation);
    this.signers =
        keyTypes(consortium.suite()).stream()
            .map(type -> signer(consortium, organisation, type, type.isCosigner() ? witness : log))
            .toList();
  }

  private static List<NoteKeyType> keyTypes(Suite suite) {
    List<NoteKeyType> types =
        List.of(
            NoteKeyType.LOG_ED25519, NoteKeyType.COSIGNER_ED25519, NoteKeyType.COSIGNER_ML_DSA_44);
    return suite == Suite.SM
        ? Stream.concat(types.stream(), Stream.of(NoteKeyType.COSIGNER_SM2)).toList()
        : types;
  }

  /** The raw keys for the genesis: the names of the keys hold its hash, so they come later. */
  static CheckpointKeys checkpointKeys(TestConsortium consortium, OrgId organisation) {
    return new CheckpointKeys(
        rawKey(consortium, organisation, NoteKeyType.LOG_ED25519),
        rawKey(consortium, organisation, NoteKeyType.COSIGNER_ED25519),
        rawKey(consortium, organisation, NoteKeyType.COSIGNER_ML_DSA_44),
        consortium.suite() == Suite.SM
            ? Optional.of(rawKey(consortium, organisation, NoteKeyType.COSIGNER_SM2))
            : Optional.empty());
  }

  private static String rawKey(TestConsortium consortium, OrgId organisation, NoteKeyType type) {
    return StrictBase64.encode(
        signer(consortium, organisation, type, "any").verifierKey().publicKey());
  }

  private static NoteSigner signer(
      TestConsortium consortium, OrgId organisation, NoteKeyType type, String name) {
    return NoteSigner.ofSeed(type, name, seed(consortium, organisation, type));
  }

  private static byte[] seed(TestConsortium consortium, OrgId organisation, NoteKeyType type) {
    return consortium.hash(type + " of " + organisation).bytes();
  }

  /** The key with which a validator signs that it holds a ciphertext: the Ed25519 cosigner's. */
  public static SigningKey custodianKey(TestConsortium consortium, OrgId organisation) {
    return SigningKey.ofSeed(
        SignatureAlgorithm.ED25519, seed(consortium, organisation, NoteKeyType.COSIGNER_ED25519));
  }

  /** What a custodian signs once it keeps a ciphertext. */
  public static CustodyReceipt receipt(
      TestConsortium consortium, OrgId organisation, byte[] envelope, Timestamp time) {
    SigningKey key = custodianKey(consortium, organisation);
    byte[] text =
        CustodyReceipt.signedText(
            consortium.chain(), organisation, Hash.sha256(envelope), envelope.length, time);
    return new CustodyReceipt(organisation, key.name(), time, StrictBase64.encode(key.sign(text)));
  }

  /** Whose keys these are. */
  public OrgId organisation() {
    return organisation;
  }

  /** The log key, the Ed25519 and the ML-DSA-44 cosigner, and on an SM chain the SM2 one. */
  public List<NoteSigner> signers() {
    return signers;
  }

  /** The signature lines of this validator on a checkpoint. */
  public List<NoteSignature> sign(Checkpoint checkpoint, long seconds) {
    return signers.stream().map(signer -> signer.sign(checkpoint, seconds)).toList();
  }

  /** A note with this validator's signatures and no others. */
  public String cosign(Checkpoint checkpoint, long seconds) {
    return Note.of(checkpoint, sign(checkpoint, seconds)).sorted().text();
  }
}
