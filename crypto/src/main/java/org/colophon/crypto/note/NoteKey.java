package org.colophon.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies note signatures, written as a vkey: {@code <name>+<key id>+<base64 of type
 * byte and key>} (signed-note). Immutable and safe for many threads.
 */
public final class NoteKey {
  private static final HexFormat HEX = HexFormat.of();
  private static final int TIMESTAMP_LENGTH = 8;
  private static final byte[] SUBTREE_LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);

  private final NoteKeyType type;
  private final String name;
  private final byte[] publicKey;
  private final int id;

  private NoteKey(NoteKeyType type, String name, byte[] publicKey) {
    this.type = type;
    this.name = name;
    this.publicKey = publicKey;
    this.id = keyId(type, name, publicKey);
  }

  /**
   * The key of this type, name and raw public key, which is copied.
   *
   * @throws IllegalArgumentException when the name is no key name or the key's length is wrong
   */
  public static NoteKey of(NoteKeyType type, String name, byte[] publicKey) {
    NoteText.checkKeyName(name);
    if (publicKey.length != type.publicKeyLength()) {
      throw new IllegalArgumentException(
          "note key: " + publicKey.length + " bytes (expected: " + type.publicKeyLength() + ")");
    }
    if (type == NoteKeyType.COSIGNER_SM2) {
      var _ = KeyName.of(SignatureAlgorithm.SM2, publicKey);
    }
    return new NoteKey(type, name, publicKey.clone());
  }

  /**
   * Reads a vkey.
   *
   * @throws IllegalArgumentException when it is malformed, of a type not ours, or its key id is not
   *     that of its key
   */
  public static NoteKey parse(String vkey) {
    int first = vkey.indexOf('+');
    int second = first + 9;
    if (first < 0 || vkey.length() <= second || vkey.charAt(second) != '+') {
      throw new IllegalArgumentException("vkey: not of the form <name>+<8 hex digits>+<base64>");
    }
    byte[] blob;
    try {
      blob = StrictBase64.decode(vkey.substring(second + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("vkey: not canonical base64", e);
    }
    NoteKeyType type =
        NoteKeyType.beginning(blob)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "vkey: signature type (expected: 0x01, 0x04, 0x06, or 0xff and "
                        + NoteKeyType.COSIGNER_SM2.label()
                        + ")"));
    byte[] publicKey = Arrays.copyOfRange(blob, type.identifier().length, blob.length);
    NoteKey key = of(type, vkey.substring(0, first), publicKey);
    if (!key.vkey().equals(vkey)) {
      throw new IllegalArgumentException(
          "vkey: key id "
              + vkey.substring(first + 1, second)
              + " (expected: "
              + HEX.toHexDigits(key.id)
              + ")");
    }
    return key;
  }

  /** The key in one line. */
  public String vkey() {
    byte[] identifier = type.identifier();
    byte[] blob =
        ByteBuffer.allocate(identifier.length + publicKey.length)
            .put(identifier)
            .put(publicKey)
            .array();
    return name + "+" + HEX.toHexDigits(id) + "+" + StrictBase64.encode(blob);
  }

  /** What the key signs with. */
  public NoteKeyType type() {
    return type;
  }

  /** The key's name: for a log its origin. */
  public String name() {
    return name;
  }

  /** First four bytes of SHA-256(name ‖ newline ‖ type ‖ key), big-endian. */
  public int id() {
    return id;
  }

  /** A copy of the raw public key. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Whether the signature's line names this key. */
  public boolean isNamedBy(NoteSignature signature) {
    return signature.keyId() == id && signature.name().equals(name);
  }

  /**
   * Whether this key made the signature over this checkpoint. An SM2 signature names the root of
   * the tree with SM3 itself; when the checkpoint says which, it must be that one.
   */
  public boolean verifies(Checkpoint checkpoint, NoteSignature signature) {
    byte[] bytes = signature.bytes();
    if (!isNamedBy(signature) || !type.hasLength(bytes.length)) {
      return false;
    }
    if (type == NoteKeyType.LOG_ED25519) {
      return verifiesEd25519(NoteText.utf8(checkpoint.text()), bytes);
    }
    long timestamp = ByteBuffer.wrap(bytes).getLong();
    if (timestamp < 0) {
      return false;
    }
    if (type == NoteKeyType.COSIGNER_SM2) {
      return verifiesSm2(checkpoint, timestamp, bytes);
    }
    byte[] message = cosignedMessage(type, name, checkpoint, timestamp);
    byte[] core = Arrays.copyOfRange(bytes, TIMESTAMP_LENGTH, bytes.length);
    return type == NoteKeyType.COSIGNER_ED25519
        ? verifiesEd25519(message, core)
        : verifiesMlDsa(message, core);
  }

  private boolean verifiesSm2(Checkpoint checkpoint, long timestamp, byte[] bytes) {
    Hash sm3Root = Hash.of(bytes, TIMESTAMP_LENGTH);
    if (!checkpoint.sm3Root().orElse(sm3Root).equals(sm3Root)) {
      return false;
    }
    return Signatures.verify(
        KeyName.of(SignatureAlgorithm.SM2, publicKey),
        cosignedMessage(type, name, checkpoint.withSm3Root(sm3Root), timestamp),
        Arrays.copyOfRange(bytes, TIMESTAMP_LENGTH + Hash.LENGTH, bytes.length));
  }

  /**
   * Whether this key made the signature over this note's text. A cosigner signs checkpoints only,
   * so it verifies nothing under any other text.
   */
  public boolean verifies(Note note, NoteSignature signature) {
    if (type == NoteKeyType.LOG_ED25519) {
      byte[] bytes = signature.bytes();
      return isNamedBy(signature)
          && type.hasLength(bytes.length)
          && verifiesEd25519(NoteText.utf8(note.body()), bytes);
    }
    Checkpoint checkpoint;
    try {
      checkpoint = note.checkpoint();
    } catch (IllegalArgumentException e) {
      return false;
    }
    return verifies(checkpoint, signature);
  }

  /**
   * When the cosigner says it signed, in seconds since 1970; 0 if it says nothing. To be believed
   * only after {@link #verifies}.
   *
   * @throws IllegalArgumentException when this is no cosigner, or the bytes are none of its own
   */
  public long timestampSeconds(NoteSignature signature) {
    byte[] bytes = signature.bytes();
    if (!type.isCosigner() || !type.hasLength(bytes.length)) {
      throw new IllegalArgumentException("note signature: not a cosignature of type " + type);
    }
    long timestamp = ByteBuffer.wrap(bytes).getLong();
    if (timestamp < 0) {
      throw new IllegalArgumentException("cosignature timestamp: above 2^63 - 1");
    }
    return timestamp;
  }

  /**
   * The root of the tree with SM3 that an SM2 cosignature names. To be believed only after {@link
   * #verifies}.
   *
   * @throws IllegalArgumentException when this is no SM2 key, or the bytes are none of its own
   */
  public Hash sm3Root(NoteSignature signature) {
    byte[] bytes = signature.bytes();
    if (type != NoteKeyType.COSIGNER_SM2 || !type.hasLength(bytes.length)) {
      throw new IllegalArgumentException("note signature: not an SM2 cosignature");
    }
    return Hash.of(bytes, TIMESTAMP_LENGTH);
  }

  /**
   * What a cosigner signs: tlog-cosignature, "signed message" of either type; for SM2 a header, the
   * time and the root of the tree with SM3 before the checkpoint's text, so that it binds both
   * roots.
   */
  static byte[] cosignedMessage(
      NoteKeyType type, String cosigner, Checkpoint checkpoint, long timestampSeconds) {
    if (type == NoteKeyType.COSIGNER_ED25519) {
      return NoteText.utf8("cosignature/v1\ntime " + timestampSeconds + "\n" + checkpoint.text());
    }
    if (type == NoteKeyType.COSIGNER_SM2) {
      Hash sm3Root =
          checkpoint
              .sm3Root()
              .orElseThrow(() ->
                  new IllegalArgumentException("checkpoint: without the root of its SM3 tree"));
      return NoteText.utf8(
          type.label()
              + "\ntime "
              + timestampSeconds
              + "\n"
              + NoteText.sm3Line(sm3Root)
              + checkpoint.text());
    }
    byte[] cosignerBytes = NoteText.utf8(cosigner);
    byte[] originBytes = NoteText.utf8(checkpoint.origin());
    return ByteBuffer.allocate(
            SUBTREE_LABEL.length
                + 1
                + cosignerBytes.length
                + Long.BYTES
                + 1
                + originBytes.length
                + 2 * Long.BYTES
                + Hash.LENGTH)
        .put(SUBTREE_LABEL)
        .put((byte) cosignerBytes.length)
        .put(cosignerBytes)
        .putLong(timestampSeconds)
        .put((byte) originBytes.length)
        .put(originBytes)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  private boolean verifiesEd25519(byte[] message, byte[] signature) {
    return Signatures.verify(KeyName.of(SignatureAlgorithm.ED25519, publicKey), message, signature);
  }

  /**
   * FIPS 204, algorithm 3, with an empty context. Bouncy Castle's version is pinned with the node,
   * the JDK's is whatever is installed: what decides on seals must be equal on every node, and a
   * few checks a second need no speed.
   */
  private boolean verifiesMlDsa(byte[] message, byte[] signature) {
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  private static int keyId(NoteKeyType type, String name, byte[] publicKey) {
    Hash hash = Hash.sha256(NoteText.utf8(name), new byte[] {'\n'}, type.identifier(), publicKey);
    return ByteBuffer.wrap(hash.bytes()).getInt();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteKey that
        && type == that.type
        && name.equals(that.name)
        && Arrays.equals(publicKey, that.publicKey);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return vkey();
  }
}
