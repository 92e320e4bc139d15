package org.colophon.crypto.hpke;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * One long text, encrypted chunk by chunk under a key of its own: STREAM (Hoang, Reyhanitabar,
 * Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO
 * 2015) over ChaCha20-Poly1305, with the nonces of C2SP's age: the chunk's number in 11 bytes, then
 * 1 for the last chunk and 0 for the others. So no chunk can be moved, dropped, repeated or cut
 * off.
 */
public final class ChunkCipher {
  /** Bytes of each chunk but the last, which has 0 to that many. */
  public static final int CHUNK_LENGTH = 1 << 20;

  /** Bytes by which a chunk grows. */
  public static final int TAG_LENGTH = 16;

  private static final int NUMBER_OFFSET = 3;

  private final byte[] key;

  /**
   * A cipher.
   *
   * @param key for this text and no other
   */
  public ChunkCipher(DataKey key) {
    this.key = key.bytes();
  }

  /**
   * How many chunks a text of that length has: an empty one has one, which is empty.
   *
   * @param size in bytes
   */
  public static long chunks(long size) {
    return Math.max(1, Math.ceilDiv(size, CHUNK_LENGTH));
  }

  /** Bytes of a chunk of a text of that length, before it is encrypted. */
  public static int length(long size, long number) {
    return Math.toIntExact(Math.min(CHUNK_LENGTH, size - number * CHUNK_LENGTH));
  }

  /** Encrypts a chunk. */
  public byte[] encrypt(long number, boolean isLast, byte[] plaintext) {
    try {
      return DataKey.cipher(Cipher.ENCRYPT_MODE, key, nonce(number, isLast)).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 is part of the JDK", e);
    }
  }

  /**
   * Decrypts a chunk.
   *
   * @throws CiphertextException when it is not this chunk of this text
   */
  public byte[] decrypt(long number, boolean isLast, byte[] ciphertext) throws CiphertextException {
    try {
      return DataKey.cipher(Cipher.DECRYPT_MODE, key, nonce(number, isLast)).doFinal(ciphertext);
    } catch (AEADBadTagException e) {
      throw new CiphertextException("chunk " + number + ": not of this file at this place");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 is part of the JDK", e);
    }
  }

  private static byte[] nonce(long number, boolean isLast) {
    return ByteBuffer.allocate(DataKey.NONCE_LENGTH)
        .putLong(NUMBER_OFFSET, number)
        .put(DataKey.NONCE_LENGTH - 1, (byte) (isLast ? 1 : 0))
        .array();
  }
}
