package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into pieces. Whatever the text is, all of it can be seen: a character that the typeface
 * lacks, or that would be invisible or act on its neighbours (controls, marks of direction,
 * combining marks, odd spaces, halves of surrogate pairs), is shown by its code, as in U+202E.
 */
final class Pieces {
  private static final int IDEOGRAPHIC_SPACE = 0x3000;
  private static final int FIRST_EAST_ASIAN = 0x2E80;

  private Pieces() {}

  static List<Piece> of(String text, Style style, Typeface typeface) {
    List<Piece> pieces = new ArrayList<>(text.length());
    text.codePoints().forEach(codePoint -> pieces.add(of(codePoint, style, typeface)));
    return pieces;
  }

  private static Piece of(int codePoint, Style style, Typeface typeface) {
    if (!isPlain(codePoint) || !typeface.has(Face.REGULAR, codePoint)) {
      return code(codePoint, style, typeface);
    }
    Face face = style.bold() && typeface.has(Face.BOLD, codePoint) ? Face.BOLD : Face.REGULAR;
    return new Piece(
        Character.toString(codePoint),
        face,
        style,
        typeface.width(face, codePoint, style.size()),
        kind(codePoint));
  }

  private static boolean isPlain(int codePoint) {
    if (codePoint == ' ' || codePoint == IDEOGRAPHIC_SPACE) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> true;
    };
  }

  private static Piece code(int codePoint, Style style, Typeface typeface) {
    String text = String.format(Locale.ROOT, "U+%04X", codePoint);
    double size = style.size() * Piece.CODE_SCALE;
    double width = 4 * Piece.FRAME;
    for (int i = 0; i < text.length(); i++) {
      width += typeface.width(Face.REGULAR, text.charAt(i), size);
    }
    return new Piece(text, Face.REGULAR, style, width, Piece.Kind.CODE);
  }

  private static Piece.Kind kind(int codePoint) {
    if (codePoint == ' ') {
      return Piece.Kind.SPACE;
    }
    boolean wide = codePoint >= FIRST_EAST_ASIAN || "‘’“”…—·".indexOf(codePoint) >= 0;
    return wide ? Piece.Kind.IDEOGRAPH : Piece.Kind.WORD;
  }
}
