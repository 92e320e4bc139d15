package org.colophon.core.standard;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.formula.Value;

/** What a step came to. That nothing can be said is never a zero. */
public sealed interface StepResult {
  /**
   * It has a value.
   *
   * @param value which
   */
  record Known(Value value) implements StepResult {}

  /**
   * It is not computable, for want of these inputs and steps.
   *
   * @param names sorted
   */
  record NotComputable(List<String> names) implements StepResult {
    /** Copies the names. */
    public NotComputable {
      names = List.copyOf(names);
    }
  }

  /**
   * It cannot be calculated, or it asks for a step that could not be.
   *
   * @param obstacle which one
   */
  record Failed(Obstacle obstacle) implements StepResult {}

  /** Why a step cannot be calculated. */
  enum Obstacle {
    /** A number left the 64 bits on the way. */
    OVERFLOW,
    /** Something was divided by zero. */
    DIVISION_BY_ZERO,
    /** Something was asked of a list without items. */
    EMPTY_LIST,
    /** What came out is beyond 2^53 − 1. */
    OUT_OF_RANGE
  }

  /** As it stands in a document: a value, {@code {"missing":[…]}} or {@code {"error":…}}. */
  default Json json() {
    return switch (this) {
      case Known(Value value) -> Kind.json(value);
      case NotComputable(List<String> names) ->
          Json.object().put("missing", Json.strings(names)).build();
      case Failed(Obstacle obstacle) -> Json.object().put("error", obstacle.name()).build();
    };
  }
}
