package org.colophon.core;

/**
 * Carries a refusal up through a parser. It is a value on its way out, so it has no stack trace.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** A refusal for the named reason. */
  public RefusedException(Reason reason, String detail) {
    this(new Refusal(reason, detail));
  }

  /** The given refusal. */
  public RefusedException(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  /** What was refused and why. */
  public Refusal refusal() {
    return refusal;
  }
}
