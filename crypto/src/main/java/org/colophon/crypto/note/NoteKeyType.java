package org.colophon.crypto.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of note signature that Colophon uses, each with its C2SP type byte and its lengths. */
public enum NoteKeyType {
  /** A log's own Ed25519 signature over the note's text (signed-note). */
  LOG_ED25519(0x01, 32, 64),
  /** A witness's timestamped Ed25519 cosignature of a checkpoint (tlog-cosignature). */
  COSIGNER_ED25519(0x04, 32, 8 + 64),
  /** A witness's timestamped ML-DSA-44 cosignature of a checkpoint (tlog-cosignature). */
  COSIGNER_ML_DSA_44(0x06, 1312, 8 + 2420),
  /**
   * A validator's timestamped SM2 cosignature of a checkpoint and of the root of the same leaves'
   * tree with SM3. C2SP has given it no byte, so it has a longer name behind 0xff (signed-note).
   */
  COSIGNER_SM2(0xff, "colophon/sm2-cosignature/v1", 33, 8 + 32 + 8, 8 + 32 + 72);

  private final int typeByte;
  private final String label;
  private final int publicKeyLength;
  private final int signatureLengthMin;
  private final int signatureLengthMax;

  NoteKeyType(int typeByte, int publicKeyLength, int signatureLength) {
    this(typeByte, "", publicKeyLength, signatureLength, signatureLength);
  }

  NoteKeyType(
      int typeByte,
      String label,
      int publicKeyLength,
      int signatureLengthMin,
      int signatureLengthMax) {
    this.typeByte = typeByte;
    this.label = label;
    this.publicKeyLength = publicKeyLength;
    this.signatureLengthMin = signatureLengthMin;
    this.signatureLengthMax = signatureLengthMax;
  }

  /** The type whose identifier these bytes begin with, if it is one of ours. */
  static Optional<NoteKeyType> beginning(byte[] bytes) {
    for (NoteKeyType type : values()) {
      byte[] identifier = type.identifier();
      if (bytes.length >= identifier.length
          && Arrays.equals(bytes, 0, identifier.length, identifier, 0, identifier.length)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** What stands before a public key where one is hashed or written: the byte, or 0xff and more. */
  byte[] identifier() {
    byte[] name = label.getBytes(StandardCharsets.US_ASCII);
    byte[] identifier = new byte[1 + name.length];
    identifier[0] = (byte) typeByte;
    System.arraycopy(name, 0, identifier, 1, name.length);
    return identifier;
  }

  /** What stands behind the byte 0xff; empty for a type that has a byte of its own. */
  String label() {
    return label;
  }

  /** The signature type identifier byte. */
  public int typeByte() {
    return typeByte;
  }

  /** Bytes of the public key. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /**
   * Whether a signature may have so many bytes, with the timestamp of a cosignature and without the
   * key id.
   */
  boolean hasLength(int bytes) {
    return bytes >= signatureLengthMin && bytes <= signatureLengthMax;
  }

  /** Whether signatures of this type carry a timestamp and sign checkpoints only. */
  public boolean isCosigner() {
    return this != LOG_ED25519;
  }
}
