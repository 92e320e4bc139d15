package org.colophon.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 32-byte hash: SHA-256 unless the place that uses it names another algorithm. Immutable; written
 * as 64 lower-case hex digits.
 */
public final class Hash implements Comparable<Hash> {
  /** Length of a hash in bytes. */
  public static final int LENGTH = 32;

  private static final byte[] DIGITS = digits();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash held in {@code bytes}, which are copied.
   *
   * @throws IllegalArgumentException when there are not 32 bytes
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("hash length: " + bytes.length + " (expected: 32)");
    }
    return new Hash(bytes.clone());
  }

  /**
   * The hash held in the 32 bytes of {@code bytes} from {@code offset}, which are copied.
   *
   * @throws IndexOutOfBoundsException when they are not there
   */
  public static Hash of(byte[] bytes, int offset) {
    java.util.Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
  }

  private static byte[] digits() {
    byte[] digits = new byte['f' + 1];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits["0123456789abcdef".charAt(i)] = (byte) i;
    }
    return digits;
  }

  /**
   * Parses 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Hash ofHex(String hex) {
    if (hex.length() != 2 * LENGTH) {
      throw notHex();
    }
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      int value = digit(hex.charAt(2 * i)) << 4 | digit(hex.charAt(2 * i + 1));
      if (value < 0) {
        throw notHex();
      }
      bytes[i] = (byte) value;
    }
    return new Hash(bytes);
  }

  private static IllegalArgumentException notHex() {
    return new IllegalArgumentException("hash: not 64 lower-case hex digits");
  }

  /** The value of a lower-case hex digit; negative for any other character. */
  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  /** Whether {@code text} is 64 lower-case hex digits. */
  public static boolean isHex(String text) {
    if (text.length() != 2 * LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** SHA-256 of the concatenation of {@code parts} (FIPS 180-4). */
  public static Hash sha256(byte[]... parts) {
    MessageDigest digest = Digests.sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  /** The finished {@code digest} as a hash; the digest is reset. */
  public static Hash finish(MessageDigest digest) {
    return of(digest.digest());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Feeds the 32 bytes to {@code digest} without a copy. */
  public void updateInto(MessageDigest digest) {
    digest.update(bytes);
  }

  /** Copies the 32 bytes into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // A hash's own bytes are already well spread.
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  @Override
  public String toString() {
    return hex();
  }
}
