package org.colophon.report.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;

/** A page to draw on, measured from its upper left corner. */
public final class Canvas {
  private final PDPageContentStream stream;
  private final Typeface typeface;
  private final double pageHeight;

  Canvas(PDPageContentStream stream, Typeface typeface, double pageHeight) {
    this.stream = stream;
    this.typeface = typeface;
    this.pageHeight = pageHeight;
  }

  /** Text from {@code left} on, on that baseline. */
  void text(double left, double baseline, Face face, double size, Ink ink, String text) {
    draw(() -> {
      stream.beginText();
      stream.setFont(typeface.font(face), (float) size);
      nonStroking(ink);
      stream.newLineAtOffset(number(left), number(pageHeight - baseline));
      stream.showText(text);
      stream.endText();
    });
  }

  /** A line of text, as a block's lines are set. */
  public void line(double left, double top, String text, Style style) {
    new Line(Pieces.of(text, style, typeface), style.leading()).draw(this, left, top);
  }

  /** Width of a line of text. */
  public double width(String text, Style style) {
    return new Line(Pieces.of(text, style, typeface), style.leading()).width();
  }

  /** The text, or as much of its beginning as fits with an ellipsis. */
  public String fit(String text, double room, Style style) {
    if (width(text, style) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…", style) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }

  /** A horizontal rule. */
  public void rule(double left, double top, double width, double thickness, Ink ink) {
    fill(left, top, width, thickness, ink);
  }

  /** A filled rectangle. */
  public void fill(double left, double top, double width, double height, Ink ink) {
    draw(() -> {
      nonStroking(ink);
      stream.addRect(
          number(left), number(pageHeight - top - height), number(width), number(height));
      stream.fill();
    });
  }

  /** A filled triangle that points to the right; its point is at {@code left + width}. */
  public void pointer(double left, double top, double width, double height, Ink ink) {
    draw(() -> {
      nonStroking(ink);
      stream.moveTo(number(left), number(pageHeight - top));
      stream.lineTo(number(left), number(pageHeight - top - height));
      stream.lineTo(number(left + width), number(pageHeight - top - height / 2));
      stream.fill();
    });
  }

  /** The outline of a rectangle. */
  public void frame(double left, double top, double width, double height, Ink ink) {
    draw(() -> {
      float[] rgb = ink.rgb();
      stream.setStrokingColor(rgb[0], rgb[1], rgb[2]);
      stream.setLineWidth(0.4f);
      stream.addRect(
          number(left), number(pageHeight - top - height), number(width), number(height));
      stream.stroke();
    });
  }

  private void nonStroking(Ink ink) throws IOException {
    float[] rgb = ink.rgb();
    stream.setNonStrokingColor(rgb[0], rgb[1], rgb[2]);
  }

  /** Hundredths of a point are finer than any printer. */
  private static float number(double value) {
    return Math.round(value * 100) / 100f;
  }

  private interface Drawing {
    void draw() throws IOException;
  }

  private static void draw(Drawing drawing) {
    try {
      drawing.draw();
    } catch (IOException e) {
      throw new UncheckedIOException("a page in memory cannot be written", e);
    }
  }
}
