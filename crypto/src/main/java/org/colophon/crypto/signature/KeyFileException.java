package org.colophon.crypto.signature;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A key file that cannot be written or read; the message names the file and the remedy. */
public final class KeyFileException extends IOException {
  private static final long serialVersionUID = 1;

  /** With the operating fault behind it, if there is one. */
  public KeyFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
