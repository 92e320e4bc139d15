package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.crypto.tsp.TestToken.DATA;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.plain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.junit.jupiter.api.Test;

final class TimeStampTest {
  @Test
  void showsItsFacts() throws Exception {
    TimeStamp stamp =
        TimeStamp.parse(
            plain()
                .time("20260601123456.7895Z")
                .serial(BigInteger.TWO.pow(159))
                .afterTime(
                    new Accuracy(new ASN1Integer(2), new ASN1Integer(3), new ASN1Integer(4)),
                    new ASN1Integer(99))
                .build());
    assertThat(stamp.timeMs()).isEqualTo(Instant.parse("2026-06-01T12:34:56.789Z").toEpochMilli());
    assertThat(stamp.accuracy()).contains(Duration.ofSeconds(2).plusMillis(3).plusNanos(4_000));
    assertThat(stamp.policy()).isEqualTo("1.2.3.4");
    assertThat(stamp.serial()).isEqualTo(BigInteger.TWO.pow(159));
    assertThat(stamp.nonce()).contains(BigInteger.valueOf(99));
    assertThat(stamp.hash()).isEqualTo(Sha2.SHA_256);
    assertThat(stamp.digest()).isEqualTo(Sha2.SHA_256.digest(DATA));
    assertThat(stamp.signerCertificate()).isEqualTo(SIGNER.x509());
    assertThat(stamp.authority()).isEqualTo("CN=signer,O=signer");
    assertThat(stamp).hasToString("TimeStamp[2026-06-01T12:34:56.789Z by CN=signer,O=signer]");
  }

  @Test
  void saysNothingThatTheAuthorityDidNotSay() throws Exception {
    TimeStamp stamp = TimeStamp.parse(plain().build());
    assertThat(stamp.accuracy()).isEmpty();
    assertThat(stamp.nonce()).isEmpty();
  }

  @Test
  void coversItsDataAndNothingElse() throws Exception {
    for (Sha2 hash : Sha2.values()) {
      TimeStamp stamp = TimeStamp.parse(plain().imprint(hash).build());
      assertThat(stamp.covers(DATA)).isTrue();
      assertThat(stamp.covers(new byte[0])).isFalse();
      assertThat(stamp.covers(Arrays.copyOf(DATA, DATA.length + 1))).isFalse();
      for (Sha2 other : Sha2.values()) {
        assertThat(stamp.coversDigest(other, other.digest(DATA))).isEqualTo(other == hash);
      }
      assertThat(stamp.coversDigest(hash, new byte[hash.length()])).isFalse();
    }
  }

  @Test
  void isEqualByItsBytes() throws Exception {
    TimeStamp one = TimeStamp.parse(plain().build());
    TimeStamp same = TimeStamp.parse(plain().build());
    TimeStamp other = TimeStamp.parse(plain().serial(BigInteger.TWO).build());
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
  }

  @Test
  void cannotBeChangedThroughItsArrays() throws Exception {
    byte[] token = plain().build();
    TimeStamp stamp = TimeStamp.parse(token);
    Arrays.fill(token, (byte) 0);
    Arrays.fill(stamp.der(), (byte) 0);
    Arrays.fill(stamp.digest(), (byte) 0);
    assertThat(stamp.der()).isEqualTo(plain().build());
    assertThat(stamp.covers(DATA)).isTrue();
  }

  @Test
  void writesAResponseThatGrantsAndSaysNothingElse() throws Exception {
    TimeStamp stamp = TimeStamp.parse(plain().build());
    byte[] head = {0x30, 0x03, 0x02, 0x01, 0x00};
    assertThat(Arrays.copyOfRange(stamp.response(), 4, 9)).isEqualTo(head);
    assertThat(Arrays.copyOfRange(stamp.response(), 9, stamp.response().length))
        .isEqualTo(stamp.der());
    assertThat(TimeStamp.parseResponse(stamp.response())).isEqualTo(stamp);
  }

  @Test
  void refusesResponsesThatSayMoreOrLess() {
    DERSequence granted = new DERSequence(new ASN1Integer(0));
    ASN1Encodable token = plain().structure();
    refusesResponse(new DERSequence());
    refusesResponse(new DERSequence(granted));
    refusesResponse(new DERSequence(token));
    refusesResponse(token);
    refusesResponse(sequence(token, granted));
    refusesResponse(sequence(granted, token, token));
    refusesResponse(sequence(new DERSequence(new ASN1Integer(1)), token));
    refusesResponse(sequence(new DERSequence(), token));
    refusesResponse(sequence(new ASN1Integer(0), token));
    refusesResponse(
        sequence(sequence(new ASN1Integer(0), new DERSequence(new DERUTF8String("fine"))), token));
    refusesResponse(sequence(granted, granted));
  }

  @Test
  void refusesWhatIsTooLargeBeforeItReadsIt() {
    assertThatThrownBy(() -> TimeStamp.parse(new byte[TimeStamp.BYTES_MAX + 1]))
        .hasMessage("time-stamp: 49153 bytes (expected: at most 49152)");
    assertThatThrownBy(() -> TimeStamp.parseResponse(new byte[64 * 1024 + 1]))
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  private static void refusesResponse(ASN1Encodable response) {
    assertThatThrownBy(() -> TimeStamp.parseResponse(StrictDer.encode(response)))
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }
}
