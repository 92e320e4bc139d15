package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in one cell of a table.
 *
 * @param phrases one under the other
 * @param style of all of them
 */
public record Cell(List<Phrase> phrases, TextStyle style) {
  /** Room that keeps a phrase's two languages together, and apart from the phrase above. */
  private static final double BETWEEN = 2.5;

  /** Copies the phrases. */
  public Cell {
    phrases = List.copyOf(phrases);
  }

  /** A cell of a table's text. */
  public static Cell of(Phrase... phrases) {
    return new Cell(List.of(phrases), Theme.TABLE);
  }

  /** A cell of a table's text. */
  public static Cell of(List<Phrase> phrases) {
    return new Cell(phrases, Theme.TABLE);
  }

  /** A cell whose text is the same in all languages. */
  public static Cell of(String text) {
    return of(Phrase.of(text));
  }

  /** The same in bold. */
  public Cell inBold() {
    return new Cell(phrases, style.inBold());
  }

  List<Line> lines(double width, Typeface typeface) {
    List<Line> lines = new ArrayList<>();
    for (Phrase phrase : phrases) {
      if (!lines.isEmpty() && phrase.second().isPresent()) {
        lines.add(new Line(List.of(), BETWEEN));
      }
      lines.addAll(TextLines.of(phrase, style, width, typeface));
    }
    return lines;
  }
}
