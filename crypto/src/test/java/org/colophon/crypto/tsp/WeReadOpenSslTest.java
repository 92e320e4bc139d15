package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.RevocationList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An authority made of {@code openssl} alone, with keys, encodings and habits of its own. */
final class WeReadOpenSslTest {
  private static final byte[] DATA = "a sealed note\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NONCE = "12345678".getBytes(StandardCharsets.US_ASCII);
  private static final String P256 = "EC -pkeyopt ec_paramgen_curve:P-256";
  private static final String POLICY = "1.2.3.4.1";

  private static final String CONFIGURATION =
      """
      [ca]
      default_ca = ca_default
      [ca_default]
      database = index.txt
      crlnumber = crlnumber
      default_md = sha256
      default_crl_days = 30
      crl_extensions = crl_ext
      [crl_ext]
      authorityKeyIdentifier = keyid
      [root]
      basicConstraints = critical, CA:TRUE
      keyUsage = critical, keyCertSign, cRLSign
      subjectKeyIdentifier = hash
      [tsa_cert]
      basicConstraints = critical, CA:FALSE
      keyUsage = critical, digitalSignature
      extendedKeyUsage = critical, timeStamping
      subjectKeyIdentifier = hash
      authorityKeyIdentifier = keyid
      [tsa]
      default_tsa = tsa_config
      [tsa_config]
      serial = tsa_serial
      crypto_device = builtin
      signer_cert = tsa.pem
      certs = between.pem
      signer_key = tsa.key
      signer_digest = DIGEST
      default_policy = 1.2.3.4.1
      digests = sha1, sha256, sha384, sha512
      accuracy = secs:1, millisecs:500, microsecs:100
      clock_precision_digits = 3
      ordering = yes
      tsa_name = yes
      ess_cert_id_chain = yes
      ess_cert_id_alg = BINDING
      """;

  @TempDir private Path directory;
  private OpenSsl openssl;

  @BeforeEach
  void setUp() throws Exception {
    openssl = new OpenSsl(directory);
    openssl.write("tsa_serial", "01\n");
    openssl.write("index.txt", "");
    openssl.write("crlnumber", "01\n");
  }

  @ParameterizedTest
  @CsvSource({
    "EC -pkeyopt ec_paramgen_curve:P-256, sha256, sha256, SHA_256",
    "EC -pkeyopt ec_paramgen_curve:P-384, sha384, sha512, SHA_512",
    "EC -pkeyopt ec_paramgen_curve:P-256, sha512, sha1, SHA_384",
    "RSA -pkeyopt rsa_keygen_bits:2048, sha256, sha384, SHA_256",
    "RSA -pkeyopt rsa_keygen_bits:3072, sha512, sha1, SHA_512"
  })
  void takesItsTimeStamps(String keys, String digest, String binding, Sha2 hash) throws Exception {
    makeAuthority(keys, digest, binding);
    TimeStampQuery query = TimeStampQuery.of(DATA, hash, NONCE, Optional.of(POLICY));
    TimeStamp stamp = query.accept(reply(query));
    assertThat(stamp.covers(DATA)).isTrue();
    assertThat(stamp.hash()).isEqualTo(hash);
    assertThat(stamp.policy()).isEqualTo(POLICY);
    assertThat(stamp.authority()).isEqualTo("CN=tsa,O=tsa");
    assertThat(stamp.accuracy().orElseThrow().toNanos()).isEqualTo(1_500_100_000L);
    assertThat(Instant.ofEpochMilli(stamp.timeMs()))
        .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
    assertThat(stamp.verify(roots(), List.of())).isEqualTo(roots().getFirst());
    openssl.write("kept.tsr", stamp.response());
    openssl.write("data", DATA);
    openssl.must("ts", "-verify", "-data", "data", "-in", "kept.tsr", "-CAfile", "root.pem");
    refuses(Reason.UNTRUSTED, () -> stamp.verify(List.of(), List.of()));
  }

  @Test
  void refusesATimeStampForAnotherQuery() throws Exception {
    makeAuthority(P256, "sha256", "sha256");
    byte[] reply = reply(TimeStampQuery.of(DATA, NONCE));
    refuses(
        Reason.WRONG_NONCE,
        () ->
            TimeStampQuery.of(DATA, "87654321".getBytes(StandardCharsets.US_ASCII)).accept(reply));
    refuses(Reason.WRONG_IMPRINT, () -> TimeStampQuery.of(NONCE, NONCE).accept(reply));
    refuses(
        Reason.WRONG_POLICY,
        () -> TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of("1.2.3.4.2")).accept(reply));
  }

  @Test
  void saysWhyItRefused() throws Exception {
    makeAuthority(P256, "sha256", "sha256");
    TimeStampQuery query = TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of("1.2.3.4.2"));
    byte[] reply = reply(query);
    assertThatThrownBy(() -> query.accept(reply))
        .hasMessageStartingWith("refused by the authority: status 2")
        .hasMessageContaining("policy is not supported");
  }

  @Test
  void readsItsRevocationLists() throws Exception {
    makeAuthority(P256, "sha256", "sha256");
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    TimeStamp stamp = query.accept(reply(query));
    RevocationList before = revocationList();
    assertThat(before.revocations()).isEmpty();
    assertThat(before.isIssuedBy(certificate("between.pem"))).isTrue();
    assertThat(before.isIssuedBy(certificate("root.pem"))).isFalse();
    stamp.verify(roots(), List.of(before.der()));

    revoke("tsa.pem", "keyCompromise");
    RevocationList after = revocationList();
    assertThat(after.revocation(stamp.signerCertificate().getSerialNumber())).isPresent();
    refuses(Reason.REVOKED, () -> stamp.verify(roots(), List.of(before.der(), after.der())));
  }

  @Test
  void refusesATimeStampFromAfterItWasSuperseded() throws Exception {
    makeAuthority(P256, "sha256", "sha256");
    TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);
    revoke("tsa.pem", "superseded");
    // By openssl's own clock: a moment later, or in the same second.
    TimeStamp stamp = query.accept(reply(query));
    refuses(Reason.REVOKED, () -> stamp.verify(roots(), List.of(revocationList().der())));
  }

  private void makeAuthority(String keys, String digest, String binding) throws Exception {
    openssl.write(
        "openssl.cnf", CONFIGURATION.replace("DIGEST", digest).replace("BINDING", binding));
    makeCertificate("root", keys, "root", null);
    makeCertificate("between", keys, "root", "root");
    makeCertificate("tsa", keys, "tsa_cert", "between");
  }

  private void makeCertificate(String name, String keys, String section, @Nullable String issuer)
      throws Exception {
    List<String> genpkey = new ArrayList<>(List.of("genpkey", "-algorithm"));
    genpkey.addAll(List.of(keys.split(" ")));
    genpkey.addAll(List.of("-out", name + ".key"));
    openssl.must(genpkey.toArray(String[]::new));
    openssl.must(
        "req",
        "-new",
        "-key",
        name + ".key",
        "-subj",
        "/O=" + name + "/CN=" + name,
        "-out",
        name + ".csr");
    List<String> sign =
        new ArrayList<>(
            List.of(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-days",
                "30",
                "-sha256",
                "-extfile",
                "openssl.cnf",
                "-extensions",
                section,
                "-out",
                name + ".pem"));
    sign.addAll(
        issuer == null
            ? List.of("-signkey", name + ".key")
            : List.of("-CA", issuer + ".pem", "-CAkey", issuer + ".key", "-CAcreateserial"));
    openssl.must(sign.toArray(String[]::new));
  }

  private byte[] reply(TimeStampQuery query) throws Exception {
    openssl.write("query.tsq", query.der());
    openssl.run(
        "ts",
        "-reply",
        "-config",
        "openssl.cnf",
        "-section",
        "tsa_config",
        "-queryfile",
        "query.tsq",
        "-out",
        "reply.tsr");
    return openssl.read("reply.tsr");
  }

  private void revoke(String certificate, String reason) throws Exception {
    openssl.must(
        "ca",
        "-config",
        "openssl.cnf",
        "-cert",
        "between.pem",
        "-keyfile",
        "between.key",
        "-revoke",
        certificate,
        "-crl_reason",
        reason);
  }

  private RevocationList revocationList() throws Exception {
    openssl.must(
        "ca",
        "-config",
        "openssl.cnf",
        "-cert",
        "between.pem",
        "-keyfile",
        "between.key",
        "-gencrl",
        "-out",
        "crl.pem");
    return RevocationList.read(openssl.read("crl.pem"));
  }

  private List<X509Certificate> roots() throws Exception {
    return List.of(certificate("root.pem"));
  }

  private X509Certificate certificate(String name) throws Exception {
    return Pem.certificate(new String(openssl.read(name), StandardCharsets.US_ASCII));
  }

  private static void refuses(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
