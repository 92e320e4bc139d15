package org.colophon.core.standard;

import org.colophon.core.json.Json;
import org.colophon.formula.Type;
import org.colophon.formula.Value;

/** What a figure of a standard is. */
public enum Kind {
  /** Money, in minor units of the standard's currency. */
  MONEY(Type.INTEGER),
  /** A count, or a number of days. */
  INTEGER(Type.INTEGER),
  /** A rate or a multiple: 10,000 is one. */
  BASIS_POINTS(Type.INTEGER),
  /** Yes or no. */
  BOOLEAN(Type.BOOLEAN),
  /** One of the words that the standard lists. */
  CHOICE(Type.TEXT),
  /** Several amounts of money. */
  MONEY_LIST(Type.INTEGERS);

  private final Type type;

  Kind(Type type) {
    this.type = type;
  }

  /** Of what type it is in a formula. */
  Type type() {
    return type;
  }

  /** Whether it is one number. */
  boolean isNumber() {
    return this == MONEY || this == INTEGER || this == BASIS_POINTS;
  }

  /** A value of a formula as it stands in JSON. */
  public static Json json(Value value) {
    return switch (value) {
      case Value.Int(long number) -> Json.of(number);
      case Value.Bool(boolean is) -> Json.of(is);
      case Value.Text(String word) -> Json.of(word);
      case Value.Ints(var numbers) -> Json.array(numbers.stream().map(Json::of).toList());
    };
  }
}
