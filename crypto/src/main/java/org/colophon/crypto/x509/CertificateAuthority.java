package org.colophon.crypto.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.colophon.crypto.signature.KeyFileException;

/**
 * One organisation's root, which vouches for the organisation's nodes and subjects only. Keys are
 * P-256, since every TLS stack has it.
 */
public final class CertificateAuthority {
  /** A certificate may be used this much before it was made, for clocks that are behind. */
  private static final Duration BACKDATING = Duration.ofMinutes(5);

  /** Labels of letters, digits and inner hyphens (RFC 1123, 2.1); no wildcards. */
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private static final int SERIAL_BITS = 128;

  private final String organisation;
  private final TlsIdentity root;

  private CertificateAuthority(String organisation, TlsIdentity root) {
    this.organisation = organisation;
    this.root = root;
  }

  /**
   * A new self-signed root {@code O=<organisation>, CN=<organisation> root} that may sign leaves
   * (path length 0) and revocation lists.
   *
   * @throws IllegalArgumentException when the organisation's id is no name of {@link PeerIdentity}
   */
  public static CertificateAuthority create(String organisation, Duration validity, Instant now) {
    PeerIdentity.checkName(organisation);
    KeyPair keys = newKeys();
    X500Name name = name(organisation, organisation + " root");
    try {
      X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), validity, now);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              extensions.createSubjectKeyIdentifier(keys.getPublic()));
      X509Certificate certificate = sign(builder, keys);
      return new CertificateAuthority(
          organisation, TlsIdentity.of(keys.getPrivate(), List.of(certificate)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("certificate: cannot be made", e);
    }
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws KeyFileException when a file is missing, malformed, or the key open to others
   */
  public static CertificateAuthority load(Path certificateFile, Path keyFile)
      throws KeyFileException {
    TlsIdentity root = TlsIdentity.load(certificateFile, keyFile);
    if (root.certificate().getBasicConstraints() < 0) {
      throw new KeyFileException(certificateFile + ": not a certificate authority", null);
    }
    X500Name name = X500Name.getInstance(root.certificate().getSubjectX500Principal().getEncoded());
    var organisations = name.getRDNs(BCStyle.O);
    if (organisations.length != 1) {
      throw new KeyFileException(certificateFile + ": subject without one O", null);
    }
    String organisation = organisations[0].getFirst().getValue().toString();
    try {
      return new CertificateAuthority(PeerIdentity.checkName(organisation), root);
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(certificateFile + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the key with mode 0600, then the certificate, both as PEM; never overwrites.
   *
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public void save(Path certificateFile, Path keyFile) throws KeyFileException {
    root.save(certificateFile, keyFile);
  }

  /** The id of the organisation. */
  public String organisation() {
    return organisation;
  }

  /** The root. */
  public X509Certificate certificate() {
    return root.certificate();
  }

  /**
   * A new key and certificate for a node, good for both sides of a connection.
   *
   * @param dnsNames host names it answers to
   * @param ipAddresses literal addresses it answers to
   * @throws IllegalArgumentException when a name or address is malformed
   */
  public TlsIdentity issueNode(
      String node,
      List<String> dnsNames,
      List<String> ipAddresses,
      Instant now,
      Duration validity) {
    List<GeneralName> names = new ArrayList<>();
    dnsNames.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, checkDnsName(name))));
    ipAddresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    return issue(
        new PeerIdentity(organisation, PeerIdentity.Kind.NODE, node),
        names,
        List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
        now,
        validity);
  }

  /**
   * A new key and certificate with which a node signs documents and nothing else (RFC 9336): who
   * holds the key of its connections cannot issue in its name.
   *
   * @throws IllegalArgumentException when the name is malformed
   */
  public TlsIdentity issueDocumentSigner(String node, Instant now, Duration validity) {
    return issue(
        new PeerIdentity(organisation, PeerIdentity.Kind.NODE, node),
        List.of(),
        List.of(KeyPurposeId.id_kp_documentSigning),
        now,
        validity);
  }

  /**
   * A new key and certificate for a subject, good for the client's side only.
   *
   * @throws IllegalArgumentException when the name is malformed
   */
  public TlsIdentity issueSubject(String subject, Instant now, Duration validity) {
    return issue(
        new PeerIdentity(organisation, PeerIdentity.Kind.SUBJECT, subject),
        List.of(),
        List.of(KeyPurposeId.id_kp_clientAuth),
        now,
        validity);
  }

  private TlsIdentity issue(
      PeerIdentity identity,
      List<GeneralName> moreNames,
      List<KeyPurposeId> purposes,
      Instant now,
      Duration validity) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri()));
    names.addAll(moreNames);
    KeyPair keys = newKeys();
    X500Name issuer =
        X500Name.getInstance(root.certificate().getSubjectX500Principal().getEncoded());
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(issuer, name(organisation, identity.name()), keys.getPublic(), validity, now)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(names.toArray(GeneralName[]::new)))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(keys.getPublic()))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(root.certificate().getPublicKey()));
      X509Certificate leaf =
          sign(builder, new KeyPair(root.certificate().getPublicKey(), root.privateKey()));
      return TlsIdentity.of(keys.getPrivate(), List.of(leaf, root.certificate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("certificate: cannot be made", e);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration validity, Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(),
        Date.from(now.minus(BACKDATING)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }

  private static String checkDnsName(String name) {
    if (!DNS_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("DNS name: \"" + name + "\" (expected: a host name)");
    }
    return name;
  }

  private static X500Name name(String organisation, String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organisation)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  /** Random, so that serials tell nothing and never meet; above zero (RFC 5280, 4.1.2.2). */
  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).max(BigInteger.ONE);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
