package org.colophon.crypto.cms;

/** A signed document that is not to be believed. The message says what was found and expected. */
public final class RefusedSignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final SignatureFault fault;

  RefusedSignatureException(SignatureFault fault, String message) {
    this(fault, message, null);
  }

  RefusedSignatureException(
      SignatureFault fault, String message, @org.jspecify.annotations.Nullable Throwable cause) {
    super(fault + ": " + message, cause);
    this.fault = fault;
  }

  /** Which rule it breaks. */
  public SignatureFault fault() {
    return fault;
  }
}
