package org.colophon.core.json;

import java.util.List;
import java.util.Map;

/**
 * A JSON value of the restricted kind that is hashed here: no floats and no null (RFC 8785, reduced
 * so that {@code jq -cS} writes the same bytes).
 */
public sealed interface Json {
  /** Largest magnitude of an integer: 2^53 − 1, exact in every JSON reader. */
  long INTEGER_MAX = (1L << 53) - 1;

  /** An object; member names are ASCII and sorted. */
  record Obj(Map<String, Json> members) implements Json {
    /** Sorts the members. */
    public Obj {
      members = SortedMembers.of(members);
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    /** Copies the items. */
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string without U+007F and unpaired surrogates. */
  record Str(String value) implements Json {}

  /** An integer within ±(2^53 − 1). */
  record Int(long value) implements Json {
    /** Refuses integers that some readers would round. */
    public Int {
      if (value > INTEGER_MAX || value < -INTEGER_MAX) {
        throw new IllegalArgumentException("integer: " + value + " (expected: within 2^53 - 1)");
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** A string. */
  static Json of(String value) {
    return new Str(value);
  }

  /** An integer. */
  static Json of(long value) {
    return new Int(value);
  }

  /** A boolean. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /** An array of values. */
  static Arr array(List<? extends Json> items) {
    return new Arr(List.copyOf(items));
  }

  /** An array of strings. */
  static Arr strings(List<String> items) {
    return new Arr(items.stream().map(Json::of).toList());
  }

  /** A builder of an object. */
  static ObjBuilder object() {
    return new ObjBuilder();
  }

  /** The canonical bytes of this value. */
  default byte[] bytes() {
    return JsonWriter.bytes(this);
  }

  /** The canonical text of this value. */
  default String text() {
    return new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
