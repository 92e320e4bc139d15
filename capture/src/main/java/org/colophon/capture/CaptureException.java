package org.colophon.capture;

/** There is no capture, and why. */
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The address is none of the web, or has what may not stand in a record. */
    BAD_ADDRESS,
    /** There is no Chromium, or it does not start. */
    NO_BROWSER,
    /** The server was not reached, its certificate does not hold, or its redirects never end. */
    NO_PAGE,
    /** The address gives a file to be saved, and no page. */
    DOWNLOAD
  }

  private final Reason reason;

  /** For that reason. */
  public CaptureException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
