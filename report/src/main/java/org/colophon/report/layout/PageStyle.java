package org.colophon.report.layout;

/**
 * The page and its margins.
 *
 * @param width of the page
 * @param height of the page
 * @param left margin
 * @param right margin
 * @param top margin, the running head within it
 * @param bottom margin, the foot within it
 */
public record PageStyle(
    double width, double height, double left, double right, double top, double bottom) {
  private static final double MM = 72 / 25.4;

  /** A4 upright, with room to bind on the left. */
  public static final PageStyle A4 =
      new PageStyle(210 * MM, 297 * MM, 25 * MM, 20 * MM, 27 * MM, 23 * MM);

  /** Width of the text. */
  public double textWidth() {
    return width - left - right;
  }

  /** Height of the text. */
  public double textHeight() {
    return height - top - bottom;
  }
}
