package org.colophon.report.casework;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Recreation;
import org.colophon.core.query.PermittedPart;
import org.colophon.core.report.Deals;
import org.colophon.core.report.Disputes;
import org.colophon.report.layout.Canvas;
import org.colophon.report.layout.Ink;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Style;

/**
 * Licences on a line of time, one bar each: filled when exclusive, and otherwise an outline. Under
 * them stand the windows of what is alleged, so that one sees which licence meets which.
 */
final class LicenceFigure {
  /** Most bars that are drawn, the newest licences; the table has them all. */
  static final int BARS_MAX = 40;

  private static final long YEAR_MS = 366L * 24 * 60 * 60 * 1000;

  /** A figure up to this height stands on one page. */
  private static final double WHOLE_MAX = 400;

  private static final double NAMES = 130;
  private static final double HEIGHT = 15;
  private static final double BAR = 9;
  private static final double SCALE_HEIGHT = 16;

  /** A licence that ends later is drawn to the edge. */
  private static final int YEARS_AHEAD_MAX = 10;

  private static final Style NAME = new Style(7.2, 9, false, Ink.BLACK);
  private static final Style SMALL = new Style(6.6, 8, false, Ink.GREY);

  private final Writing writing;
  private final TimeLine line;
  private final double width = PageStyle.A4.textWidth() - NAMES;

  private LicenceFigure(Writing writing, TimeLine line) {
    this.writing = writing;
    this.line = line;
  }

  static List<Strip> of(Writing writing) {
    List<Deals.Licensed> licences = writing.report().deals().licences();
    List<Deals.Licensed> drawn =
        licences.subList(Math.max(0, licences.size() - BARS_MAX), licences.size());
    List<Disputes.Alleged> alleged = writing.report().disputes().allegations();
    List<Disputes.Alleged> windows =
        alleged.subList(Math.max(0, alleged.size() - BARS_MAX), alleged.size());
    LicenceFigure figure = new LicenceFigure(writing, line(drawn, windows, writing));
    Strip scale = Strip.of(SCALE_HEIGHT, figure::scale);
    List<Strip> strips = new ArrayList<>(List.of(scale.withNext()));
    drawn.forEach(licence ->
        strips.add(
            Strip.of(HEIGHT, (canvas, left, top) -> figure.licence(canvas, left, top, licence))
                .under(scale)));
    windows.forEach(one ->
        strips.add(
            Strip.of(HEIGHT, (canvas, left, top) -> figure.window(canvas, left, top, one))
                .under(scale)));
    strips.add(Strip.gap(6));
    return Strip.together(strips, WHOLE_MAX);
  }

  /**
   * From the first licence to the last, with the report's block among them. What is alleged may
   * last for ever: it is drawn to the edges, and moves them by a year at most.
   */
  private static TimeLine line(
      List<Deals.Licensed> licences, List<Disputes.Alleged> windows, Writing writing) {
    Timestamp block = writing.report().block().time();
    long first = block.value();
    long last = block.value();
    for (Deals.Licensed licence : licences) {
      first = Math.min(first, licence.begin().value());
      last = Math.max(last, licence.end().value());
    }
    last = Math.min(last, block.value() + YEARS_AHEAD_MAX * YEAR_MS);
    long before = Math.max(0, first - YEAR_MS);
    long after = last + YEAR_MS;
    for (Disputes.Alleged window : windows) {
      first = Math.min(first, Math.max(before, window.from().value()));
      last = Math.max(last, Math.min(after, window.until().value()));
    }
    return new TimeLine(new Timestamp(first), new Timestamp(Math.max(last, first + 1)));
  }

  private void scale(Canvas canvas, double left, double top) {
    double bottom = top + SCALE_HEIGHT - 1;
    canvas.rule(left + NAMES, bottom, width, 0.8, Ink.BLUE);
    for (LocalDate mark : line.marks()) {
      double at = left + NAMES + line.at(TimeLine.time(mark)) * width;
      canvas.fill(at, bottom - 3, 0.6, 4, Ink.BLUE);
      String text =
          mark.getDayOfYear() == 1
              ? String.valueOf(mark.getYear())
              : mark.toString().substring(0, 7);
      double room = left + NAMES + width - at;
      if (room > canvas.width(text, SMALL)) {
        canvas.line(at + 2, bottom - 10, text, SMALL);
      }
    }
  }

  private void grid(Canvas canvas, double left, double top) {
    for (LocalDate mark : line.marks()) {
      double at = left + NAMES + line.at(TimeLine.time(mark)) * width;
      canvas.fill(at, top, 0.3, HEIGHT, Ink.LINE);
    }
    // When the report was made: what lies to its right is still to come.
    double now = left + NAMES + line.at(writing.report().block().time()) * width;
    canvas.fill(now, top, 0.8, HEIGHT, Ink.BLACK);
  }

  private void licence(Canvas canvas, double left, double top, Deals.Licensed licence) {
    grid(canvas, left, top);
    String to =
        licence
            .licensee()
            .map(subject -> subject.text())
            .orElseGet(() -> writing.say("licences.everybody").first());
    name(canvas, left, top, writing.ref(licence.record()) + "  " + to);
    double from = left + NAMES + line.at(licence.begin()) * width;
    double end = left + NAMES + line.at(licence.end()) * width;
    double length = Math.max(1.5, end - from);
    double barTop = top + (HEIGHT - BAR) / 2;
    canvas.fill(from, barTop, length, BAR, licence.exclusive() ? Ink.BLUE : Ink.GROUND);
    canvas.frame(from, barTop, length, BAR, Ink.BLUE);
    if (licence.endedBy().isPresent()) {
      canvas.fill(from + length - 2, barTop - 1.5, 2, BAR + 3, Ink.BLACK);
    }
    label(canvas, from, length, left, top, extent(licence));
  }

  /** Where it holds and which new works it lets make. */
  private String extent(Deals.Licensed licence) {
    String where = writing.territory(licence.territory()).first();
    return licence.recreation() == Recreation.NONE
        ? where
        : where + " · " + writing.say("recreation." + licence.recreation()).first();
  }

  private void window(Canvas canvas, double left, double top, Disputes.Alleged alleged) {
    grid(canvas, left, top);
    String by =
        alleged
            .respondent()
            .map(subject -> subject.text())
            .orElseGet(() -> writing.say("disputes.unknown").first());
    name(canvas, left, top, writing.ref(alleged.record()) + "  ! " + by);
    double from = left + NAMES + line.at(alleged.from()) * width;
    double length = Math.max(1.5, left + NAMES + line.at(alleged.until()) * width - from);
    double middle = top + HEIGHT / 2;
    canvas.fill(from, middle - 1.2, length, 2.4, Ink.BLACK);
    canvas.fill(from, middle - 4, 1.2, 8, Ink.BLACK);
    canvas.fill(from + length - 1.2, middle - 4, 1.2, 8, Ink.BLACK);
    for (PermittedPart part : alleged.permittedParts()) {
      double begin = left + NAMES + line.at(part.interval().from()) * width;
      double end = left + NAMES + line.at(part.interval().until()) * width;
      canvas.fill(begin, middle - 2.2, Math.max(1, end - begin), 4.4, Ink.BLUE);
    }
  }

  private static void name(Canvas canvas, double left, double top, String name) {
    canvas.line(left, top + 3, canvas.fit(name, NAMES - 8, NAME), NAME);
  }

  /** Beside the bar where there is room, on its right or else on its left. */
  private void label(
      Canvas canvas, double from, double length, double left, double top, String text) {
    double wide = canvas.width(text, SMALL) + 3;
    double right = left + NAMES + width;
    if (right - from - length >= wide) {
      canvas.line(from + length + 3, top + 3.5, text, SMALL);
    } else if (from - left - NAMES >= wide) {
      canvas.line(from - wide, top + 3.5, text, SMALL);
    }
  }
}
