package org.colophon.formula;

import java.util.List;

/** What a name of a formula has, or a formula gave. */
public sealed interface Value {
  /** Its type. */
  Type type();

  /**
   * A whole number.
   *
   * @param value of 64 bits
   */
  record Int(long value) implements Value {
    @Override
    public Type type() {
      return Type.INTEGER;
    }
  }

  /**
   * True or false.
   *
   * @param value which
   */
  record Bool(boolean value) implements Value {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }
  }

  /**
   * A word.
   *
   * @param value the word
   */
  record Text(String value) implements Value {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /**
   * A list of whole numbers.
   *
   * @param values each of 64 bits; may be empty
   */
  record Ints(List<Long> values) implements Value {
    /** Copies the list. */
    public Ints {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return Type.INTEGERS;
    }
  }
}
