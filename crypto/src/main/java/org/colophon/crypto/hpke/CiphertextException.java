package org.colophon.crypto.hpke;

/** A ciphertext does not open with this key for this purpose. */
public final class CiphertextException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what is known, which is not much by design. */
  public CiphertextException(String message) {
    super(message);
  }
}
