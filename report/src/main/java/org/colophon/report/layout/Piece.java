package org.colophon.report.layout;

/**
 * The least of a text that is never divided: a character, or the code of one that cannot be shown.
 *
 * @param text what is drawn
 * @param face in which face
 * @param style how
 * @param width its width
 * @param kind how it may stand beside others
 */
record Piece(String text, Face face, Style style, double width, Kind kind) {
  /** How a piece may stand beside others. */
  enum Kind {
    /** A space: a line may end in it. */
    SPACE,
    /** A letter, digit or sign of a word. */
    WORD,
    /** A Chinese character: a line may end before and behind it. */
    IDEOGRAPH,
    /** Stands for a character that cannot be shown, in a frame of its own. */
    CODE
  }

  /** Room between a code's text and its frame. */
  static final double FRAME = 1;

  /** A code's size against the text around it. */
  static final double CODE_SCALE = 0.72;

  boolean isCode() {
    return kind == Kind.CODE;
  }

  int first() {
    return text.codePointAt(0);
  }
}
