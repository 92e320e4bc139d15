package org.colophon.formula;

import java.util.List;

/** What evaluating a formula came to. */
public sealed interface Outcome {
  /**
   * It has a value.
   *
   * @param value which
   */
  record Known(Value value) implements Outcome {}

  /**
   * It has none, because it asks for names that have none.
   *
   * @param names those of its names that have no value, sorted
   */
  record Missing(List<String> names) implements Outcome {
    /** Copies the names. */
    public Missing {
      names = List.copyOf(names);
    }
  }

  /**
   * It has none, because it cannot be calculated.
   *
   * @param fault why
   */
  record Faulty(Fault fault) implements Outcome {}
}
