package org.colophon.crypto.signature;

import java.util.Optional;

/** The algorithms a record may be signed with, each with its name in key names and its lengths. */
public enum SignatureAlgorithm {
  /** RFC 8032, pure Ed25519; the key is the 32-byte encoding of A, the signature R ‖ S. */
  ED25519("ed25519", 32, 64, 64),
  /** ECDSA over P-256 with SHA-256 (FIPS 186-5); signature in DER with low S. */
  P256("p256", 33, 8, 71),
  /** SM2 with SM3 (GB/T 32918.2), user id {@code 1234567812345678}; signature in DER. */
  SM2("sm2", 33, 8, 72);

  private final String label;
  private final int publicKeyLength;
  private final int signatureLengthMin;
  private final int signatureLengthMax;

  SignatureAlgorithm(
      String label, int publicKeyLength, int signatureLengthMin, int signatureLengthMax) {
    this.label = label;
    this.publicKeyLength = publicKeyLength;
    this.signatureLengthMin = signatureLengthMin;
    this.signatureLengthMax = signatureLengthMax;
  }

  /** The algorithm with this label, if there is one. */
  public static Optional<SignatureAlgorithm> ofLabel(String label) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The word before the colon of a key name. */
  public String label() {
    return label;
  }

  /** Bytes of a raw (Ed25519) or compressed (P-256, SM2) public key. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /** Bytes of the shortest signature that can be valid. */
  public int signatureLengthMin() {
    return signatureLengthMin;
  }

  /** Bytes of the longest signature that can be valid. */
  public int signatureLengthMax() {
    return signatureLengthMax;
  }
}
