package org.colophon.crypto.ers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DerBoundsTest {
  private static Fault faultOf(byte[] der) {
    EvidenceRecordException refused =
        catchThrowableOfType(EvidenceRecordException.class, () -> DerBounds.check(der));
    assertThat(refused).as(HexFormat.of().formatHex(der, 0, Math.min(32, der.length))).isNotNull();
    return refused.fault();
  }

  /** Sequences within each other, in definite lengths of four bytes where needed. */
  private static byte[] nested(int depth) {
    byte[] inner = new byte[0];
    for (int i = 0; i < depth; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0x30);
      if (inner.length < 0x80) {
        out.write(inner.length);
      } else {
        int bytes = (39 - Integer.numberOfLeadingZeros(inner.length)) / 8;
        out.write(0x80 | bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
          out.write(inner.length >>> shift);
        }
      }
      out.writeBytes(inner);
      inner = out.toByteArray();
    }
    return inner;
  }

  @ParameterizedTest
  @CsvSource({
    "3000, an empty sequence",
    "0500, NULL",
    "3003020101, a number in a sequence",
    "30053003020101, two sequences",
    "a003020101, a tagged number"
  })
  void takesPlainElements(String hex, String what) {
    assertThatCode(() -> DerBounds.check(HexFormat.of().parseHex(hex)))
        .as(what)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'', nothing",
    "30, no length",
    "3001, too short",
    "300102, an inner element without length",
    "30020201, an inner element that is cut",
    "3003020201, an inner element longer than its sequence",
    "30000500, bytes behind",
    "30800000, an indefinite length",
    "308103020101, a length in two bytes for one",
    "30820003020101, a length with a leading zero",
    "3085000000000302, a length of five bytes",
    "3084ffffffff, four gigabytes",
    "30847fffffff, two gigabytes",
    "0484ffffffff, four gigabytes of one string",
    "1f8101, a long tag number",
    "3f00, a long tag number of nothing"
  })
  void refusesWhatIsNotDer(String hex, String what) {
    assertThat(faultOf(HexFormat.of().parseHex(hex))).as(what).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void refusesDeepNesting() {
    assertThatCode(() -> DerBounds.check(nested(DerBounds.DEPTH_MAX))).doesNotThrowAnyException();
    assertThat(faultOf(nested(DerBounds.DEPTH_MAX + 1))).isEqualTo(Fault.TOO_LARGE);
    assertThat(faultOf(nested(5_000))).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void refusesVeryManyElements() {
    int count = DerBounds.ELEMENTS_MAX;
    byte[] many = new byte[5 + 2 * count];
    many[0] = 0x30;
    many[1] = (byte) 0x83;
    many[2] = (byte) ((2 * count) >>> 16);
    many[3] = (byte) ((2 * count) >>> 8);
    many[4] = (byte) (2 * count);
    for (int at = 5; at < many.length; at += 2) {
      many[at] = 5;
    }
    assertThat(faultOf(many)).isEqualTo(Fault.TOO_LARGE);
  }
}
