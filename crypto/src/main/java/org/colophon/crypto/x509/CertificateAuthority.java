package org.colophon.crypto.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.colophon.crypto.signature.KeyFileException;

/**
 * One organisation's root, which vouches for the organisation's nodes and subjects only. Root and
 * leaves of connections have keys of one kind, P-256 unless another is asked for. A node under an
 * Ed25519 root has a P-256 key, for not all of its ports speak with Ed25519; what signs time-stamps
 * and documents is P-256 under any root.
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

  /** What a leaf is good for. */
  private record Profile(int usage, List<KeyPurposeId> purposes, boolean isPurposeCritical) {
    /** What kind of key such a leaf has under a root of that kind. */
    KeyKind kindUnder(KeyKind root) {
      if (equals(NODE)) {
        return KeyKind.OF_NODES.contains(root) ? root : KeyKind.P256;
      }
      return equals(SUBJECT) ? root : KeyKind.P256;
    }
  }

  private static final Profile NODE =
      new Profile(
          KeyUsage.digitalSignature,
          List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
          false);

  private static final Profile SUBJECT =
      new Profile(KeyUsage.digitalSignature, List.of(KeyPurposeId.id_kp_clientAuth), false);

  private static final Profile TIME_STAMPING =
      new Profile(KeyUsage.digitalSignature, List.of(KeyPurposeId.id_kp_timeStamping), true);

  private static final Profile DOCUMENT_SIGNING =
      new Profile(
          KeyUsage.digitalSignature | KeyUsage.nonRepudiation,
          List.of(KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36"))),
          false);

  private final String organisation;
  private final TlsIdentity root;

  private CertificateAuthority(String organisation, TlsIdentity root) {
    this.organisation = organisation;
    this.root = root;
  }

  /** A new root with a P-256 key, as {@link #create(String, KeyKind, Duration, Instant)}. */
  public static CertificateAuthority create(String organisation, Duration validity, Instant now) {
    return create(organisation, KeyKind.P256, validity, now);
  }

  /**
   * A new self-signed root {@code O=<organisation>, CN=<organisation> root} that may sign leaves
   * (path length 0) and revocation lists.
   *
   * @throws IllegalArgumentException when the organisation's id is no name of {@link PeerIdentity}
   */
  public static CertificateAuthority create(
      String organisation, KeyKind kind, Duration validity, Instant now) {
    PeerIdentity.checkName(organisation);
    KeyPair keys = kind.generate();
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
      X509Certificate certificate = sign(builder, kind, keys.getPrivate());
      return new CertificateAuthority(
          organisation, TlsIdentity.of(keys.getPrivate(), List.of(certificate)));
    } catch (GeneralSecurityException | IOException e) {
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

  /** What kind of key the root has. */
  public KeyKind kind() {
    return root.kind();
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
        new PeerIdentity(organisation, PeerIdentity.Kind.NODE, node), names, NODE, now, validity);
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
        SUBJECT,
        now,
        validity);
  }

  /**
   * A new key and certificate for a time-stamping authority of the organisation, good for
   * time-stamps and nothing else (RFC 3161, section 2.3).
   *
   * @throws IllegalArgumentException when the name is malformed
   */
  public TlsIdentity issueTimeStamping(String name, Instant now, Duration validity) {
    return issue(
        new PeerIdentity(organisation, PeerIdentity.Kind.TSA, name),
        List.of(),
        TIME_STAMPING,
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
        DOCUMENT_SIGNING,
        now,
        validity);
  }

  /**
   * A complete list of the certificates of this root that are revoked (RFC 5280, section 5). Its
   * number is the milliseconds of {@code thisUpdate}, so that it grows from list to list.
   *
   * @param thisUpdate when the list is made; lists hold whole seconds
   * @param nextUpdate by when there will be another
   * @throws IllegalArgumentException when {@code nextUpdate} is not after {@code thisUpdate}, a
   *     serial number is there twice, or the list is larger than {@link RevocationList#BYTES_MAX}
   */
  public RevocationList issueCrl(
      List<Revocation> revocations, Instant thisUpdate, Instant nextUpdate) {
    if (!nextUpdate.isAfter(thisUpdate)) {
      throw new IllegalArgumentException(
          "CRL: next update " + nextUpdate + " (expected: after " + thisUpdate + ")");
    }
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuerName(), Date.from(thisUpdate));
    builder.setNextUpdate(Date.from(nextUpdate));
    for (Revocation revocation : revocations) {
      builder.addCRLEntry(
          revocation.serial(), Date.from(revocation.time()), revocation.reason().code());
    }
    try {
      builder
          .addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new JcaX509ExtensionUtils()
                  .createAuthorityKeyIdentifier(root.certificate().getPublicKey()))
          .addExtension(
              Extension.cRLNumber,
              false,
              new CRLNumber(BigInteger.valueOf(thisUpdate.toEpochMilli())));
      return RevocationList.parse(
          builder.build(root.kind().signer(root.privateKey())).toASN1Structure().getEncoded("DER"));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("CRL: cannot be made", e);
    }
  }

  private TlsIdentity issue(
      PeerIdentity identity,
      List<GeneralName> moreNames,
      Profile profile,
      Instant now,
      Duration validity) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri()));
    names.addAll(moreNames);
    KeyPair keys = profile.kindUnder(root.kind()).generate();
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(
                  issuerName(),
                  name(organisation, identity.name()),
                  keys.getPublic(),
                  validity,
                  now)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(profile.usage()))
              .addExtension(
                  Extension.extendedKeyUsage,
                  profile.isPurposeCritical(),
                  new ExtendedKeyUsage(profile.purposes().toArray(KeyPurposeId[]::new)))
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
      X509Certificate leaf = sign(builder, root.kind(), root.privateKey());
      return TlsIdentity.of(keys.getPrivate(), List.of(leaf, root.certificate()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("certificate: cannot be made", e);
    }
  }

  private X500Name issuerName() {
    return X500Name.getInstance(root.certificate().getSubjectX500Principal().getEncoded());
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

  private static X509Certificate sign(
      X509v3CertificateBuilder builder, KeyKind kind, PrivateKey issuer)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(kind.signer(issuer)));
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
}
