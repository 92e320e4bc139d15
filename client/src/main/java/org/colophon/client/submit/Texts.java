package org.colophon.client.submit;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Text on its way into a statement. */
public final class Texts {
  private Texts() {}

  /**
   * A file's name as text that canonical JSON can hold: what is no character, or a control
   * character, becomes U+FFFD.
   */
  public static String ofFileName(String name) {
    StringBuilder text = new StringBuilder();
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    name.codePoints()
        .forEach(c -> {
          String one = Character.toString(c);
          text.append(Character.isISOControl(c) || !encoder.canEncode(one) ? "\uFFFD" : one);
        });
    return text.toString();
  }
}
