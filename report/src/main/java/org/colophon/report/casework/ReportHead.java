package org.colophon.report.casework;

import org.colophon.crypto.Hash;
import org.colophon.report.layout.Canvas;
import org.colophon.report.layout.Furniture;
import org.colophon.report.layout.Ink;
import org.colophon.report.layout.PageStyle;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Theme;
import org.colophon.report.words.Show;

/** On every page: which report it is of, of which chain, and which page of how many. */
final class ReportHead implements Furniture {
  private static final double ABOVE_TEXT = 22;
  private static final double BELOW_TEXT = 18;

  private final Writing writing;
  private final Hash digest;

  ReportHead(Writing writing, Hash digest) {
    this.writing = writing;
    this.digest = digest;
  }

  @Override
  public void draw(Canvas canvas, PageStyle style, int page, int pages) {
    double right = style.left() + style.textWidth();
    double head = style.top() - ABOVE_TEXT;
    canvas.line(style.left(), head, inOneLine(writing.say("report.header")), Theme.FURNITURE);
    String hex = digest.hex();
    canvas.line(right - canvas.width(hex, Theme.FURNITURE), head, hex, Theme.FURNITURE);
    canvas.rule(style.left(), head + 12, style.textWidth(), 0.5, Ink.BLUE);
    double foot = style.top() + style.textHeight() + BELOW_TEXT;
    String number = inOneLine(writing.say("page", Show.number(page), Show.number(pages)));
    canvas.rule(style.left(), foot - 4, style.textWidth(), 0.5, Ink.LINE);
    canvas.line(style.left(), foot, writing.report().chain().text(), Theme.FURNITURE);
    canvas.line(right - canvas.width(number, Theme.FURNITURE), foot, number, Theme.FURNITURE);
  }

  private static String inOneLine(Phrase phrase) {
    return phrase.second().map(second -> phrase.first() + "  " + second).orElse(phrase.first());
  }
}
