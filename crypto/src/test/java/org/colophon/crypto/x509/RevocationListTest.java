package org.colophon.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RevocationListTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Revocation ONE =
      new Revocation(BigInteger.TWO, NOW.minusSeconds(60), RevocationReason.SUPERSEDED);

  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, NOW);

  @Test
  void saysWhatItsIssuerSaid() {
    RevocationList list = court.issueCrl(List.of(ONE), NOW, NOW.plus(YEAR));
    assertThat(list.thisUpdate()).isEqualTo(NOW);
    assertThat(list.nextUpdate()).contains(NOW.plus(YEAR));
    assertThat(list.number()).contains(BigInteger.valueOf(NOW.toEpochMilli()));
    assertThat(list.revocations()).containsExactly(ONE);
    assertThat(list.revocation(BigInteger.TWO)).contains(ONE);
    assertThat(list.revocation(BigInteger.ONE)).isEmpty();
    assertThat(list.isIssuedBy(court.certificate())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(RevocationReason.class)
  void keepsEachReason(RevocationReason reason) {
    Revocation revocation = new Revocation(BigInteger.TEN, NOW, reason);
    RevocationList list = court.issueCrl(List.of(revocation), NOW, NOW.plus(YEAR));
    assertThat(list.revocation(BigInteger.TEN)).contains(revocation);
    assertThat(RevocationReason.ofCode(reason.code())).contains(reason);
  }

  @Test
  void spoilsThePastOnlyWhereSomeoneElseMayHaveTheKey() {
    for (RevocationReason reason : RevocationReason.values()) {
      Revocation revocation = new Revocation(BigInteger.TEN, NOW, reason);
      assertThat(revocation.spoils(NOW.plusMillis(1))).isTrue();
      assertThat(revocation.spoils(NOW)).isTrue();
      boolean isAboutTheKey =
          switch (reason) {
            case UNSPECIFIED, KEY_COMPROMISE, CA_COMPROMISE, AA_COMPROMISE -> true;
            case AFFILIATION_CHANGED,
                SUPERSEDED,
                CESSATION_OF_OPERATION,
                CERTIFICATE_HOLD,
                PRIVILEGE_WITHDRAWN ->
                false;
          };
      assertThat(revocation.spoils(NOW.minusMillis(1))).as("%s", reason).isEqualTo(isAboutTheKey);
    }
  }

  @Test
  void growsInNumber() {
    RevocationList first = court.issueCrl(List.of(), NOW, NOW.plus(YEAR));
    RevocationList second = court.issueCrl(List.of(), NOW.plusMillis(1), NOW.plus(YEAR));
    assertThat(second.number().orElseThrow()).isGreaterThan(first.number().orElseThrow());
  }

  @Test
  void isReadFromDerAndPem() {
    RevocationList list = court.issueCrl(List.of(ONE), NOW, NOW.plus(YEAR));
    assertThat(RevocationList.read(list.der()).der()).isEqualTo(list.der());
    assertThat(RevocationList.read(list.pem().getBytes(StandardCharsets.US_ASCII)).der())
        .isEqualTo(list.der());
    assertThat(list.pem()).startsWith("-----BEGIN X509 CRL-----\n");
  }

  @Test
  void refusesOtherFiles() {
    RevocationList list = court.issueCrl(List.of(ONE), NOW, NOW.plus(YEAR));
    for (String text :
        List.of(
            "",
            "-",
            "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n",
            list.pem() + list.pem(),
            Pem.encode(court.certificate()),
            list.pem().replace("X509 CRL", "CERTIFICATE"))) {
      assertThatThrownBy(() -> RevocationList.read(text.getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> RevocationList.parse(Pem.der(court.certificate())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RevocationList.parse(new byte[RevocationList.BYTES_MAX + 1]))
        .hasMessage("CRL: 262145 bytes (expected: at most 262144)");
    byte[] large = new byte[2 * RevocationList.BYTES_MAX + 1];
    Arrays.fill(large, (byte) '-');
    assertThatThrownBy(() -> RevocationList.read(large)).hasMessage("CRL: PEM of 524289 bytes");
  }

  @Test
  void isOnlyItsIssuers() {
    CertificateAuthority namesake = CertificateAuthority.create("court", YEAR, NOW);
    RevocationList list = court.issueCrl(List.of(ONE), NOW, NOW.plus(YEAR));
    assertThat(list.isIssuedBy(namesake.certificate())).isFalse();
    assertThat(list.isIssuedBy(CertificateAuthority.create("office", YEAR, NOW).certificate()))
        .isFalse();
    assertThat(list.isIssuedBy(court.issueTimeStamping("clock", NOW, YEAR).certificate()))
        .isFalse();
  }

  @Test
  void holdsThousands() {
    List<Revocation> many = new ArrayList<>();
    for (int i = 1; i <= 5_000; i++) {
      many.add(new Revocation(BigInteger.valueOf(i), NOW, RevocationReason.UNSPECIFIED));
    }
    assertThat(court.issueCrl(many, NOW, NOW.plus(YEAR)).revocations())
        .containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void isNotIssuedWithErrors() {
    assertThatThrownBy(() -> court.issueCrl(List.of(), NOW, NOW))
        .hasMessage("CRL: next update 2026-06-01T00:00:00Z (expected: after 2026-06-01T00:00:00Z)");
    assertThatThrownBy(() -> court.issueCrl(List.of(ONE, ONE), NOW, NOW.plus(YEAR)))
        .isInstanceOf(IllegalArgumentException.class);
    List<Revocation> tooMany = new ArrayList<>();
    for (int i = 1; i <= 20_000; i++) {
      tooMany.add(new Revocation(BigInteger.valueOf(i), NOW, RevocationReason.SUPERSEDED));
    }
    assertThatThrownBy(() -> court.issueCrl(tooMany, NOW, NOW.plus(YEAR)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
