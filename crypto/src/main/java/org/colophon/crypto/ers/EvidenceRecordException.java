package org.colophon.crypto.ers;

/** An evidence record is refused; {@link #fault} names the reason. */
public final class EvidenceRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  EvidenceRecordException(Fault fault, String detail) {
    this(fault, detail, null);
  }

  EvidenceRecordException(
      Fault fault, String detail, @org.jspecify.annotations.Nullable Throwable cause) {
    super(fault + ": " + detail, cause);
    this.fault = fault;
  }

  /** The reason's name. */
  public Fault fault() {
    return fault;
  }
}
