package org.colophon.report.layout;

/** The faces of the one typeface. */
enum Face {
  /** Has every character that can be shown. */
  REGULAR("NotoSansSC-Regular.ttf"),
  /** For headings; has fewer characters. */
  BOLD("NotoSansSC-Bold.ttf");

  private final String file;

  Face(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }
}
