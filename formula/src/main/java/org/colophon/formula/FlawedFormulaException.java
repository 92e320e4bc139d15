package org.colophon.formula;

/** A text that is not a formula. It is a value on its way out, so it has no stack trace. */
public final class FlawedFormulaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  FlawedFormulaException(Flaw flaw) {
    super(flaw.name(), null, false, false);
    this.flaw = flaw;
  }

  /** Why not. */
  public Flaw flaw() {
    return flaw;
  }
}
