package org.colophon.crypto.cose;

import com.upokecenter.cbor.CBORObject;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.x509.Pem;

/**
 * A receipt of inclusion (RFC 9942, 5.2.1) in an RFC9162_SHA256 log: an issuer's ES256 signature
 * over the root to which the proof leads, with the issuer's certificate and claims under the
 * signature. Beside it, not under the signature, stands the sealed note: the cosigners' own
 * signatures over that root, and what says who may cosign, when that changed. Immutable.
 */
public final class InclusionReceipt {
  /** Bytes of a receipt. */
  public static final int BYTES_MAX = CborItems.BYTES_MAX;

  /** Where the note stands in the unprotected header: a name of our own, as text. */
  public static final String NOTE_LABEL = "colophon.seal.note";

  /** Where the changes of the membership stand, when there are any. */
  public static final String CHANGES_LABEL = "colophon.membership.changes";

  private static final CBORObject ALGORITHM = CBORObject.FromObject(1);
  private static final CBORObject CLAIMS = CBORObject.FromObject(15);
  private static final CBORObject CERTIFICATE = CBORObject.FromObject(33);
  private static final CBORObject STRUCTURE = CBORObject.FromObject(395);
  private static final CBORObject PROOFS = CBORObject.FromObject(396);
  private static final CBORObject NOTE = CBORObject.FromObject(NOTE_LABEL);
  private static final CBORObject CHANGES = CBORObject.FromObject(CHANGES_LABEL);

  private static final CBORObject ISSUER = CBORObject.FromObject(1);
  private static final CBORObject SUBJECT = CBORObject.FromObject(2);
  private static final CBORObject ISSUED_AT = CBORObject.FromObject(6);

  private static final CBORObject INCLUSION = CBORObject.FromObject(-1);
  private static final CBORObject RFC9162_SHA256 = CBORObject.FromObject(1);
  private static final CBORObject ES256 = CBORObject.FromObject(CoseSign1.ES256);

  private static final Set<CBORObject> PROTECTED =
      Set.of(ALGORITHM, CLAIMS, CERTIFICATE, STRUCTURE);
  private static final int CERTIFICATE_BYTES_MAX = 16 << 10;
  private static final int CHANGES_MAX = 64;

  private final CoseSign1 message;
  private final ReceiptClaims claims;
  private final X509Certificate certificate;
  private final InclusionProof inclusion;
  private final Note note;
  private final List<byte[]> changes;

  private InclusionReceipt(
      CoseSign1 message,
      ReceiptClaims claims,
      X509Certificate certificate,
      InclusionProof inclusion,
      Note note,
      List<byte[]> changes) {
    this.message = message;
    this.claims = claims;
    this.certificate = certificate;
    this.inclusion = inclusion;
    this.note = note;
    this.changes = changes;
  }

  /**
   * Issues a receipt.
   *
   * @param inclusion of the leaf in the tree of the root; a tree of more than one leaf
   * @param root of that tree
   * @param note the sealed note on that tree
   * @param changes of the membership up to the one that sealed, as opaque bytes; at most 64
   * @throws IllegalArgumentException when the proof has no hash at all: RFC 9942 has no such proof
   */
  public static InclusionReceipt issue(
      ReceiptClaims claims,
      InclusionProof inclusion,
      Hash root,
      Note note,
      List<byte[]> changes,
      CoseSigner signer) {
    if (inclusion.path().isEmpty()) {
      throw new IllegalArgumentException("inclusion path: empty (expected: 1 hash or more)");
    }
    CBORObject protectedMap =
        CBORObject.NewOrderedMap()
            .Add(ALGORITHM, ES256)
            .Add(CLAIMS, encode(claims))
            .Add(CERTIFICATE, CBORObject.FromObject(Pem.der(signer.certificate())))
            .Add(STRUCTURE, RFC9162_SHA256);
    CBORObject proofs =
        CBORObject.NewMap()
            .Add(INCLUSION, CBORObject.NewArray().Add(encode(inclusion).EncodeToBytes()));
    CBORObject unprotectedMap =
        CBORObject.NewOrderedMap()
            .Add(PROOFS, proofs)
            .Add(NOTE, CBORObject.FromObject(note.bytes()));
    if (!changes.isEmpty()) {
      CBORObject list = CBORObject.NewArray();
      changes.forEach(change -> list.Add(CBORObject.FromObject(change)));
      unprotectedMap.Add(CHANGES, list);
    }
    CoseSign1 message = CoseSign1.sign(protectedMap, unprotectedMap, root.bytes(), signer);
    return new InclusionReceipt(
        message, claims, signer.certificate(), inclusion, note, copies(changes));
  }

  private static CBORObject encode(ReceiptClaims claims) {
    return CBORObject.NewOrderedMap()
        .Add(ISSUER, claims.issuer())
        .Add(SUBJECT, claims.subject())
        .Add(ISSUED_AT, claims.issuedAtSeconds());
  }

  private static CBORObject encode(InclusionProof inclusion) {
    CBORObject path = CBORObject.NewArray();
    inclusion.path().forEach(hash -> path.Add(hash.bytes()));
    return CBORObject.NewArray().Add(inclusion.treeSize()).Add(inclusion.leafIndex()).Add(path);
  }

  /**
   * Reads a receipt and checks its form; nothing is verified yet.
   *
   * @throws IllegalArgumentException when it is not such a receipt, byte for byte as one is issued
   */
  public static InclusionReceipt parse(byte[] bytes) {
    CoseSign1 message = CoseSign1.parse(bytes);
    CBORObject head = CborItems.map("protected header", message.protectedMap(), PROTECTED);
    if (!head.get(ALGORITHM).equals(ES256)) {
      throw new IllegalArgumentException("algorithm: (expected: -7, ES256)");
    }
    if (!head.get(STRUCTURE).equals(RFC9162_SHA256)) {
      throw new IllegalArgumentException("data structure: (expected: 1, RFC9162_SHA256)");
    }
    byte[] der = CborItems.bytes("certificate", head.get(CERTIFICATE));
    if (der.length > CERTIFICATE_BYTES_MAX) {
      throw new IllegalArgumentException("certificate: " + der.length + " bytes");
    }
    CBORObject rest = CborItems.map("unprotected header", message.unprotectedHeader());
    boolean hasChanges = rest.ContainsKey(CHANGES);
    CborItems.map(
        "unprotected header",
        rest,
        hasChanges ? Set.of(PROOFS, NOTE, CHANGES) : Set.of(PROOFS, NOTE));
    return new InclusionReceipt(
        message,
        claims(head.get(CLAIMS)),
        Pem.certificate(der),
        inclusion(rest.get(PROOFS)),
        note(CborItems.bytes("note", rest.get(NOTE))),
        hasChanges ? changes(rest.get(CHANGES)) : List.of());
  }

  private static List<byte[]> changes(CBORObject item) {
    List<byte[]> changes = new ArrayList<>();
    for (CBORObject change : CborItems.array("changes", item, 1, CHANGES_MAX).getValues()) {
      changes.add(CborItems.bytes("changes", change));
    }
    return List.copyOf(changes);
  }

  private static List<byte[]> copies(List<byte[]> changes) {
    return changes.stream().map(byte[]::clone).toList();
  }

  private static Note note(byte[] bytes) {
    try {
      return Note.parse(bytes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("note: " + e.getMessage(), e);
    }
  }

  private static ReceiptClaims claims(CBORObject item) {
    CBORObject map = CborItems.map("claims", item, Set.of(ISSUER, SUBJECT, ISSUED_AT));
    return new ReceiptClaims(
        CborItems.text("issuer", map.get(ISSUER), ReceiptClaims.CHARS_MAX),
        CborItems.text("subject", map.get(SUBJECT), ReceiptClaims.CHARS_MAX),
        CborItems.integer("issued at", map.get(ISSUED_AT), 0));
  }

  private static InclusionProof inclusion(CBORObject item) {
    CBORObject list = CborItems.map("proofs", item, Set.of(INCLUSION)).get(INCLUSION);
    byte[] encoded = CborItems.bytes("proof", CborItems.array("proofs", list, 1, 1).get(0));
    CBORObject proof = CborItems.array("proof", CborItems.decode(encoded), 3, 3);
    if (!Arrays.equals(proof.EncodeToBytes(), encoded)) {
      throw new IllegalArgumentException("proof: not in deterministic encoding");
    }
    List<Hash> path = new ArrayList<>();
    CBORObject hashes =
        CborItems.array("inclusion path", proof.get(2), 1, InclusionProof.PATH_LENGTH_MAX);
    for (CBORObject hash : hashes.getValues()) {
      path.add(Hash.of(CborItems.bytes("inclusion path", hash)));
    }
    return new InclusionProof(
        CborItems.integer("leaf index", proof.get(1), 0),
        CborItems.integer("tree size", proof.get(0), 1),
        path);
  }

  /** The receipt: a tagged COSE_Sign1 with a detached payload. */
  public byte[] bytes() {
    return message.bytes();
  }

  /** What the issuer claims. To be believed only when {@link #isSignedOver} holds. */
  public ReceiptClaims claims() {
    return claims;
  }

  /** The certificate of the key that must have signed; nothing says yet whose it is. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The proof. */
  public InclusionProof inclusion() {
    return inclusion;
  }

  /** The note that stands beside the signature. */
  public Note note() {
    return note;
  }

  /** The changes of the membership that stand beside the note, oldest first; not judged. */
  public List<byte[]> changes() {
    return copies(changes);
  }

  /**
   * Whether the certificate's key signed this root, and the claims with it. The signature does not
   * cover the size of the tree: trees of several sizes can have paths of one shape for a leaf, so
   * the size must be compared with that of a checkpoint.
   */
  public boolean isSignedOver(Hash root) {
    return message.verifies(certificate.getPublicKey(), root.bytes());
  }
}
