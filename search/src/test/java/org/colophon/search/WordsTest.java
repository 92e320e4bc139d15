package org.colophon.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void caseWidthAndAccentsDoNotCount() {
    assertThat(Words.asked("Café ＨＡＲＢＯＵＲ at-dawn, 2026!"))
        .containsExactly("cafe", "harbour", "at", "dawn", "2026");
  }

  @Test
  void scriptsWithoutSpacesGoByPairs() {
    assertThat(Words.asked("春江花月夜")).containsExactly("春江", "江花", "花月", "月夜");
    assertThat(Words.asked("夜")).containsExactly("夜");
    assertThat(Words.asked("ひらがな")).containsExactly("ひら", "らが", "がな");
  }

  @Test
  void whatHasNoWordGivesNone() {
    assertThat(Words.asked("")).isEmpty();
    assertThat(Words.asked(" \u202e … ！？ \u0000")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "9787020002207, 9787020002207",
    "978-7-02-000220-7, 9787020002207",
    "ISBN 978-7-02-000220-7, 9787020002207",
    "isbn:9787020002207, 9787020002207",
    "ISSN 2049-3630, 20493630",
    "cn-a01-26-00001, CNA012600001",
    "doi:10.1000/Xyz-1, 10.1000/XYZ1",
    "https://doi.org/10.1000/xyz-1, 10.1000/XYZ1",
    "10.1000/isbn.1, 10.1000/ISBN.1"
  })
  void anIdentifierIsOneHoweverItIsWritten(String written, String kept) {
    assertThat(Words.identifier(written)).isEqualTo(kept);
  }
}
