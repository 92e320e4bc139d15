package org.colophon.capture.browser;

import java.time.Instant;
import java.util.List;

/**
 * What a visit found.
 *
 * @param startedAt when the address was asked for, by this machine's clock
 * @param pictureAt when the picture was taken
 * @param browser its name and version
 * @param title of the page
 * @param address at which it ended up
 * @param ending how it came to rest
 * @param hasPicture whether there is a picture
 * @param hasDocument whether there is the document as it stood
 * @param remarks what else happened, in order
 */
public record Visited(
    Instant startedAt,
    Instant pictureAt,
    String browser,
    String title,
    String address,
    Ending ending,
    boolean hasPicture,
    boolean hasDocument,
    List<String> remarks) {
  /** Copies the remarks. */
  public Visited {
    remarks = List.copyOf(remarks);
  }
}
