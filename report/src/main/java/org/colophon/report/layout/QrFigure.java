package org.colophon.report.layout;

import io.nayuki.qrcodegen.QrCode;

/** A QR code (ISO/IEC 18004), drawn as rectangles. */
public final class QrFigure implements Strip.Drawing {
  /** Clear modules around the code. */
  private static final int QUIET = 4;

  private final QrCode code;
  private final double module;

  /**
   * A code that holds a text and is so wide, its clear margin included.
   *
   * @throws IllegalArgumentException when the text is too long for one code
   */
  public QrFigure(String text, double width) {
    try {
      this.code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    } catch (io.nayuki.qrcodegen.DataTooLongException e) {
      throw new IllegalArgumentException("QR code: " + text.length() + " characters", e);
    }
    this.module = width / (code.size + 2 * QUIET);
  }

  @Override
  public void draw(Canvas canvas, double left, double top) {
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int end = x;
        while (end < code.size && code.getModule(end, y)) {
          end++;
        }
        if (end > x) {
          canvas.fill(
              left + (QUIET + x) * module,
              top + (QUIET + y) * module,
              (end - x) * module,
              module,
              Ink.BLACK);
        }
        x = Math.max(end, x + 1);
      }
    }
  }
}
