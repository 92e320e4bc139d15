package org.colophon.report.layout;

import java.util.List;

/**
 * A line of text.
 *
 * @param pieces from left to right
 * @param height from its top to the next line's
 */
record Line(List<Piece> pieces, double height) {
  /** Of the em box of the typeface, the part above the baseline. */
  private static final double ASCENT = 0.88;

  Line {
    pieces = List.copyOf(pieces);
  }

  double width() {
    return pieces.stream().mapToDouble(Piece::width).sum();
  }

  private double size() {
    return pieces.stream().mapToDouble(piece -> piece.style().size()).max().orElse(0);
  }

  /** Draws it with its top at {@code top}, pieces of one look together. */
  void draw(Canvas canvas, double left, double top) {
    double size = size();
    double baseline = top + (height - size) / 2 + ASCENT * size;
    double at = left;
    int start = 0;
    while (start < pieces.size()) {
      int end = start + 1;
      while (end < pieces.size() && looksAlike(pieces.get(start), pieces.get(end))) {
        end++;
      }
      List<Piece> run = pieces.subList(start, end);
      draw(canvas, at, baseline, run);
      at += run.stream().mapToDouble(Piece::width).sum();
      start = end;
    }
  }

  private static boolean looksAlike(Piece one, Piece other) {
    return one.face() == other.face()
        && one.style().equals(other.style())
        && !one.isCode()
        && !other.isCode();
  }

  private static void draw(Canvas canvas, double left, double baseline, List<Piece> run) {
    Piece first = run.getFirst();
    Style style = first.style();
    if (first.isCode()) {
      double size = style.size() * Piece.CODE_SCALE;
      canvas.frame(
          left + Piece.FRAME,
          baseline - ASCENT * size - Piece.FRAME / 2,
          first.width() - 2 * Piece.FRAME,
          size + Piece.FRAME,
          Ink.GREY);
      canvas.text(left + 2 * Piece.FRAME, baseline, first.face(), size, style.ink(), first.text());
      return;
    }
    StringBuilder text = new StringBuilder();
    run.forEach(piece -> text.append(piece.text()));
    canvas.text(left, baseline, first.face(), style.size(), style.ink(), text.toString());
  }
}
