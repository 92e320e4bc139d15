package org.colophon.crypto.token;

import java.io.IOException;

/** A token that cannot be used; the message says what was asked of it and what it answered. */
public final class TokenException extends IOException {
  private static final long serialVersionUID = 1;

  private final long code;

  TokenException(String message) {
    this(message, Cryptoki.CKR_OK);
  }

  /** With the module's own answer. */
  TokenException(String message, long code) {
    super(message);
    this.code = code;
  }

  /** What the module answered, a CKR number; CKR_OK when it was not the module. */
  long code() {
    return code;
  }
}
