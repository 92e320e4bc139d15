package org.colophon.crypto.hpke;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one ciphertext and no other, so its nonce is always zero: ChaCha20-Poly1305 (RFC
 * 8439).
 */
public final class DataKey {
  /** Bytes of a key. */
  public static final int LENGTH = 32;

  static final int NONCE_LENGTH = 12;

  private final byte[] raw;

  private DataKey(byte[] raw) {
    this.raw = raw;
  }

  /** A fresh key, for one {@link #encrypt}. */
  public static DataKey generate(SecureRandom random) {
    byte[] raw = new byte[LENGTH];
    random.nextBytes(raw);
    return new DataKey(raw);
  }

  /** Seals it for a recipient, bound to {@code info}. */
  public byte[] wrap(RecipientKey recipient, byte[] info) {
    return Hpke.seal(recipient, info, raw);
  }

  /** Opens what {@link #wrap} made. */
  public static DataKey unwrap(RecipientSecret secret, byte[] info, byte[] wrapped)
      throws CiphertextException {
    byte[] raw = Hpke.open(secret, info, wrapped);
    if (raw.length != LENGTH) {
      throw new CiphertextException("not a data key");
    }
    return new DataKey(raw);
  }

  /**
   * Another key for one purpose (HKDF-SHA256 without salt, RFC 5869), so that a secret that was
   * wrapped once serves many ciphertexts.
   *
   * @param purpose differs wherever what is encrypted differs
   */
  public DataKey derive(byte[] purpose) {
    try {
      return new DataKey(
          KDF.getInstance("HKDF-SHA256")
              .deriveData(HKDFParameterSpec.ofExtract().addIKM(raw).thenExpand(purpose, LENGTH)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF is part of the JDK", e);
    }
  }

  /** The key of {@link #bytes}, which are copied. */
  public static DataKey of(byte[] raw) {
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException(raw.length + " bytes (expected: " + LENGTH + ")");
    }
    return new DataKey(raw.clone());
  }

  /** A copy of the key itself, for its owner to keep. */
  public byte[] bytes() {
    return raw.clone();
  }

  /** Encrypts; {@code associated} is authenticated with it. */
  public byte[] encrypt(byte[] associated, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 is part of the JDK", e);
    }
  }

  /** Decrypts what {@link #encrypt} gave. */
  public byte[] decrypt(byte[] associated, byte[] ciphertext) throws CiphertextException {
    try {
      return cipher(Cipher.DECRYPT_MODE, associated).doFinal(ciphertext);
    } catch (AEADBadTagException e) {
      throw new CiphertextException("the ciphertext, or what it is bound to, was changed");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 is part of the JDK", e);
    }
  }

  private Cipher cipher(int mode, byte[] associated) throws GeneralSecurityException {
    Cipher cipher = cipher(mode, raw, new byte[NONCE_LENGTH]);
    cipher.updateAAD(associated);
    return cipher;
  }

  static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    return cipher;
  }
}
