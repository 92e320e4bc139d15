package org.colophon.explorer;

/** Where in this jar the pages lie. They are plain files: no code of this module runs in a node. */
public final class Site {
  /** The folder on the class path; its {@code index.html} is the whole site's one document. */
  public static final String FOLDER = "org/colophon/explorer/site";

  private Site() {}
}
