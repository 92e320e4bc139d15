package org.colophon.core.standard;

import java.io.ByteArrayOutputStream;

/** JSON as {@code jq -S .} writes it: canonical but for the white space between its parts. */
public final class SpacedJson {
  private SpacedJson() {}

  /** The text without the white space that stands outside of strings. */
  public static byte[] canonical(byte[] spaced) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(spaced.length);
    boolean inString = false;
    boolean escaped = false;
    for (byte b : spaced) {
      if (inString || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        text.write(b);
      }
      if (escaped) {
        escaped = false;
      } else if (inString && b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inString = !inString;
      }
    }
    return text.toByteArray();
  }
}
