package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAuthority;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** One bundle over thirty years: certificates run out, a hash function breaks, holders renew. */
class RenewedEvidenceTest {
  private static final Duration TEN_YEARS = Duration.ofDays(3653);

  private final TestConsortium consortium = TestConsortium.ofSeed(57);
  private final Actor alice = consortium.actor("alice");
  private final List<X509Certificate> later = new ArrayList<>();

  private byte[] bundle() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, Hash.sha256(new byte[] {7}));
    ledger.accept(work);
    RecordId id = work.id();
    ledger.sealStamped(TestAuthority.of(TestConsortium.NOTARY));
    return EvidenceFixture.assemble(consortium, ledger, id);
  }

  @Test
  void aRenewedBundleStandsForThirtyYearsAndAnUnrenewedOneDoesNot() throws Exception {
    byte[] original = bundle();
    assertThat(standsIn(2030, original)).isTrue();
    assertThat(standsIn(2036, original)).isFalse();

    byte[] in2033 = renew(original, 2033, Optional.empty());
    byte[] in2040 = renew(in2033, 2040, Optional.of(Sha2.SHA_512));
    byte[] in2049 = renew(in2040, 2049, Optional.empty());

    for (int year : List.of(2034, 2042)) {
      assertThat(standsIn(year, in2033)).as("renewed once, in %d", year).isTrue();
    }
    assertThat(standsIn(2044, in2033)).isFalse();
    assertThat(standsIn(2046, in2040)).isTrue();
    assertThat(standsIn(2056, in2040)).isFalse();
    assertThat(standsIn(2056, in2049)).isTrue();
  }

  @Test
  void aBrokenHashSpoilsWhatRestsOnIt() throws Exception {
    byte[] in2033 = renew(bundle(), 2033, Optional.empty());
    byte[] stamped = renew(in2033, 2040, Optional.empty());
    byte[] hashedAnew = renew(in2033, 2040, Optional.of(Sha2.SHA_512));
    AlgorithmPolicy broken = AlgorithmPolicy.standard().withWeak("sha256@2041-05-01");

    for (byte[] renewed : List.of(stamped, hashedAnew)) {
      assertThat(stands(at(2042), renewed, AlgorithmPolicy.standard())).isTrue();
      // This authority signs with SHA-256 itself, so its word falls with it, whatever it covers.
      assertThat(stands(at(2042), renewed, broken)).isFalse();
      assertThat(stands(at(2041).plus(-60L * 86_400_000), renewed, broken)).isTrue();
    }
  }

  @Test
  void whatHasRunOutCannotBeRenewedAnyMore() throws Exception {
    byte[] original = bundle();
    assertThatThrownBy(() -> renew(original, 2037, Optional.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("EVIDENCE_RECORD");
  }

  @Test
  void aBundleWithoutAnEvidenceRecordHasNothingToRenew() throws Exception {
    var parts = EvidenceFixture.parts(bundle());
    parts.remove(Parts.ARCHIVE);
    byte[] without = EvidenceFixture.rebuild(parts);
    assertThatThrownBy(() -> renew(without, 2030, Optional.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nothing to renew");
  }

  /** Renewed in the middle of that year by an authority that begins then and lasts ten years. */
  private byte[] renew(byte[] bundle, int year, Optional<Sha2> rehash) throws Exception {
    Instant begin = Instant.ofEpochMilli(at(year).value()).minus(Duration.ofDays(30));
    CertificateAuthority root = CertificateAuthority.create("later-" + year, TEN_YEARS, begin);
    later.add(root.certificate());
    TestAuthority authority = TestAuthority.under(root, begin, TEN_YEARS.minusDays(30));
    return EvidenceRenewal.renew(
        bundle,
        options(at(year), AlgorithmPolicy.standard()),
        rehash,
        List.of(),
        imprint -> authority.stamp(imprint.algorithm(), imprint.bytes(), at(year)));
  }

  private boolean standsIn(int year, byte[] bundle) {
    return stands(at(year), bundle, AlgorithmPolicy.standard());
  }

  private boolean stands(Timestamp at, byte[] bundle, AlgorithmPolicy algorithms) {
    EvidenceReport report = EvidenceVerifier.verify(bundle, options(at, algorithms));
    report
        .failure()
        .ifPresent(check -> assertThat(check.name()).isEqualTo(Check.Name.EVIDENCE_RECORD));
    return report.verified();
  }

  private EvidenceVerifier.Options options(Timestamp at, AlgorithmPolicy algorithms) {
    return new EvidenceVerifier.Options(
        Optional.of(consortium.genesis()), Optional.empty(), later, algorithms, at);
  }

  private static Timestamp at(int year) {
    return new Timestamp(
        LocalDate.of(year, 6, 1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
  }
}
