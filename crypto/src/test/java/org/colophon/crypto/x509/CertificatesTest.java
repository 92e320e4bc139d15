package org.colophon.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.colophon.crypto.signature.KeyFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificatesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, NOW);
  private final CertificateAuthority office = CertificateAuthority.create("office", YEAR, NOW);
  private final TlsIdentity node =
      court.issueNode("n1", List.of("n1.court.example"), List.of("10.0.0.1", "::1"), NOW, YEAR);
  private final TlsIdentity subject = court.issueSubject("author-1", NOW, YEAR);

  @Test
  void makesARootThatSignsLeavesOnly() throws CertificateException {
    X509Certificate root = court.certificate();
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=court root,O=court");
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(root.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(root.getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void makesLeavesWithTheirNamesAndPurposes() throws CertificateException {
    X509Certificate leaf = node.certificate();
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(PeerIdentity.uris(leaf)).containsExactly("colophon:node:court/n1");
    assertThat(PeerIdentity.dnsNames(leaf)).containsExactly("n1.court.example");
    assertThat(PeerIdentity.ipAddresses(leaf)).containsExactly("10.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(leaf.getKeyUsage()[0]).isTrue();
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getExtensionValue("2.5.29.14")).isNotNull();
    assertThat(leaf.getExtensionValue("2.5.29.35")).isNotNull();
    assertThat(subject.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(PeerIdentity.of(leaf))
        .contains(new PeerIdentity("court", PeerIdentity.Kind.NODE, "n1"));
    assertThat(PeerIdentity.of(subject.certificate()))
        .contains(new PeerIdentity("court", PeerIdentity.Kind.SUBJECT, "author-1"));
    assertThat(PeerIdentity.of(court.certificate())).isEmpty();
  }

  @Test
  void makesAuthoritiesThatStampTimesAndNothingElse() throws CertificateException {
    X509Certificate leaf = court.issueTimeStamping("clock-1", NOW, YEAR).certificate();
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.8");
    assertThat(leaf.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19", "2.5.29.37");
    assertThat(leaf.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(PeerIdentity.uris(leaf)).containsExactly("colophon:tsa:court/clock-1");
    assertThat(PeerIdentity.of(leaf))
        .contains(new PeerIdentity("court", PeerIdentity.Kind.TSA, "clock-1"));
  }

  @Test
  void makesNodesThatSignDocuments() throws CertificateException {
    X509Certificate leaf = court.issueDocumentSigner("n1", NOW, YEAR).certificate();
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.36");
    assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(leaf.getKeyUsage())
        .containsExactly(true, true, false, false, false, false, false, false, false);
    assertThat(PeerIdentity.of(leaf))
        .contains(new PeerIdentity("court", PeerIdentity.Kind.NODE, "n1"));
  }

  @Test
  void namesOneOfUsWhateverStandsBesideIt() {
    String one = "colophon:node:court/n1";
    PeerIdentity n1 = new PeerIdentity("court", PeerIdentity.Kind.NODE, "n1");
    assertThat(identityWith(one, "https://example.org/")).contains(n1);
    // The JDK reads no name at all where one is no URI by its rules.
    assertThat(identityWith("https://exa mple/^", one, "")).contains(n1);
    assertThat(identityWith("https://example.org/")).isEmpty();
    assertThat(identityWith(one, one)).isEmpty();
    assertThat(identityWith(one, "colophon:node:court/n2")).isEmpty();
    assertThat(identityWith(one, "colophon:tsa:court/n1")).isEmpty();
    assertThat(identityWith(one, "colophon:anything")).isEmpty();
    assertThat(identityWith("Colophon:node:court/n1")).isEmpty();
  }

  @Test
  void namesNobodyInNamesThatCannotBeRead() {
    assertThat(PeerIdentity.of(withNames(new DERUTF8String("colophon:node:court/n1")))).isEmpty();
    assertThat(PeerIdentity.of(withNames(new DERSequence()))).isEmpty();
  }

  @Test
  void readsAddressesWhateverStandsBesideThem() {
    // Sixteen octets and a mask with a hole in it, of which the JDK throws what it does not
    // declare.
    byte[] range = new byte[32];
    range[18] = 1;
    X509Certificate leaf =
        withNames(
            new DERSequence(
                new GeneralName[] {
                  address(range),
                  address(new byte[8]),
                  address(new byte[0]),
                  address(new byte[] {10, 0, 0, 1}),
                  new GeneralName(GeneralName.dNSName, "n1.court.example")
                }));
    assertThat(PeerIdentity.ipAddresses(leaf)).containsExactly("10.0.0.1");
    assertThat(PeerIdentity.dnsNames(leaf)).containsExactly("n1.court.example");
    X509Certificate broken = withNames(new DERSequence(new DERUTF8String("n1.court.example")));
    assertThat(PeerIdentity.ipAddresses(broken)).isEmpty();
    assertThat(PeerIdentity.dnsNames(broken)).isEmpty();
  }

  private static GeneralName address(byte[] octets) {
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(octets));
  }

  private Optional<PeerIdentity> identityWith(String... uris) {
    GeneralName[] names =
        Stream.of(uris)
            .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
            .toArray(GeneralName[]::new);
    return PeerIdentity.of(withNames(new DERSequence(names)));
  }

  /** A leaf of the court with this for its alternative names. */
  private X509Certificate withNames(ASN1Encodable names) {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      court.certificate().getSubjectX500Principal(),
                      BigInteger.TWO,
                      Date.from(NOW),
                      Date.from(NOW.plus(YEAR)),
                      node.certificate().getSubjectX500Principal(),
                      node.certificate().getPublicKey())
                  .addExtension(Extension.subjectAlternativeName, false, names)
                  .build(new EcdsaSigner(node.privateKey())));
    } catch (CertificateException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void opensNoConnectionWithCertificatesForOtherThings() {
    for (TlsIdentity other :
        List.of(
            court.issueTimeStamping("clock-1", NOW, YEAR),
            court.issueDocumentSigner("n1", NOW, YEAR))) {
      assertThatThrownBy(() -> trustAt(NOW).checkClient(other.chain()))
          .hasMessage("certificate: not for a TLS client");
      assertThatThrownBy(() -> trustAt(NOW).checkServer(other.chain()))
          .hasMessage("certificate: not for a TLS server");
    }
  }

  @Test
  void drawsSerialsAtRandom() {
    Set<Object> serials = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      X509Certificate leaf = court.issueSubject("s", NOW, YEAR).certificate();
      assertThat(leaf.getSerialNumber().bitLength()).isBetween(64, 128);
      serials.add(leaf.getSerialNumber());
    }
    assertThat(serials).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Court", "co urt", "co/urt", "co:urt", "-court", "c\u00f6urt", "a,b"})
  void refusesNamesThatCouldBeMisread(String name) {
    assertThatThrownBy(() -> CertificateAuthority.create(name, YEAR, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> court.issueSubject(name, NOW, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> court.issueSubject("x".repeat(64), NOW, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*.example", "a..b", "-a", "a b", "a/b", "\u00e9.example", "a."})
  void refusesHostsThatAreNoNames(String host) {
    assertThatThrownBy(() -> court.issueNode("n1", List.of(host), List.of(), NOW, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "10.0.0", "10.0.0.256", "::g"})
  void refusesAddressesThatAreNone(String address) {
    assertThatThrownBy(() -> court.issueNode("n1", List.of(), List.of(address), NOW, YEAR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trustsEachOrganisationsOwn() throws CertificateException {
    OrganisationTrust trust = trustAt(NOW);
    assertThat(trust.checkServer(node.chain()).name()).isEqualTo("n1");
    assertThat(trust.checkClient(node.chain()).name()).isEqualTo("n1");
    assertThat(trust.checkClient(subject.chain()).name()).isEqualTo("author-1");
    assertThat(trust.checkClient(List.of(subject.certificate())).name()).isEqualTo("author-1");
  }

  @Test
  void refusesSubjectAsServer() {
    assertThatThrownBy(() -> trustAt(NOW).checkServer(subject.chain()))
        .isInstanceOf(CertificateException.class)
        .hasMessage("certificate: not for a TLS server");
  }

  @Test
  void refusesIdentityMadeByAnotherOrganisationsRoot() {
    // A root of the office's own making that claims the court's name.
    CertificateAuthority impostor = CertificateAuthority.create("court", YEAR, NOW);
    TlsIdentity forged = impostor.issueNode("n1", List.of(), List.of(), NOW, YEAR);
    OrganisationTrust trust =
        OrganisationTrust.of(
            Map.of("court", court.certificate(), "office", impostor.certificate()), () -> NOW);
    assertThatThrownBy(() -> trust.checkClient(forged.chain()))
        .hasMessage("certificate: chain does not lead to the root of court");
    assertThatThrownBy(() -> trust.checkClient(List.of(forged.certificate())))
        .isInstanceOf(CertificateException.class)
        .hasMessageStartingWith("certificate: not valid under the root of court");
    assertThatThrownBy(() -> trust.checkClient(List.of(forged.certificate(), court.certificate())))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void refusesChainsThatAreWrong() {
    OrganisationTrust trust = trustAt(NOW);
    for (List<X509Certificate> chain :
        List.of(
            List.<X509Certificate>of(),
            List.of(court.certificate()),
            List.of(court.certificate(), court.certificate()),
            List.of(node.certificate(), office.certificate()),
            List.of(node.certificate(), court.certificate(), court.certificate()),
            List.of(node.certificate(), node.certificate()))) {
      assertThatThrownBy(() -> trust.checkClient(chain)).isInstanceOf(CertificateException.class);
      assertThatThrownBy(() -> trust.checkServer(chain)).isInstanceOf(CertificateException.class);
    }
  }

  @Test
  void refusesBeforeAndAfterTheValidity() {
    assertThatCode(() -> trustAt(NOW.minusSeconds(60)).checkClient(node.chain()))
        .doesNotThrowAnyException();
    for (Instant time : List.of(NOW.minusSeconds(3_600), NOW.plus(YEAR).plusSeconds(1))) {
      assertThatThrownBy(() -> trustAt(time).checkClient(node.chain()))
          .isInstanceOf(CertificateException.class);
    }
    TlsIdentity brief = court.issueSubject("brief", NOW, Duration.ofHours(1));
    assertThatThrownBy(() -> trustAt(NOW.plusSeconds(7_200)).checkClient(brief.chain()))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void aRootVouchesForConnectionsUntilTheMembersTakeItAway() throws CertificateException {
    CertificateAuthority old = CertificateAuthority.create("court", Duration.ofHours(1), NOW);
    Instant later = NOW.plus(YEAR);
    OrganisationTrust trust = OrganisationTrust.of(Map.of("court", old.certificate()), () -> later);
    assertThat(trust.checkClient(old.issueSubject("s", later, YEAR).chain()).name()).isEqualTo("s");
    TlsIdentity signer = old.issueDocumentSigner("n1", later, YEAR);
    assertThatThrownBy(() -> trust.checkDocumentSigner(signer.certificate()))
        .isInstanceOf(CertificateException.class);
    trust.replace(Map.of("court", court.certificate()));
    TlsIdentity gone = old.issueSubject("s", later, YEAR);
    assertThatThrownBy(() -> trust.checkClient(gone.chain()))
        .hasMessage("certificate: chain does not lead to the root of court");
  }

  @Test
  void trustsTheReplacedSet() {
    OrganisationTrust trust = trustAt(NOW);
    trust.replace(Map.of("office", office.certificate()));
    assertThatThrownBy(() -> trust.checkClient(node.chain()))
        .hasMessage("certificate: organisation court is not trusted");
    assertThat(trust.trustManager().getAcceptedIssuers()).containsExactly(office.certificate());
  }

  @Test
  void readsBackItsFiles(@TempDir Path directory) throws IOException {
    Path certificateFile = directory.resolve("ca.pem");
    Path keyFile = directory.resolve("ca.key");
    court.save(certificateFile, keyFile);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    CertificateAuthority read = CertificateAuthority.load(certificateFile, keyFile);
    assertThat(read.organisation()).isEqualTo("court");
    assertThat(read.certificate()).isEqualTo(court.certificate());
    TlsIdentity issued = read.issueSubject("later", NOW, YEAR);
    assertThatCode(() -> trustAt(NOW).checkClient(issued.chain())).doesNotThrowAnyException();
    assertThatThrownBy(() -> court.save(certificateFile, keyFile))
        .isInstanceOf(KeyFileException.class);

    Path nodeFile = directory.resolve("node.pem");
    Path nodeKeyFile = directory.resolve("node.key");
    node.save(nodeFile, nodeKeyFile);
    assertThat(TlsIdentity.load(nodeFile, nodeKeyFile).chain()).isEqualTo(node.chain());
    assertThatThrownBy(() -> TlsIdentity.load(nodeFile, keyFile))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("the certificate is for another key");
    assertThatThrownBy(() -> CertificateAuthority.load(nodeFile, nodeKeyFile))
        .hasMessageContaining("not a certificate authority");
  }

  @Test
  void readsCertificatesBack() {
    X509Certificate certificate = node.certificate();
    assertThat(Pem.certificate(Pem.encode(certificate))).isEqualTo(certificate);
    assertThat(Pem.certificates(Pem.encode(node.chain()))).isEqualTo(node.chain());
    assertThat(Pem.ofBase64Der(Pem.base64Der(certificate))).isEqualTo(certificate);
    assertThatThrownBy(() -> Pem.certificate(Pem.encode(node.chain())))
        .hasMessage("PEM: 2 certificates (expected: 1)");
    assertThatThrownBy(() -> Pem.ofBase64Der("AAAA")).isInstanceOf(IllegalArgumentException.class);
    byte[] longer = java.util.Arrays.copyOf(Pem.der(certificate), Pem.der(certificate).length + 1);
    assertThatThrownBy(() -> Pem.certificate(longer)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsTheReplacedIdentityAndStillServesTheOneBefore() {
    ReloadableKeyManager manager = new ReloadableKeyManager(node);
    String before = manager.chooseEngineServerAlias("EC", null, null);
    TlsIdentity renewed = court.issueNode("n1", List.of(), List.of(), NOW, YEAR);
    manager.replace(renewed);
    String after = manager.chooseEngineServerAlias("EC", null, null);
    assertThat(after).isNotNull().isNotEqualTo(before);
    assertThat(before).isNotNull();
    assertThat(manager.getPrivateKey(String.valueOf(before))).isEqualTo(node.privateKey());
    assertThat(manager.getPrivateKey(String.valueOf(after))).isEqualTo(renewed.privateKey());
    assertThat(manager.getCertificateChain(String.valueOf(after)))
        .containsExactlyElementsOf(renewed.chain());
    assertThat(manager.getPrivateKey("unknown")).isNull();
    assertThat(manager.chooseEngineServerAlias("RSA", null, null)).isNull();
    assertThat(manager.identity()).isEqualTo(renewed);
  }

  private OrganisationTrust trustAt(Instant time) {
    return OrganisationTrust.of(
        Map.of("court", court.certificate(), "office", office.certificate()), () -> time);
  }
}
