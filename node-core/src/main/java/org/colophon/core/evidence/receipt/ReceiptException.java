package org.colophon.core.evidence.receipt;

/** A receipt does not hold; the first check that failed says why. */
public final class ReceiptException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ReceiptCheck check;

  ReceiptException(ReceiptCheck check, String detail) {
    super(detail);
    this.check = check;
  }

  /** The check that failed. */
  public ReceiptCheck check() {
    return check;
  }
}
