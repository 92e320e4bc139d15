package org.colophon.crypto;

import java.util.Base64;

/**
 * Base64 with exactly one text for any bytes (RFC 4648): wrong padding, line breaks and stray bits
 * after the last byte are refused, which the JDK's decoders let pass.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /** Standard alphabet with padding (RFC 4648, section 4). */
  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads the standard alphabet with padding (RFC 4648, section 4).
   *
   * @throws IllegalArgumentException when {@link #encode} would not give this text
   */
  public static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("base64: not canonical");
    }
    return bytes;
  }

  /** URL-safe alphabet without padding (RFC 4648, section 5). */
  public static String encodeUrl(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads the URL-safe alphabet without padding (RFC 4648, section 5).
   *
   * @throws IllegalArgumentException when {@link #encodeUrl} would not give this text
   */
  public static byte[] decodeUrl(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!encodeUrl(bytes).equals(text)) {
      throw new IllegalArgumentException("base64url: not canonical");
    }
    return bytes;
  }
}
