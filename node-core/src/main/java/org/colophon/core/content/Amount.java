package org.colophon.core.content;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.colophon.core.json.Json;

/**
 * So much money, such as {@code CNY 120.00}: the text to which fees and prices are committed. It
 * has exactly the digits that the currency's minor unit has, so each amount has one text.
 *
 * @param currency of which money
 * @param minorUnits how much, 0 or more, at most 2^53 − 1
 */
public record Amount(Currency currency, long minorUnits) {
  private static final int CHARS_MAX = 32;
  private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,15})(\\.[0-9]{1,4})?");

  /** Refuses what is no amount. */
  public Amount {
    if (minorUnits < 0 || minorUnits > Json.INTEGER_MAX) {
      throw new IllegalArgumentException("minorUnits: " + minorUnits);
    }
  }

  /** The one text of an amount. */
  public String text() {
    return currency.amount(minorUnits);
  }

  /** The amount of that text; empty when it is the text of none. */
  public static Optional<Amount> parse(String text) {
    if (text.length() > CHARS_MAX || text.length() < 5 || text.charAt(3) != ' ') {
      return Optional.empty();
    }
    String number = text.substring(4);
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    return Currency.ofCode(text.substring(0, 3))
        .flatMap(currency -> of(currency, new BigDecimal(number)))
        .filter(amount -> amount.text().equals(text));
  }

  private static Optional<Amount> of(Currency currency, BigDecimal number) {
    BigDecimal minor = number.scaleByPowerOfTen(currency.exponent());
    boolean fits =
        minor.stripTrailingZeros().scale() <= 0
            && minor.compareTo(BigDecimal.valueOf(Json.INTEGER_MAX)) <= 0;
    return fits ? Optional.of(new Amount(currency, minor.longValueExact())) : Optional.empty();
  }
}
