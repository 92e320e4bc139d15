package org.colophon.crypto.tsp;

/**
 * Strangers' words in our messages: no line breaks, escapes or turns of direction, and not long.
 */
final class Printable {
  private static final int LENGTH_MAX = 200;

  private Printable() {}

  /** The text on one line, with {@code ?} in place of what does not print. */
  static String line(String text) {
    String start = text.substring(0, Math.min(text.length(), LENGTH_MAX));
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }
}
