package org.colophon.crypto.signature;

import java.util.Arrays;
import java.util.Optional;
import org.colophon.crypto.StrictBase64;
import org.jspecify.annotations.Nullable;

/**
 * A public key, written {@code <algorithm>:<base64url without padding>} of its raw (Ed25519) or
 * compressed (P-256, SM2) form, so that a signature is checked without any look-up. One key has one
 * name. Whether the bytes are a point that may sign is judged by {@link Signatures#verify}; a name
 * says only that they have the right shape. Immutable.
 */
public final class KeyName implements Comparable<KeyName> {
  private final SignatureAlgorithm algorithm;
  private final byte[] rawKey;
  private final String text;

  private KeyName(SignatureAlgorithm algorithm, byte[] rawKey, String text) {
    this.algorithm = algorithm;
    this.rawKey = rawKey;
    this.text = text;
  }

  /**
   * The name of a raw (Ed25519) or compressed (P-256, SM2) public key, which is copied.
   *
   * @throws IllegalArgumentException when the length or the form byte is wrong
   */
  public static KeyName of(SignatureAlgorithm algorithm, byte[] rawKey) {
    checkShape(algorithm, rawKey);
    String text = algorithm.label() + ":" + StrictBase64.encodeUrl(rawKey);
    return new KeyName(algorithm, rawKey.clone(), text);
  }

  /**
   * Reads a key name.
   *
   * @throws IllegalArgumentException for any text that {@link #text} would not give
   */
  public static KeyName parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("key name: no colon (expected: <algorithm>:<key>)");
    }
    Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.ofLabel(text.substring(0, colon));
    if (algorithm.isEmpty()) {
      throw new IllegalArgumentException(
          "key name: unknown algorithm (expected: ed25519, p256 or sm2)");
    }
    int expectedLength = (algorithm.get().publicKeyLength() * 4 + 2) / 3;
    if (text.length() - colon - 1 != expectedLength) {
      throw new IllegalArgumentException(
          "key name: "
              + (text.length() - colon - 1)
              + " characters of key (expected: "
              + expectedLength
              + ")");
    }
    byte[] rawKey;
    try {
      rawKey = StrictBase64.decodeUrl(text.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key name: not canonical base64url", e);
    }
    checkShape(algorithm.get(), rawKey);
    return new KeyName(algorithm.get(), rawKey, text);
  }

  private static void checkShape(SignatureAlgorithm algorithm, byte[] rawKey) {
    if (rawKey.length != algorithm.publicKeyLength()) {
      throw new IllegalArgumentException(
          algorithm.label()
              + " key: "
              + rawKey.length
              + " bytes (expected: "
              + algorithm.publicKeyLength()
              + ")");
    }
    if (algorithm != SignatureAlgorithm.ED25519 && rawKey[0] != 2 && rawKey[0] != 3) {
      throw new IllegalArgumentException(
          algorithm.label() + " key: not a compressed point (expected: first byte 2 or 3)");
    }
  }

  /** What the key signs with. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** A copy of the raw (Ed25519, 32 bytes) or compressed (P-256, SM2, 33 bytes) public key. */
  public byte[] rawKey() {
    return rawKey.clone();
  }

  /** The name as it stands in statements. */
  public String text() {
    return text;
  }

  @Override
  public int compareTo(KeyName other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyName that
        && algorithm == that.algorithm
        && Arrays.equals(rawKey, that.rawKey);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
