package org.colophon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFormsTest {
  @Test
  void readsEveryLengthBack() {
    for (int length = 0; length < 200; length++) {
      byte[] bytes = new byte[length];
      java.util.Arrays.fill(bytes, (byte) 0xfb);
      assertThat(StrictBase64.decode(StrictBase64.encode(bytes))).isEqualTo(bytes);
      assertThat(StrictBase64.decodeUrl(StrictBase64.encodeUrl(bytes))).isEqualTo(bytes);
      if (length == 0) {
        continue; // a block always holds something
      }
      assertThat(PemBlock.parseAll(PemBlock.of("TEST", bytes).text().repeat(2)))
          .hasSize(2)
          .allSatisfy(block -> {
            assertThat(block.label()).isEqualTo("TEST");
            assertThat(block.der()).isEqualTo(bytes);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AA", "AA=", "AB==", "AAB=", "A", "AAAA\n", " AAAA", "AA-_", "====", "AA==AA=="})
  void refusesBase64ThatIsNotCanonical(String text) {
    assertThatThrownBy(() -> StrictBase64.decode(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA==", "AB", "AAB", "A", "AAAA\n", "AA+/", "AAAAA"})
  void refusesBase64UrlThatIsNotCanonical(String text) {
    assertThatThrownBy(() -> StrictBase64.decodeUrl(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text before\n-----BEGIN TEST-----\nAAAA\n-----END TEST-----\n",
        "-----BEGIN TEST-----\nAAAA\n-----END TEST-----\ntext after",
        "-----BEGIN TEST-----\nAAAA\n-----END OTHER-----\n",
        "-----BEGIN TEST-----\nAAAA\n",
        "-----BEGIN TEST-----\nAA\n-----END TEST-----\n",
        "-----BEGIN TEST-----\nKey: value\n\nAAAA\n-----END TEST-----\n",
        "-----BEGIN TEST-----\n\nAAAA\n-----END TEST-----\n",
        "-----BEGIN -----\nAAAA\n-----END -----\n",
        "-----BEGIN TEST----\nAAAA\n-----END TEST-----\n",
      })
  void refusesPemWithAnythingElse(String text) {
    assertThatThrownBy(() -> PemBlock.parseAll(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
