package org.colophon.report.casework;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.report.Deals;
import org.colophon.core.report.Disputes;
import org.colophon.core.report.TitleFacts;
import org.colophon.report.layout.Canvas;
import org.colophon.report.layout.Ink;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Style;
import org.colophon.report.words.Show;

/**
 * The chain of titles and the parties as a picture: who gave to whom, one step under the other;
 * what the parties of an allegation were licensed; and who alleges against whom.
 */
final class ChainFigure {
  /** Most steps of a kind that are drawn, the newest ones; the tables have them all. */
  static final int STEPS_MAX = 40;

  /** A figure up to this height stands on one page. */
  private static final double WHOLE_MAX = 400;

  private static final double HEIGHT = 34;
  private static final double BOX = 22;
  private static final double DATE_WIDTH = 72;
  private static final double BOX_WIDTH = 140;
  private static final double POINTER = 6;
  private static final double THIN = 0.8;
  private static final double THICK = 2;
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
    newest(all).forEach(step -> strips.add(arrow(transferred(step, writing), writing)));
    newest(licencesOfParties(writing))
        .forEach(licence -> strips.add(arrow(licensed(licence, writing), writing)));
    newest(writing.report().disputes().allegations())
        .forEach(alleged -> strips.add(arrow(alleged(alleged, writing), writing)));
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

  /**
   * Something that goes from one to another.
   *
   * @param record by which
   * @param from whom
   * @param to whom
   * @param what in a few words, and under them in a few more
   * @param thickness of the arrow, in points
   */
  private record Arrow(
      RecordId record, String from, String to, String what, String more, double thickness) {}

  private static <T> List<T> newest(List<T> steps) {
    return steps.subList(Math.max(0, steps.size() - STEPS_MAX), steps.size());
  }

  /** Licences of those who allege, or of whom it is alleged. */
  private static List<Deals.Licensed> licencesOfParties(Writing writing) {
    Set<SubjectId> parties = new HashSet<>();
    for (Disputes.Alleged alleged : writing.report().disputes().allegations()) {
      parties.add(alleged.claimant());
      alleged.respondent().ifPresent(parties::add);
    }
    return writing.report().deals().licences().stream()
        .filter(licence -> licence.licensee().filter(parties::contains).isPresent())
        .toList();
  }

  private static Arrow transferred(Deals.Transferred step, Writing writing) {
    return new Arrow(
        step.record(),
        step.from().text(),
        step.to().text(),
        Show.share(step.share()),
        what(writing.rights(step.rights(), step.allEconomic())),
        THIN);
  }

  private static Arrow licensed(Deals.Licensed licence, Writing writing) {
    String from =
        licence.licensors().stream().map(SubjectId::text).collect(Collectors.joining(", "));
    return new Arrow(
        licence.record(),
        from,
        licence.licensee().orElseThrow().text(),
        writing.say("transfers.licence").first(),
        what(writing.rights(licence.rights(), false)),
        THIN);
  }

  private static Arrow alleged(Disputes.Alleged alleged, Writing writing) {
    return new Arrow(
        alleged.record(),
        alleged.claimant().text(),
        alleged
            .respondent()
            .map(SubjectId::text)
            .orElseGet(() -> writing.say("disputes.unknown").first()),
        writing.say("transfers.alleged").first(),
        what(writing.rights(alleged.rights(), false)),
        THICK);
  }

  private static Strip arrow(Arrow step, Writing writing) {
    return Strip.of(HEIGHT, (canvas, left, top) -> draw(canvas, left, top, step, writing));
  }

  private static void draw(Canvas canvas, double left, double top, Arrow step, Writing writing) {
    double width = PageStyle.A4.textWidth();
    rail(canvas, left, top, step.record(), writing);
    double from = left + DATE_WIDTH;
    double to = left + width - BOX_WIDTH;
    box(canvas, from, top, step.from());
    box(canvas, to, top, step.to());
    double arrow = from + BOX_WIDTH + 4;
    double middle = top + BOX / 2;
    double thickness = step.thickness();
    canvas.rule(arrow, middle - thickness / 2, to - 4 - POINTER - arrow, thickness, Ink.BLUE);
    canvas.pointer(to - 4 - POINTER, middle - 3, POINTER, 6, Ink.BLUE);
    double room = to - 8 - arrow;
    String what = writing.ref(step.record()) + "  " + step.what();
    canvas.line(arrow, middle - 11, canvas.fit(what, room, NAME), NAME);
    canvas.line(arrow, middle + 1, canvas.fit(step.more(), room, SMALL), SMALL);
  }

  private static String what(List<Phrase> rights) {
    String first = rights.getFirst().first();
    return rights.size() == 1 ? first : first + " + " + (rights.size() - 1);
  }

  private static void box(Canvas canvas, double left, double top, String name) {
    canvas.fill(left, top, BOX_WIDTH, BOX, Ink.GROUND);
    canvas.frame(left, top, BOX_WIDTH, BOX, Ink.BLUE);
    canvas.line(left + 6, top + 5.5, canvas.fit(name, BOX_WIDTH - 12, NAME), NAME);
  }
}
