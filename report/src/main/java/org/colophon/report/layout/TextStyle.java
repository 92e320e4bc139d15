package org.colophon.report.layout;

/**
 * How a phrase is set.
 *
 * @param first style of its text
 * @param second style of the same in the other language
 */
public record TextStyle(Style first, Style second) {
  /** Both in bold. */
  public TextStyle inBold() {
    return new TextStyle(first.inBold(), second.inBold());
  }

  /** The first text in another colour. */
  public TextStyle in(Ink ink) {
    return new TextStyle(first.in(ink), second);
  }
}
