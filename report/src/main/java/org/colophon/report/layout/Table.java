package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows under a head that is repeated on each page, or pairs of a name and what it names. */
public final class Table {
  /** A table up to this height stands on one page. */
  private static final double WHOLE_MAX = 250;

  private static final Row.Rule THIN = new Row.Rule(0.4, Ink.LINE);
  private static final Row.Rule STRONG = new Row.Rule(0.8, Ink.BLUE);

  private final Typeface typeface;
  private final double width;
  private final Columns columns;
  private Optional<List<Phrase>> head = Optional.empty();
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(Typeface typeface, double width, double... weights) {
    this.typeface = typeface;
    this.width = width;
    this.columns = new Columns(width, weights);
  }

  /** Names the columns. */
  public Table head(Phrase... names) {
    requireAll(names.length);
    head = Optional.of(List.of(names));
    return this;
  }

  /** Adds a row, with a cell for each column. */
  public Table row(Cell... cells) {
    requireAll(cells.length);
    rows.add(List.of(cells));
    return this;
  }

  private void requireAll(int cells) {
    if (cells != columns.count()) {
      throw new IllegalArgumentException(
          "row: " + cells + " cells (expected: " + columns.count() + ")");
    }
  }

  /** The table as strips. */
  public List<Strip> strips() {
    List<Strip> strips = new ArrayList<>();
    Optional<Strip> top = head.map(this::headStrip);
    top.ifPresentOrElse(
        strip -> strips.add(strip.withNext()), () -> strips.add(topRule().withNext()));
    for (int i = 0; i < rows.size(); i++) {
      Row.Rule below = i == rows.size() - 1 ? STRONG : THIN;
      for (Strip strip : row(rows.get(i), Optional.empty(), below).strips()) {
        strips.add(top.map(strip::under).orElse(strip));
      }
    }
    return Strip.together(strips, WHOLE_MAX);
  }

  private Strip topRule() {
    return Strip.of(
        1, (canvas, left, top) -> canvas.rule(left, top, width, STRONG.thickness(), STRONG.ink()));
  }

  private Strip headStrip(List<Phrase> names) {
    List<Cell> cells = names.stream().map(name -> Cell.of(name).inBold()).toList();
    Strip text = row(cells, Optional.of(Ink.GROUND), STRONG).strips().getFirst();
    return Strip.of(
        text.height(),
        (canvas, left, top) -> {
          text.drawing().draw(canvas, left, top);
          canvas.rule(left, top, width, STRONG.thickness(), STRONG.ink());
        });
  }

  private Row row(List<Cell> cells, Optional<Ink> ground, Row.Rule below) {
    List<List<Line>> lines = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      lines.add(cells.get(i).lines(columns.width(i), typeface));
    }
    return new Row(columns, lines, width, ground, below);
  }
}
