package org.colophon.report.layout;

/** The colours of a document: few, and told apart on a black and white print too. */
public enum Ink {
  /** Text. */
  BLACK(0x14, 0x14, 0x14),
  /** The second language, and notes. */
  GREY(0x4d, 0x4d, 0x4d),
  /** Headings. */
  BLUE(0x16, 0x2c, 0x50),
  /** Rules between rows. */
  LINE(0xb4, 0xb4, 0xb4),
  /** Ground of a table's head and of commands. */
  GROUND(0xf0, 0xf1, 0xf3);

  private final int red;
  private final int green;
  private final int blue;

  Ink(int red, int green, int blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  /** Red, green and blue of sRGB, 0 to 1. */
  float[] rgb() {
    return new float[] {red / 255f, green / 255f, blue / 255f};
  }
}
