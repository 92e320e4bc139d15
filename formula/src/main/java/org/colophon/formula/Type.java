package org.colophon.formula;

/** What a name of a formula stands for, or a formula gives. */
public enum Type {
  /** A whole number of 64 bits. */
  INTEGER,
  /** True or false. */
  BOOLEAN,
  /** A word. */
  TEXT,
  /** A list of whole numbers. */
  INTEGERS
}
