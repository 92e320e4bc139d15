package org.colophon.report.layout;

import java.util.ArrayList;
import java.util.List;

/** Makes the blocks of a document in one width. */
public final class Blocks {
  private static final double INDENT = 16;
  private static final double COMMAND_PADDING = 4;

  /** Up to this height strips stand beside a figure. */
  private static final double BESIDE_MAX = 420;

  private final Typeface typeface;
  private final double width;

  /** Blocks of that width. */
  public Blocks(Typeface typeface, double width) {
    this.typeface = typeface;
    this.width = width;
  }

  /** The same, narrower. */
  public Blocks narrower(double by) {
    return new Blocks(typeface, width - by);
  }

  /** The document's title, in the middle, over a rule. */
  public List<Strip> title(Phrase title) {
    List<Strip> strips = new ArrayList<>();
    for (Line line : TextLines.of(title, Theme.TITLE, width, typeface)) {
      double indent = (width - line.width()) / 2;
      strips.add(
          Strip.of(line.height(), (canvas, left, top) -> line.draw(canvas, left + indent, top)));
    }
    strips.add(
        Strip.of(10, (canvas, left, top) -> canvas.rule(left, top + 5, width, 1.2, Ink.BLUE)));
    return strips.stream().map(Strip::withNext).toList();
  }

  /** The head of a section, kept with what follows. */
  public List<Strip> heading(Phrase text) {
    List<Strip> strips = new ArrayList<>();
    strips.add(Strip.gap(13).withNext());
    strips.addAll(inOne(text, Theme.HEADING));
    strips.add(Strip.gap(3).withNext());
    return strips;
  }

  /** The head of a numbered section. */
  public List<Strip> heading(int number, Phrase text) {
    return heading(new Phrase(number + "  " + text.first(), text.second()));
  }

  /** The head of a part of a section, kept with what follows. */
  public List<Strip> subheading(Phrase text) {
    List<Strip> strips = new ArrayList<>();
    strips.add(Strip.gap(7).withNext());
    strips.addAll(inOne(text, Theme.SUBHEADING));
    strips.add(Strip.gap(2).withNext());
    return strips;
  }

  private List<Strip> inOne(Phrase text, TextStyle style) {
    return TextLines.inOne(text, style, width, typeface).stream()
        .map(line -> strip(line, 0).withNext())
        .toList();
  }

  /** Running text. */
  public List<Strip> paragraph(Phrase text) {
    return paragraph(text, Theme.BODY);
  }

  /** Text in a style of its own. */
  public List<Strip> paragraph(Phrase text, TextStyle style) {
    List<Strip> strips = new ArrayList<>(lines(text, style, 0));
    strips.add(Strip.gap(4));
    return strips;
  }

  /** Text that leads over to what follows, and stays with it. */
  public List<Strip> lead(Phrase text) {
    return paragraph(text).stream().map(Strip::withNext).toList();
  }

  /** Numbered items. */
  public List<Strip> numbered(List<Phrase> items, TextStyle style) {
    List<Strip> strips = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      strips.addAll(item((i + 1) + ".", items.get(i), style));
    }
    return strips;
  }

  private List<Strip> item(String mark, Phrase text, TextStyle style) {
    List<Strip> strips = new ArrayList<>(lines(text, style, INDENT));
    Strip first = strips.removeFirst();
    Line sign = TextLines.of(mark, style.first(), INDENT, typeface).getFirst();
    strips.addFirst(
        new Strip(
            first.height(),
            first.staysWithNext(),
            false,
            first.head(),
            (canvas, left, top) -> {
              sign.draw(canvas, left, top);
              first.drawing().draw(canvas, left, top);
            }));
    strips.add(Strip.gap(2.5));
    return strips;
  }

  /** Lines to type, on a ground of their own. */
  public List<Strip> commands(List<String> commands) {
    List<Strip> strips = new ArrayList<>();
    for (String command : commands) {
      for (Line line : TextLines.of(command, Theme.COMMAND.first(), width - 12, typeface)) {
        strips.add(
            Strip.of(
                line.height(),
                (canvas, left, top) -> {
                  canvas.fill(left, top, width, line.height() + 0.1, Ink.GROUND);
                  line.draw(canvas, left + 6, top);
                }));
      }
    }
    Strip edge =
        Strip.of(
            COMMAND_PADDING,
            (canvas, left, top) ->
                canvas.fill(left, top, width, COMMAND_PADDING + 0.1, Ink.GROUND));
    strips.addFirst(edge.withNext());
    strips.addLast(edge);
    strips.addLast(Strip.gap(5));
    return strips;
  }

  /** A name, and a line on which somebody writes by hand. */
  public List<Strip> blank(Phrase name) {
    List<Line> lines = TextLines.of(name, Theme.TABLE, width * 0.34, typeface);
    double height = lines.stream().mapToDouble(Line::height).sum() + 11;
    return List.of(
        Strip.of(
            height,
            (canvas, left, top) -> {
              double at = top + height - 2 - lines.stream().mapToDouble(Line::height).sum();
              for (Line line : lines) {
                line.draw(canvas, left, at);
                at += line.height();
              }
              canvas.rule(left + width * 0.36, top + height - 4, width * 0.64, 0.5, Ink.BLACK);
            }));
  }

  /**
   * Strips with a figure at their right, which is {@code size} wide and high. Strips that take most
   * of a page stand under the figure instead.
   */
  public List<Strip> beside(List<Strip> strips, Strip.Drawing figure, double size) {
    double together = strips.stream().mapToDouble(Strip::height).sum();
    if (together > BESIDE_MAX) {
      List<Strip> under = new ArrayList<>();
      under.add(
          Strip.of(size, (canvas, left, top) -> figure.draw(canvas, left + width - size, top)));
      under.addAll(strips);
      return under;
    }
    return List.of(
        Strip.of(
            Math.max(together, size),
            (canvas, left, top) -> {
              double at = top;
              for (Strip strip : strips) {
                strip.drawing().draw(canvas, left, at);
                at += strip.height();
              }
              figure.draw(canvas, left + width - size, top);
            }));
  }

  /** A table whose columns have widths in these proportions. */
  public Table table(double... weights) {
    return new Table(typeface, width, weights);
  }

  private List<Strip> lines(Phrase text, TextStyle style, double indent) {
    List<Line> lines = TextLines.of(text, style, width - indent, typeface);
    List<Strip> strips = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Strip strip = strip(lines.get(i), indent);
      // Neither the first nor the last line of a text stands alone on its page.
      boolean staysWithNext = lines.size() > 1 && (i == 0 || i == lines.size() - 2);
      strips.add(staysWithNext ? strip.withNext() : strip);
    }
    return strips;
  }

  private static Strip strip(Line line, double indent) {
    return Strip.of(line.height(), (canvas, left, top) -> line.draw(canvas, left + indent, top));
  }
}
