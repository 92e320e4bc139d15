package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;

/** Breaks phrases into lines. */
final class TextLines {
  private TextLines() {}

  /** The lines of a phrase, one language under the other. */
  static List<Line> of(Phrase phrase, TextStyle style, double width, Typeface typeface) {
    List<Line> lines = new ArrayList<>(of(phrase.first(), style.first(), width, typeface));
    phrase.second().ifPresent(second -> lines.addAll(of(second, style.second(), width, typeface)));
    return lines;
  }

  /** The lines of a text. */
  static List<Line> of(String text, Style style, double width, Typeface typeface) {
    return LineBreaker.lines(Pieces.of(text, style, typeface), width).stream()
        .map(pieces -> new Line(pieces, style.leading()))
        .toList();
  }

  /** As in a heading: the second language on the same line, where there is room for both. */
  static List<Line> inOne(Phrase phrase, TextStyle style, double width, Typeface typeface) {
    List<Piece> pieces = new ArrayList<>(Pieces.of(phrase.first(), style.first(), typeface));
    phrase
        .second()
        .ifPresent(second -> pieces.addAll(Pieces.of("  " + second, style.second(), typeface)));
    Line together = new Line(pieces, style.first().leading());
    return together.width() <= width ? List.of(together) : of(phrase, style, width, typeface);
  }
}
