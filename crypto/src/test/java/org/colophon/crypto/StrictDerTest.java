package org.colophon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictDerTest {
  @ParameterizedTest
  @ValueSource(strings = {"0500", "020100", "0101ff", "3000", "3106020101020102", "03020100"})
  void takesTheOneEncoding(String hex) {
    assertThat(StrictDer.encode(StrictDer.parse(bytes(hex)))).isEqualTo(bytes(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3001",
        "050000", // a byte too many
        "0000",
        "010101", // TRUE that is not ff
        "02020001", // a leading zero
        "03020101", // unused bits that are set
        "0603802a01", // an identifier with a leading zero
        "3080020101020102", // no end
        "30800201010000", // no length
        "300281020500", // a length
        "3081020500", // with a leading zero
        "3106020102020101", // a set out of order
        "24030401aa", // a string in pieces
        "181132303236303630313030303030302e305a", // a fraction with a trailing zero
        "1f0100" // a low tag in the high form
      })
  void refusesOtherEncodings(String hex) {
    assertThatThrownBy(() -> StrictDer.parse(bytes(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsBerWhereItIsAskedTo() {
    assertThat(StrictDer.encode(StrictDer.parseBer(bytes("30800201010000"))))
        .isEqualTo(bytes("3003020101"));
    assertThatCode(() -> StrictDer.parseBer(bytes("3106020102020101"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> StrictDer.parseBer(bytes("050000")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StrictDer.parseBer(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsItsOwnEncoding() {
    assertThat(StrictDer.isEncodingOf(StrictDer.parse(bytes("020101")), bytes("020101"))).isTrue();
    assertThat(StrictDer.isEncodingOf(StrictDer.parse(bytes("020101")), bytes("020102"))).isFalse();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
