package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.crypto.tsp.TestToken.DATA;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeStampAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final byte[] NONCE = "nonce-01".getBytes(StandardCharsets.UTF_8);

  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, NOW);
  private final TlsIdentity identity = court.issueTimeStamping("clock-1", NOW, YEAR);
  private final TimeStampAuthority authority = TimeStampAuthority.of(identity);

  @Test
  void statesTheTimeItWasGiven() throws Exception {
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    TimeStamp stamp = query.accept(authority.answer(query.der(), NOW.toEpochMilli()));
    assertThat(stamp.timeMs()).isEqualTo(NOW.toEpochMilli());
    assertThat(stamp.accuracy()).contains(Duration.ofSeconds(1));
    assertThat(stamp.policy()).isEqualTo(TimeStampAuthority.POLICY);
    assertThat(stamp.authority()).isEqualTo("CN=clock-1,O=court");
    assertThat(stamp.signerCertificate()).isEqualTo(authority.certificate());
    assertThat(stamp.verify(List.of(court.certificate()), List.of()))
        .isEqualTo(court.certificate());
  }

  @Test
  void statesWholeSecondsAndTenthsInTheirOneForm() throws Exception {
    for (long ms : new long[] {0, 1, 10, 100, 999}) {
      long time = NOW.toEpochMilli() / 1_000 * 1_000 + ms;
      TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
      assertThat(query.accept(authority.answer(query.der(), time)).timeMs()).isEqualTo(time);
    }
  }

  @Test
  void neverStatesTheSystemsTimeBesides() throws Exception {
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    TimeStamp stamp = query.accept(authority.answer(query.der(), NOW.toEpochMilli()));
    assertThat(SignedToken.parse(stamp.der()).signedAttribute(CMSAttributes.signingTime)).isEmpty();
  }

  @Test
  void answersWhatTheLibraryAsksAndChecks() throws Exception {
    TimeStampQuery query =
        TimeStampQuery.of(DATA, Sha2.SHA_512, NONCE, Optional.of(TimeStampAuthority.POLICY));
    TimeStampResponse response =
        new TimeStampResponse(authority.answer(query.der(), NOW.toEpochMilli()));
    response.validate(new TimeStampRequest(query.der()));
    assertThat(response.getTimeStampToken().getTimeStampInfo().isOrdered()).isFalse();
  }

  @Test
  void drawsSerialNumbersAtRandom() throws Exception {
    Set<BigInteger> serials = new HashSet<>();
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    for (int i = 0; i < 20; i++) {
      TimeStamp stamp = query.accept(authority.answer(query.der(), NOW.toEpochMilli()));
      assertThat(stamp.serial().bitLength()).isBetween(64, 128);
      assertThat(stamp.serial().signum()).isPositive();
      serials.add(stamp.serial());
    }
    assertThat(serials).hasSize(20);
  }

  @Test
  void sendsCertificatesOnlyWhenAsked() {
    byte[] without = request(imprint(Sha2.SHA_256), null, ASN1Boolean.FALSE, null);
    TimeStampResp response =
        TimeStampResp.getInstance(authority.answer(without, NOW.toEpochMilli()));
    assertThat(SignedToken.of(response.getTimeStampToken()).certificates()).isEmpty();
    byte[] with = request(imprint(Sha2.SHA_256), null, ASN1Boolean.TRUE, null);
    response = TimeStampResp.getInstance(authority.answer(with, NOW.toEpochMilli()));
    assertThat(SignedToken.of(response.getTimeStampToken()).certificates()).hasSize(1);
  }

  @Test
  void refusesOtherHashFunctions() {
    AlgorithmIdentifier sha1 =
        new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
    refuses(
        PKIFailureInfo.badAlg,
        request(new MessageImprint(sha1, new byte[20]), null, ASN1Boolean.TRUE, null));
  }

  @Test
  void refusesADigestOfAnotherLength() {
    refuses(
        PKIFailureInfo.badDataFormat,
        request(
            new MessageImprint(TestToken.algorithm(Sha2.SHA_256), new byte[31]),
            null,
            ASN1Boolean.TRUE,
            null));
  }

  @Test
  void refusesOtherPolicies() {
    refuses(
        PKIFailureInfo.unacceptedPolicy,
        request(
            imprint(Sha2.SHA_256), new ASN1ObjectIdentifier("1.2.3.4"), ASN1Boolean.TRUE, null));
  }

  @Test
  void refusesExtensions() {
    Extension unknown =
        new Extension(new ASN1ObjectIdentifier("1.2.3.4"), false, new byte[] {5, 0});
    refuses(
        PKIFailureInfo.unacceptedExtension,
        request(imprint(Sha2.SHA_256), null, ASN1Boolean.TRUE, new Extensions(unknown)));
  }

  @Test
  void refusesAnotherVersion() {
    byte[] query = TimeStampQuery.of(DATA, NONCE).der();
    // SEQUENCE { version INTEGER 1, …
    assertThat(query[4]).isEqualTo((byte) 1);
    query[4] = 2;
    refuses(PKIFailureInfo.badRequest, query);
  }

  @Test
  void refusesWhatIsNoQuery() {
    byte[] query = TimeStampQuery.of(DATA, NONCE).der();
    refuses(PKIFailureInfo.badDataFormat, new byte[0]);
    refuses(PKIFailureInfo.badDataFormat, DATA);
    refuses(PKIFailureInfo.badDataFormat, Arrays.copyOf(query, query.length + 1));
    refuses(PKIFailureInfo.badDataFormat, new byte[TimeStampAuthority.REQUEST_BYTES_MAX + 1]);
  }

  @Test
  void answersEveryDamagedQuery() {
    byte[] query = TimeStampQuery.of(DATA, NONCE).der();
    for (int length = 0; length < query.length; length++) {
      refuses(PKIFailureInfo.badDataFormat, Arrays.copyOf(query, length));
    }
    for (int bit = 0; bit < 8 * query.length; bit++) {
      byte[] changed = query.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      TimeStampResp response =
          TimeStampResp.getInstance(authority.answer(changed, NOW.toEpochMilli()));
      assertThat(response.getStatus().getStatus().intValueExact()).isIn(0, 2);
    }
  }

  @Test
  void stampsNothingOutsideItsCertificatesValidity() {
    byte[] query = TimeStampQuery.of(DATA, NONCE).der();
    for (Instant time : List.of(NOW.minus(YEAR), NOW.plus(YEAR).plusSeconds(1))) {
      TimeStampResp response =
          TimeStampResp.getInstance(authority.answer(query, time.toEpochMilli()));
      assertThat(failure(response)).isEqualTo(PKIFailureInfo.timeNotAvailable);
    }
  }

  @Test
  void refusesToServeWithACertificateForOtherThings() {
    for (TlsIdentity other :
        List.of(
            court.issueNode("n1", List.of(), List.of(), NOW, YEAR),
            court.issueSubject("s1", NOW, YEAR),
            court.issueDocumentSigner("n1", NOW, YEAR))) {
      assertThatThrownBy(() -> TimeStampAuthority.of(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("certificate: extended key usage (expected: critical)");
    }
  }

  @Test
  void refusesAChainThatDoesNotBelongTogether() {
    CertificateAuthority office = CertificateAuthority.create("office", YEAR, NOW);
    TlsIdentity other = office.issueTimeStamping("clock-2", NOW, YEAR);
    TlsIdentity mixed =
        TlsIdentity.of(identity.privateKey(), List.of(identity.certificate(), other.certificate()));
    assertThatThrownBy(() -> TimeStampAuthority.of(mixed))
        .hasMessage("time-stamping: certificates that do not lead to a root");
  }

  @Test
  void servesFromItsFiles(@TempDir Path directory) throws Exception {
    identity.save(directory.resolve("tsa.crt"), directory.resolve("tsa.key"));
    TimeStampAuthority read =
        TimeStampAuthority.of(
            TlsIdentity.load(directory.resolve("tsa.crt"), directory.resolve("tsa.key")));
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    assertThat(query.accept(read.answer(query.der(), NOW.toEpochMilli())).covers(DATA)).isTrue();
  }

  private static MessageImprint imprint(Sha2 hash) {
    return new MessageImprint(TestToken.algorithm(hash), hash.digest(DATA));
  }

  private static byte[] request(
      MessageImprint imprint,
      @Nullable ASN1ObjectIdentifier policy,
      ASN1Boolean wantsCertificates,
      @Nullable Extensions extensions) {
    return StrictDer.encode(
        new TimeStampReq(imprint, policy, new ASN1Integer(1), wantsCertificates, extensions));
  }

  private void refuses(int failure, byte[] request) {
    TimeStampResp response =
        TimeStampResp.getInstance(authority.answer(request, NOW.toEpochMilli()));
    assertThat(failure(response)).isEqualTo(failure);
    assertThatThrownBy(() ->
            TimeStampQuery.of(DATA, NONCE).accept(authority.answer(request, NOW.toEpochMilli())))
        .hasMessageStartingWith("refused by the authority: status 2, failure ");
  }

  private static int failure(TimeStampResp response) {
    assertThat(response.getStatus().getStatus().intValueExact()).isEqualTo(2);
    assertThat(response.getTimeStampToken()).isNull();
    return new PKIFailureInfo(response.getStatus().getFailInfo()).intValue();
  }
}
