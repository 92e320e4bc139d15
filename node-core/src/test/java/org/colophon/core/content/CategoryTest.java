package org.colophon.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.content.WorkDeclare.IpKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of right has its own classification. */
class CategoryTest {
  @ParameterizedTest
  @CsvSource({
    "COPYRIGHT, art3.1",
    "COPYRIGHT, art3.9",
    "COPYRIGHT, 3.5",
    "TRADEMARK, 1",
    "TRADEMARK, 9",
    "TRADEMARK, 10",
    "TRADEMARK, 39",
    "TRADEMARK, 45",
    "PATENT, A01B",
    "PATENT, H04L 9/32",
    "PATENT, G06F 17/30",
    "PATENT, C12N 2310/351100",
  })
  void takesTheClassesOfItsKind(IpKind kind, String category) throws Exception {
    assertThat(Category.check(kind, category)).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "COPYRIGHT, art3.0",
    "COPYRIGHT, art3.10",
    "COPYRIGHT, art4.1",
    "COPYRIGHT, 35",
    "COPYRIGHT, G06F",
    "COPYRIGHT, other",
    "TRADEMARK, 0",
    "TRADEMARK, 05",
    "TRADEMARK, 46",
    "TRADEMARK, nice35",
    "TRADEMARK, art3.1",
    "PATENT, I01B",
    "PATENT, A00B",
    "PATENT, a01b",
    "PATENT, A01B1/02",
    "PATENT, A01B 01/02",
    "PATENT, A01B 1/2",
    "PATENT, 3.1",
    "PATENT, 35",
  })
  void refusesOtherWords(IpKind kind, String category) {
    assertThatThrownBy(() -> Category.check(kind, category))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.BAD_IDENTIFIER));
  }
}
