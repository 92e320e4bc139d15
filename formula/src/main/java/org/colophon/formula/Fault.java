package org.colophon.formula;

/** Why a formula whose names all have values gives none. The names are hashed. */
public enum Fault {
  /** A number left the 64 bits. */
  OVERFLOW,
  /** Something was divided by zero. */
  DIVISION_BY_ZERO,
  /** Something was asked of a list that has no items. */
  EMPTY_LIST
}
