package org.colophon.report.layout;

/**
 * How text is set.
 *
 * @param size of the font
 * @param leading from one line to the next
 * @param bold whether in the bold face
 * @param ink its colour
 */
public record Style(double size, double leading, boolean bold, Ink ink) {
  /** A regular face in black. */
  public static Style of(double size, double leading) {
    return new Style(size, leading, false, Ink.BLACK);
  }

  /** The same in the bold face. */
  public Style inBold() {
    return new Style(size, leading, true, ink);
  }

  /** The same in another colour. */
  public Style in(Ink other) {
    return new Style(size, leading, bold, other);
  }
}
