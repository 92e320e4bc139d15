package org.colophon.crypto.hpke;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * HPKE in base mode (RFC 9180, 6.1), single shot: X-Wing (KEM 0x647A), HKDF-SHA256 (KDF 0x0001),
 * ChaCha20-Poly1305 (AEAD 0x0003).
 */
public final class Hpke {
  /** Bytes of an encapsulated secret. */
  public static final int ENCAPSULATED_LENGTH = 1120;

  /** Bytes by which a ciphertext is longer than what was sealed. */
  public static final int TAG_LENGTH = 16;

  private static final byte[] NOTHING = {};

  private Hpke() {}

  /** A suite of its own for each use: Bouncy Castle's keeps state while it works. */
  static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
  }

  /**
   * Seals for one recipient.
   *
   * @param info what the ciphertext is bound to
   * @return the encapsulated secret, then the ciphertext
   */
  public static byte[] seal(RecipientKey recipient, byte[] info, byte[] plaintext) {
    try {
      byte[][] parts =
          suite().seal(recipient.parameters(), info, NOTHING, plaintext, null, null, null);
      byte[] sealed = Arrays.copyOf(parts[1], parts[1].length + parts[0].length);
      System.arraycopy(parts[0], 0, sealed, parts[1].length, parts[0].length);
      return sealed;
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing cannot fail", e);
    }
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws CiphertextException when it is another recipient's, bound to something else, or changed
   */
  public static byte[] open(RecipientSecret secret, byte[] info, byte[] sealed)
      throws CiphertextException {
    if (sealed.length < ENCAPSULATED_LENGTH + TAG_LENGTH) {
      throw new CiphertextException("too short to be sealed for anybody");
    }
    byte[] encapsulated = Arrays.copyOf(sealed, ENCAPSULATED_LENGTH);
    byte[] ciphertext = Arrays.copyOfRange(sealed, ENCAPSULATED_LENGTH, sealed.length);
    try {
      return suite()
          .open(encapsulated, secret.keyPair(), info, NOTHING, ciphertext, null, null, null);
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
      throw new CiphertextException("not sealed for this key and purpose, or changed");
    }
  }
}
