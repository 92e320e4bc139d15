package org.colophon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashTest {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesTheExampleOfTheStandard() {
    Hash hash =
        Hash.sha256(
            "a".getBytes(StandardCharsets.US_ASCII), "bc".getBytes(StandardCharsets.US_ASCII));
    assertThat(hash.hex()).isEqualTo(ABC);
    assertThat(Hash.ofHex(ABC)).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(hash).hasToString(ABC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ba", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
  void refusesTextThatIsNoHash(String text) {
    assertThatThrownBy(() -> Hash.ofHex(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesOtherLengths() {
    assertThatThrownBy(() -> Hash.of(new byte[31])).hasMessage("hash length: 31 (expected: 32)");
    assertThatThrownBy(() -> Hash.of(new byte[40], 9))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void keepsItsBytesToItself() {
    byte[] bytes = new byte[32];
    Hash hash = Hash.of(bytes);
    bytes[0] = 1;
    hash.bytes()[0] = 1;
    assertThat(hash).isEqualTo(Hash.of(new byte[32]));
  }

  @Test
  void ordersAsUnsignedBytes() {
    byte[] high = new byte[32];
    high[0] = (byte) 0x80;
    assertThat(Hash.of(high)).isGreaterThan(Hash.of(new byte[32]));
  }
}
