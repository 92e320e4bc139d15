package org.colophon.formula;

/** Why a text is not a formula. */
public enum Flaw {
  /** It does not read as CEL, or its parts stand too deep in one another. */
  NOT_CEL,
  /** It uses something of CEL that formulas do not have. */
  FORBIDDEN,
  /** It uses a name that stands for nothing. */
  UNKNOWN_NAME,
  /** Its types do not fit together, or it gives another type than is wanted. */
  ILL_TYPED,
  /** It is longer, or has more parts, than a formula may. */
  TOO_LARGE
}
