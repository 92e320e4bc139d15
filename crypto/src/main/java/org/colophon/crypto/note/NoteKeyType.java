package org.colophon.crypto.note;

import java.util.Optional;

/** The kinds of note signature that Colophon uses, each with its C2SP type byte and its lengths. */
public enum NoteKeyType {
  /** A log's own Ed25519 signature over the note's text (signed-note). */
  LOG_ED25519(0x01, 32, 64),
  /** A witness's timestamped Ed25519 cosignature of a checkpoint (tlog-cosignature). */
  COSIGNER_ED25519(0x04, 32, 8 + 64),
  /** A witness's timestamped ML-DSA-44 cosignature of a checkpoint (tlog-cosignature). */
  COSIGNER_ML_DSA_44(0x06, 1312, 8 + 2420);

  private final int typeByte;
  private final int publicKeyLength;
  private final int signatureLength;

  NoteKeyType(int typeByte, int publicKeyLength, int signatureLength) {
    this.typeByte = typeByte;
    this.publicKeyLength = publicKeyLength;
    this.signatureLength = signatureLength;
  }

  /** The type with this C2SP byte, if it is one of ours. */
  public static Optional<NoteKeyType> ofByte(int typeByte) {
    for (NoteKeyType type : values()) {
      if (type.typeByte == typeByte) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The signature type identifier byte. */
  public int typeByte() {
    return typeByte;
  }

  /** Bytes of the public key. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /** Bytes of a signature, with the timestamp of a cosignature and without the key id. */
  public int signatureLength() {
    return signatureLength;
  }

  /** Whether signatures of this type carry a timestamp and sign checkpoints only. */
  public boolean isCosigner() {
    return this != LOG_ED25519;
  }
}
