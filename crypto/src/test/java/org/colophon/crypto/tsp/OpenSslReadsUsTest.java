package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.Revocation;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.crypto.x509.RevocationReason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code openssl ts} as the other side of our queries, answers and time-stamps. */
final class OpenSslReadsUsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final byte[] DATA = "a sealed note\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NONCE = "12345678".getBytes(StandardCharsets.US_ASCII);

  private final Instant now = Instant.now();
  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, now);
  private final TimeStampAuthority authority =
      TimeStampAuthority.of(court.issueTimeStamping("clock-1", now, YEAR));

  @TempDir private Path directory;
  private OpenSsl openssl;

  @BeforeEach
  void setUp() throws Exception {
    openssl = new OpenSsl(directory);
    openssl.write("data", DATA);
    openssl.write("ca.pem", Pem.encode(court.certificate()));
  }

  @ParameterizedTest
  @EnumSource(Sha2.class)
  void verifiesTheResponseThatWeKeep(Sha2 hash) throws Exception {
    TimeStampQuery query = TimeStampQuery.of(DATA, hash, NONCE, Optional.empty());
    TimeStamp stamp = query.accept(authority.answer(query.der(), now.toEpochMilli()));
    openssl.write("r.tsr", stamp.response());
    openssl.write("q.tsq", query.der());
    OpenSsl.Outcome outcome =
        openssl.run("ts", "-verify", "-data", "data", "-in", "r.tsr", "-CAfile", "ca.pem");
    assertThat(outcome.output()).contains("Verification: OK");
    assertThat(outcome.code()).isZero();
    openssl.must("ts", "-verify", "-queryfile", "q.tsq", "-in", "r.tsr", "-CAfile", "ca.pem");
    assertThat(stamp.verify(List.of(court.certificate()), List.of()))
        .isEqualTo(court.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-sha256", "-sha384", "-sha512"})
  void asksOurAuthority(String hash) throws Exception {
    openssl.must("ts", "-query", "-data", "data", hash, "-cert", "-out", "q.tsq");
    openssl.write("r.tsr", authority.answer(openssl.read("q.tsq"), now.toEpochMilli()));
    openssl.must("ts", "-verify", "-queryfile", "q.tsq", "-in", "r.tsr", "-CAfile", "ca.pem");
    String text = openssl.run("ts", "-reply", "-in", "r.tsr", "-text").output();
    assertThat(text)
        .contains("Status: Granted.", "Accuracy: 0x01 seconds, unspecified millis", "Ordering: no")
        .contains("Policy OID: " + TimeStampAuthority.POLICY);
  }

  @Test
  void asksOurAuthorityWithoutANonceAndForNoCertificate() throws Exception {
    openssl.must("ts", "-query", "-data", "data", "-sha256", "-no_nonce", "-out", "q.tsq");
    openssl.write("r.tsr", authority.answer(openssl.read("q.tsq"), now.toEpochMilli()));
    openssl.write("tsa.pem", Pem.encode(authority.certificate()));
    openssl.must(
        "ts",
        "-verify",
        "-queryfile",
        "q.tsq",
        "-in",
        "r.tsr",
        "-CAfile",
        "ca.pem",
        "-untrusted",
        "tsa.pem");
  }

  @Test
  void readsOurQuery() throws Exception {
    TimeStampQuery query =
        TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of(TimeStampAuthority.POLICY));
    openssl.write("q.tsq", query.der());
    assertThat(openssl.run("ts", "-query", "-in", "q.tsq", "-text").output())
        .contains("Hash Algorithm: sha256", "Nonce: 0x3132333435363738")
        .contains("Certificate required: yes", "Policy OID: " + TimeStampAuthority.POLICY);
  }

  @Test
  void seesWhatOurListsRevoke() throws Exception {
    String leaf = Pem.encode(authority.certificate());
    openssl.write("tsa.pem", leaf);
    Revocation revocation =
        new Revocation(
            authority.certificate().getSerialNumber(), now, RevocationReason.KEY_COMPROMISE);
    for (List<Revocation> revoked : List.of(List.<Revocation>of(), List.of(revocation))) {
      RevocationList list = court.issueCrl(revoked, now, now.plus(YEAR));
      openssl.write("crl.pem", list.pem());
      openssl.write("crl.der", list.der());
      OpenSsl.Outcome shown =
          openssl.run("crl", "-in", "crl.der", "-inform", "DER", "-CAfile", "ca.pem", "-text");
      assertThat(shown.output()).contains("verify OK", "Version 2", "X509v3 CRL Number");
      OpenSsl.Outcome checked =
          openssl.run(
              "verify",
              "-crl_check",
              "-purpose",
              "timestampsign",
              "-CAfile",
              "ca.pem",
              "-CRLfile",
              "crl.pem",
              "tsa.pem");
      if (revoked.isEmpty()) {
        assertThat(checked.output()).contains("tsa.pem: OK");
      } else {
        assertThat(checked.output()).contains("certificate revoked");
        assertThat(shown.output()).contains("Key Compromise");
      }
    }
  }
}
