package org.colophon.crypto.hpke;

import java.util.Arrays;
import org.bouncycastle.pqc.crypto.xwing.XWingPublicKeyParameters;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a recipient's X-Wing key (draft-connolly-cfrg-xwing-kem), written {@code
 * x-wing:<base64url without padding>} of 1,216 bytes: an ML-KEM-768 key, then an X25519 key. One
 * key has one text.
 */
public final class RecipientKey {
  /** Bytes of a key. */
  public static final int LENGTH = 1216;

  /** Characters of its text. */
  public static final int TEXT_LENGTH = 1629;

  private static final String PREFIX = "x-wing:";
  private static final int ML_KEM_COEFFICIENT_BYTES = 1152;
  private static final int ML_KEM_Q = 3329;

  private final byte[] raw;

  private RecipientKey(byte[] raw) {
    this.raw = raw;
  }

  /**
   * The key of these bytes, which are copied.
   *
   * @throws IllegalArgumentException unless they are a key whose ML-KEM part passes the modulus
   *     check of FIPS 203, 7.2
   */
  public static RecipientKey of(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException(raw.length + " bytes (expected: " + LENGTH + ")");
    }
    for (int i = 0; i < ML_KEM_COEFFICIENT_BYTES; i += 3) {
      int low = (raw[i] & 0xff) | (raw[i + 1] & 0x0f) << 8;
      int high = (raw[i + 1] & 0xf0) >> 4 | (raw[i + 2] & 0xff) << 4;
      if (low >= ML_KEM_Q || high >= ML_KEM_Q) {
        throw new IllegalArgumentException("not an ML-KEM-768 key");
      }
    }
    return new RecipientKey(raw.clone());
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static RecipientKey parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not " + PREFIX + " and " + LENGTH + " bytes");
    }
    return of(StrictBase64.decodeUrl(text.substring(PREFIX.length())));
  }

  /** Its one text. */
  public String text() {
    return PREFIX + StrictBase64.encodeUrl(raw);
  }

  /** SHA-256 of its bytes: a short name for people to compare. */
  public Hash fingerprint() {
    return Hash.sha256(raw);
  }

  XWingPublicKeyParameters parameters() {
    return new XWingPublicKeyParameters(raw);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecipientKey key && Arrays.equals(raw, key.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return PREFIX + fingerprint().hex().substring(0, 16);
  }
}
