package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.GoldenFile;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checked-in vectors, as this verifier and any other must judge them. */
final class TimeStampVectorsTest {
  private static final String FILE = "time-stamps.txt";

  @Test
  void areWhatTheirMakersMake() {
    GoldenFile.check(FILE, TimeStampCases.text());
  }

  @ParameterizedTest
  @MethodSource
  void judgesAsTheVectorSays(TimeStampCases.Case vector) {
    assertThat(judge(vector)).as(vector.what()).isEqualTo(vector.expected());
  }

  static Stream<TimeStampCases.Case> judgesAsTheVectorSays() {
    return TimeStampCases.parse(GoldenFile.read(FILE)).stream();
  }

  private static String judge(TimeStampCases.Case vector) {
    List<X509Certificate> roots = vector.roots().stream().map(Pem::ofBase64Der).toList();
    List<byte[]> crls = vector.crls().stream().map(StrictBase64::decode).toList();
    byte[] token = StrictBase64.decode(vector.token());
    try {
      TimeStamp stamp = TimeStamp.parse(token);
      assertThat(stamp.der()).isEqualTo(token);
      assertThat(TimeStamp.parseResponse(stamp.response())).isEqualTo(stamp);
      assertThat(roots).contains(stamp.verify(roots, crls));
      boolean covers = stamp.covers(StrictBase64.decode(vector.data()));
      return covers ? TimeStampCases.VALID : Reason.WRONG_IMPRINT.name();
    } catch (TimeStampException e) {
      return e.reason().name();
    }
  }
}
