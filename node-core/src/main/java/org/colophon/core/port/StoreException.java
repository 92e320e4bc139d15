package org.colophon.core.port;

import java.io.IOException;

/** A store could not read or write: an operating fault, not a refusal. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A fault with its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A fault that the store itself found. */
  public StoreException(String message) {
    super(message);
  }
}
