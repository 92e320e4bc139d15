package org.colophon.report.layout;

/**
 * Sizes of a document's text. The second language is smaller and grey, so that the eye keeps to
 * one; it is large enough to be read in print.
 */
public final class Theme {
  /** The document's title. */
  public static final TextStyle TITLE =
      new TextStyle(new Style(22, 30, true, Ink.BLUE), new Style(13, 19, false, Ink.GREY));

  /** Heads of sections. */
  public static final TextStyle HEADING =
      new TextStyle(new Style(12.5, 18, true, Ink.BLUE), new Style(10.5, 18, false, Ink.GREY));

  /** Heads within a section. */
  public static final TextStyle SUBHEADING =
      new TextStyle(new Style(10, 15, true, Ink.BLACK), new Style(9, 15, false, Ink.GREY));

  /** Running text. */
  public static final TextStyle BODY =
      new TextStyle(new Style(9.5, 15, false, Ink.BLACK), new Style(8.5, 12.5, false, Ink.GREY));

  /** Tables and lists. */
  public static final TextStyle TABLE =
      new TextStyle(new Style(8.5, 12.6, false, Ink.BLACK), new Style(7.5, 10.6, false, Ink.GREY));

  /** Commands to type. */
  public static final TextStyle COMMAND =
      new TextStyle(new Style(7.8, 11.4, false, Ink.BLACK), new Style(7.5, 10.6, false, Ink.GREY));

  /** Running head and foot. */
  public static final Style FURNITURE = new Style(7, 9, false, Ink.GREY);

  private Theme() {}
}
