package org.colophon.core;

/** The grammar that names of organisations, nodes and subjects share. */
final class Names {
  private static final int LENGTH_MIN = 3;
  private static final int LENGTH_MAX = 63;

  private Names() {}

  static boolean isName(String text) {
    if (text.length() < LENGTH_MIN || text.length() > LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inner = i > 0 && i < text.length() - 1;
      if (!alphanumeric && !(inner && (c == '.' || c == '-'))) {
        return false;
      }
    }
    return true;
  }
}
