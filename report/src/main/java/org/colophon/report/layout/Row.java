package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of a table. One that is too high for a page is cut between lines, each cell for itself.
 *
 * @param columns where its cells stand
 * @param cells the lines of each
 * @param width of the table
 * @param ground its colour, where it has one
 * @param below thickness and colour of the rule under it
 */
record Row(
    Columns columns, List<List<Line>> cells, double width, Optional<Ink> ground, Rule below) {
  /** A rule under a row. */
  record Rule(double thickness, Ink ink) {}

  /** Above and below the text. */
  private static final double PADDING = 3.2;

  /** Rows up to this height are never cut. */
  private static final double WHOLE_MAX = 260;

  List<Strip> strips() {
    List<Strip> strips = new ArrayList<>();
    List<List<Line>> left = cells;
    boolean isFirst = true;
    while (true) {
      List<List<Line>> part = new ArrayList<>();
      List<List<Line>> rest = new ArrayList<>();
      for (List<Line> lines : left) {
        int count = fitting(lines);
        part.add(lines.subList(0, count));
        rest.add(lines.subList(count, lines.size()));
      }
      boolean isLast = rest.stream().allMatch(List::isEmpty);
      strips.add(strip(part, isFirst, isLast));
      if (isLast) {
        return strips;
      }
      left = rest;
      isFirst = false;
    }
  }

  private static int fitting(List<Line> lines) {
    double height = 0;
    for (int i = 0; i < lines.size(); i++) {
      height += lines.get(i).height();
      if (height > WHOLE_MAX) {
        return Math.max(1, i);
      }
    }
    return lines.size();
  }

  private Strip strip(List<List<Line>> part, boolean isFirst, boolean isLast) {
    double text = part.stream().mapToDouble(Row::height).max().orElse(0);
    double above = isFirst ? PADDING : 0;
    double height = above + text + (isLast ? PADDING : 0);
    return Strip.of(
        height,
        (canvas, left, top) -> {
          ground.ifPresent(ink -> canvas.fill(left, top, width, height, ink));
          for (int i = 0; i < part.size(); i++) {
            double at = top + above;
            for (Line line : part.get(i)) {
              line.draw(canvas, left + columns.left(i), at);
              at += line.height();
            }
          }
          if (isLast) {
            canvas.rule(left, top + height, width, below.thickness(), below.ink());
          }
        });
  }

  private static double height(List<Line> lines) {
    return lines.stream().mapToDouble(Line::height).sum();
  }
}
