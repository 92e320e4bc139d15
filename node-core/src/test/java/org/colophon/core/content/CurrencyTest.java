package org.colophon.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurrencyTest {
  private static Currency of(String code) {
    return Currency.ofCode(code).orElseThrow();
  }

  @Test
  void exponentsAreThoseThatOthersKnow() {
    List<java.util.Currency> shared =
        java.util.Currency.getAvailableCurrencies().stream()
            .filter(one -> Currency.ofCode(one.getCurrencyCode()).isPresent())
            .toList();
    assertThat(shared).hasSizeGreaterThan(150);
    assertThat(shared)
        .allSatisfy(one ->
            assertThat(of(one.getCurrencyCode()).exponent())
                .as(one.getCurrencyCode())
                .isEqualTo(one.getDefaultFractionDigits()));
  }

  @Test
  void metalsTestsAndWhatIsNoCodeAreNotOnTheList() {
    for (String code : List.of("XAU", "XTS", "XXX", "XDR", "DEM", "cny", "", "CN", "CNYY", "B F")) {
      assertThat(Currency.ofCode(code)).as(code).isEmpty();
    }
  }

  @Test
  void amountsAreWrittenWithTheirDecimals() {
    assertThat(of("CNY").amount(12_000)).isEqualTo("CNY 120.00");
    assertThat(of("JPY").amount(12_000)).isEqualTo("JPY 12000");
    assertThat(of("KWD").amount(5)).isEqualTo("KWD 0.005");
    assertThat(of("CLF").amount((1L << 53) - 1)).isEqualTo("CLF 900719925474.0991");
  }
}
