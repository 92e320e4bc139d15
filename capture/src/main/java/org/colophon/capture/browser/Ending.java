package org.colophon.capture.browser;

/** How a page came to rest, or did not. */
public enum Ending {
  /** It was loaded, and no request was under way. */
  QUIET("the page was loaded and at rest"),
  /** Nothing moved any more, though requests were open. */
  STILL("nothing moved any more, though requests were still open"),
  /** It never came to rest. */
  TIME_LIMIT("the page never came to rest: ended at the limit of time with what was there"),
  /** Too much came over the network. */
  TRAFFIC_LIMIT("too much came over the network: ended at the limit with what was there"),
  /** The browser or the page's process ended. */
  CRASHED("the browser or the page crashed: ended with what was there");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  /** As a person reads it. */
  public String words() {
    return words;
  }
}
