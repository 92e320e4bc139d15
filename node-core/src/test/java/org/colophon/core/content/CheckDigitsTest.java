package org.colophon.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.colophon.core.Vectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckDigitsTest {
  static Stream<String> vectors() {
    return Vectors.lines("identifiers.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void knowsGoodIdentifiersFromBad(String line) {
    List<String> words = Vectors.words(line, 2);
    assertThat(isGood(words.get(0), words.get(2))).isEqualTo(words.get(1).equals("OK"));
  }

  /** A check digit that finds every single changed digit: all the schemes here promise that. */
  @ParameterizedTest
  @MethodSource("vectors")
  void findsEverySingleChangedDigit(String line) {
    List<String> words = Vectors.words(line, 2);
    String value = words.get(2);
    // The tenfold ISWC and the IPI rule let a few single changes through; the others do not.
    if (!words.get(1).equals("OK") || words.get(0).equals("iswc")) {
      return;
    }
    for (int at = 0; at < value.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != value.charAt(at)) {
          String changed = value.substring(0, at) + digit + value.substring(at + 1);
          assertThat(isGood(words.get(0), changed)).as(changed).isFalse();
        }
      }
    }
  }

  private static boolean isGood(String scheme, String value) {
    return switch (scheme) {
      case "isni" -> CheckDigits.isIsni(value);
      case "ipi" -> CheckDigits.isIpi(value);
      case "isbn" -> CheckDigits.isIsbn13(value);
      case "issn" -> CheckDigits.isIssn(value);
      case "iswc" -> CheckDigits.isIswc(value);
      case "resident" -> CheckDigits.isResidentIdentityNumber(value);
      default -> throw new AssertionError(scheme);
    };
  }
}
