package org.colophon.capture;

/** Text from outside on its way into a transcript. */
public final class Plain {
  private static final int CHARS_MAX = 400;

  private Plain() {}

  /** On one line, bounded, and without what could hide or turn the text around it. */
  public static String text(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .limit(CHARS_MAX)
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE,
                Character.UNASSIGNED ->
                plain.append("\\u{").append(Integer.toHexString(c)).append('}');
            default -> plain.appendCodePoint(c);
          }
        });
    return text.codePointCount(0, text.length()) > CHARS_MAX
        ? plain.append('…').toString()
        : plain.toString();
  }
}
