package org.colophon.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.colophon.crypto.signature.KeyFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates of differing technology, and those that are too weak. */
final class KeyKindTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void anIdentityOfEachKindIsWrittenReadAndTrusted(KeyKind kind) throws Exception {
    CertificateAuthority authority = CertificateAuthority.create("court", kind, YEAR, NOW);
    authority.save(folder.resolve("root.pem"), folder.resolve("root.key.pem"));
    CertificateAuthority read =
        CertificateAuthority.load(folder.resolve("root.pem"), folder.resolve("root.key.pem"));
    TlsIdentity node = read.issueNode("n1", List.of("localhost"), List.of(), NOW, YEAR);
    node.save(folder.resolve("n1.pem"), folder.resolve("n1.key.pem"));
    TlsIdentity again = TlsIdentity.load(folder.resolve("n1.pem"), folder.resolve("n1.key.pem"));
    assertThat(again.kind()).isEqualTo(kind == KeyKind.ED25519 ? KeyKind.P256 : kind);
    assertThat(read.issueSubject("clerk", NOW, YEAR).kind()).isEqualTo(kind);
    assertThat(trusting(authority.certificate()).checkServer(again.chain()).name()).isEqualTo("n1");
    assertThat(authority.issueTimeStamping("tsa", NOW, YEAR).kind()).isEqualTo(KeyKind.P256);
    assertThat(authority.issueDocumentSigner("n1", NOW, YEAR).kind()).isEqualTo(KeyKind.P256);
    assertThat(authority.issueCrl(List.of(), NOW, NOW.plus(YEAR)).der()).isNotEmpty();
  }

  private static OrganisationTrust trusting(X509Certificate root) {
    return OrganisationTrust.of(
        Map.of("court", root), java.time.InstantSource.fixed(NOW.plus(Duration.ofDays(1))));
  }

  @Test
  void aKeyOfAnotherKindOrPairIsRefused() throws Exception {
    TlsIdentity rsa = identity(KeyKind.RSA);
    TlsIdentity other = identity(KeyKind.RSA);
    assertThatThrownBy(() -> TlsIdentity.of(other.privateKey(), rsa.chain()))
        .hasMessageContaining("for another key");
    rsa.save(folder.resolve("rsa.pem"), folder.resolve("rsa.key.pem"));
    CertificateAuthority.create("court", KeyKind.ED25519, YEAR, NOW)
        .issueSubject("clerk", NOW, YEAR)
        .save(folder.resolve("ed.pem"), folder.resolve("ed.key.pem"));
    assertThatThrownBy(
            () -> TlsIdentity.load(folder.resolve("rsa.pem"), folder.resolve("ed.key.pem")))
        .isInstanceOf(KeyFileException.class)
        .hasMessageContaining("ed.key.pem: not a private key of the kind");
    assertThatThrownBy(() ->
            TlsIdentity.load(
                folder.resolve("rsa.pem"), folder.resolve("rsa.key.pem"), EnumSet.of(KeyKind.P256)))
        .hasMessageContaining("a key of RSA (expected: [P256])");
  }

  private static TlsIdentity identity(KeyKind kind) {
    return CertificateAuthority.create("court", kind, YEAR, NOW)
        .issueNode("n1", List.of(), List.of(), NOW, YEAR);
  }

  // ---- too weak

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair p521() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    return generator.generateKeyPair();
  }

  /** A node's certificate, as another CA program might make it. */
  private static X509Certificate leaf(KeyPair keys, KeyPair issuer, String signature)
      throws Exception {
    return certificate("n1", keys, issuer, signature);
  }

  private static X509Certificate root(KeyPair keys, String signature) throws Exception {
    return certificate("court root", keys, keys, signature);
  }

  private static X509Certificate certificate(
      String name, KeyPair keys, KeyPair issuer, String signature) throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
                new X500Name("O=court,CN=court root"),
                BigInteger.TWO,
                Date.from(NOW),
                Date.from(NOW.plus(YEAR)),
                new X500Name("O=court,CN=" + name),
                keys.getPublic())
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                    new GeneralName(
                        GeneralName.uniformResourceIdentifier, "colophon:node:court/n1")));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder(signature).build(issuer.getPrivate())));
  }

  private static void assertTooWeak(X509Certificate leaf, X509Certificate root, String message) {
    assertThatThrownBy(() -> trusting(root).checkServer(List.of(leaf)))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsTooWeakIsRefusedByName() throws Exception {
    KeyPair strong = rsa(2048);
    X509Certificate root = root(strong, "SHA256withRSA");
    assertThat(
            trusting(root)
                .checkServer(List.of(leaf(KeyKind.P384.generate(), strong, "SHA512withRSA")))
                .name())
        .as("strong ones pass, whatever the leaf's kind")
        .isEqualTo("n1");
    KeyPair weak = rsa(1024);
    X509Certificate weakLeaf = leaf(weak, strong, "SHA256withRSA");
    assertTooWeak(weakLeaf, root, "RSA key of 1024 bits (expected: P-256");
    assertThatThrownBy(() -> TlsIdentity.of(weak.getPrivate(), List.of(weakLeaf)))
        .hasMessageContaining("RSA key of 1024 bits");
    X509Certificate weakRoot = root(weak, "SHA256withRSA");
    assertTooWeak(leaf(strong, weak, "SHA256withRSA"), weakRoot, "RSA key of 1024 bits");
    X509Certificate old = leaf(strong, strong, "SHA1withRSA");
    assertTooWeak(old, root, "signed with SHA1withRSA (expected: ECDSA or RSA with SHA-256");
    assertThatThrownBy(() -> TlsIdentity.of(strong.getPrivate(), List.of(old)))
        .hasMessageContaining("signed with SHA1withRSA");
    assertTooWeak(leaf(p521(), strong, "SHA256withRSA"), root, "EC key on secp521r1");
  }
}
