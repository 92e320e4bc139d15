package org.colophon.report.layout;

/** What stands on every page around its text. */
@FunctionalInterface
public interface Furniture {
  /**
   * Draws it.
   *
   * @param page from 1
   * @param pages how many there are
   */
  void draw(Canvas canvas, PageStyle style, int page, int pages);
}
