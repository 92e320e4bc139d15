package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.RecordId;
import org.colophon.core.report.Deals;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.layout.Canvas;
import org.colophon.report.layout.Ink;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Style;
import org.colophon.report.words.Show;

/** The chain of titles as a picture: who gave to whom, one step under the other. */
final class ChainFigure {
  /** Most steps that are drawn, the newest ones; the table has them all. */
  static final int STEPS_MAX = 40;

  /** A figure up to this height stands on one page. */
  private static final double WHOLE_MAX = 400;

  private static final double HEIGHT = 34;
  private static final double BOX = 22;
  private static final double DATE_WIDTH = 72;
  private static final double BOX_WIDTH = 140;
  private static final double POINTER = 6;
  private static final Style NAME = new Style(8, 11, true, Ink.BLACK);
  private static final Style SMALL = new Style(7, 9, false, Ink.GREY);

  private ChainFigure() {}

  static List<Strip> of(Writing writing) {
    List<Deals.Transferred> all = writing.report().deals().transfers();
    List<Strip> strips = new ArrayList<>();
    writing.report().titles().stream()
        .flatMap(title -> title.declared().stream())
        .limit(STEPS_MAX)
        .forEach(declared ->
            strips.add(
                Strip.of(
                    HEIGHT,
                    (canvas, left, top) -> declared(canvas, left, top, declared, writing))));
    for (Deals.Transferred step : all.subList(Math.max(0, all.size() - STEPS_MAX), all.size())) {
      strips.add(Strip.of(HEIGHT, (canvas, left, top) -> draw(canvas, left, top, step, writing)));
    }
    strips.add(Strip.gap(6));
    return Strip.together(strips, WHOLE_MAX);
  }

  /** Where a chain begins: a work, and who declared it. */
  private static void declared(
      Canvas canvas, double left, double top, TitleFacts.Declared declared, Writing writing) {
    rail(canvas, left, top, declared.record(), writing);
    String by =
        writing.facts(declared.record()).signers().stream()
            .map(signer -> signer.subject().text())
            .collect(Collectors.joining(", "));
    double box = left + DATE_WIDTH;
    box(canvas, box, top, by);
    double text = box + BOX_WIDTH + 8;
    double room = left + PageStyle.A4.textWidth() - text;
    String title = writing.ref(declared.record()) + "  " + declared.title();
    canvas.line(text, top + BOX / 2 - 11, canvas.fit(title, room, NAME), NAME);
    canvas.line(
        text,
        top + BOX / 2 + 1,
        canvas.fit(writing.say("transfers.declared").first(), room, SMALL),
        SMALL);
  }

  /** The rail of time, one line from the first step to the last, with the step's day. */
  private static void rail(
      Canvas canvas, double left, double top, RecordId record, Writing writing) {
    canvas.line(left, top + 7, Writing.day(writing.facts(record).ordered()), SMALL);
    canvas.fill(left + DATE_WIDTH - 10, top, 1, HEIGHT, Ink.LINE);
    canvas.fill(left + DATE_WIDTH - 12, top + BOX / 2 - 2.5, 5, 5, Ink.BLUE);
  }

  private static void draw(
      Canvas canvas, double left, double top, Deals.Transferred step, Writing writing) {
    double width = PageStyle.A4.textWidth();
    rail(canvas, left, top, step.record(), writing);
    double from = left + DATE_WIDTH;
    double to = left + width - BOX_WIDTH;
    box(canvas, from, top, step.from().text());
    box(canvas, to, top, step.to().text());
    double arrow = from + BOX_WIDTH + 4;
    double middle = top + BOX / 2;
    canvas.rule(arrow, middle - 0.4, to - 4 - POINTER - arrow, 0.8, Ink.BLUE);
    canvas.pointer(to - 4 - POINTER, middle - 3, POINTER, 6, Ink.BLUE);
    double room = to - 8 - arrow;
    String share = writing.ref(step.record()) + "  " + Show.share(step.share());
    canvas.line(arrow, middle - 11, canvas.fit(share, room, NAME), NAME);
    canvas.line(arrow, middle + 1, canvas.fit(what(step, writing), room, SMALL), SMALL);
  }

  private static String what(Deals.Transferred step, Writing writing) {
    var rights = writing.rights(step.rights(), step.allEconomic());
    String first = rights.getFirst().first();
    return rights.size() == 1 ? first : first + " + " + (rights.size() - 1);
  }

  private static void box(Canvas canvas, double left, double top, String name) {
    canvas.fill(left, top, BOX_WIDTH, BOX, Ink.GROUND);
    canvas.frame(left, top, BOX_WIDTH, BOX, Ink.BLUE);
    canvas.line(left + 6, top + 5.5, canvas.fit(name, BOX_WIDTH - 12, NAME), NAME);
  }
}
