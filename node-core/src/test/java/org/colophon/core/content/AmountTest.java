package org.colophon.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each amount has one text. */
class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "CNY 24000.00, 2400000",
    "CNY 0.05, 5",
    "CNY 0.00, 0",
    "JPY 500, 500",
    "KWD 1.234, 1234",
    "CLF 0.0001, 1",
    "JPY 9007199254740991, 9007199254740991",
    "CNY 90071992547409.91, 9007199254740991"
  })
  void anAmountIsReadFromItsTextAndWrittenAsIt(String text, long minorUnits) {
    Amount amount = Amount.parse(text).orElseThrow();
    assertThat(amount.minorUnits()).isEqualTo(minorUnits);
    assertThat(amount.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CNY",
        "CNY ",
        "CNY 24000",
        "CNY 24000.0",
        "CNY 24000.000",
        "CNY 024.00",
        "CNY -1.00",
        "CNY +1.00",
        "CNY 1e2",
        "CNY 1,000.00",
        "CNY  1.00",
        "CNY 1.00 ",
        "cny 1.00",
        "XXX 1.00",
        "JPY 1.0",
        "JPY 9007199254740992",
        "CNY 90071992547409.92",
        "CNY ٣.٠٠",
        "¥24000.00"
      })
  void whatIsNoAmountIsNone(String text) {
    assertThat(Amount.parse(text)).isEmpty();
  }
}
