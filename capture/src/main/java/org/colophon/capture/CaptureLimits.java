package org.colophon.capture;

import java.time.Duration;

/**
 * What one capture may take.
 *
 * @param time for the page to load and come to rest
 * @param quiet without any request under way, and the page is at rest
 * @param still without anything moving, and the page is at rest though requests are open
 * @param answer to one command to the browser
 * @param trafficBytes that may come over the network
 * @param bodyBytes of one answer that are kept
 * @param exchanges that are kept
 * @param pictureHeight of the page's picture, in pixels
 * @param messageBytes of one message from the browser
 */
public record CaptureLimits(
    Duration time,
    Duration quiet,
    Duration still,
    Duration answer,
    long trafficBytes,
    long bodyBytes,
    int exchanges,
    int pictureHeight,
    int messageBytes) {
  /** What nobody changed. */
  public static final CaptureLimits DEFAULT =
      new CaptureLimits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(6),
          Duration.ofSeconds(20),
          256L << 20,
          64L << 20,
          10_000,
          16_000,
          128 << 20);

  /** With other limits of time and traffic. */
  public CaptureLimits with(Duration otherTime, long otherTrafficBytes) {
    return new CaptureLimits(
        otherTime,
        quiet,
        still,
        answer,
        otherTrafficBytes,
        Math.min(bodyBytes, otherTrafficBytes),
        exchanges,
        pictureHeight,
        messageBytes);
  }
}
