package org.colophon.capture.browser;

import java.io.IOException;

/** The browser did not do what it was asked. */
public final class BrowserException extends IOException {
  private static final long serialVersionUID = 1L;

  BrowserException(String message) {
    super(message);
  }
}
