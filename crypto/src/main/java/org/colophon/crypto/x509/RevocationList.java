package org.colophon.crypto.x509;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.PemBlock;
import org.colophon.crypto.StrictDer;

/**
 * A complete certificate revocation list, version 2 (RFC 5280, section 5). Lists that speak of part
 * of the certificates only, of changes only, or for other issuers, are refused: each needs a
 * critical extension. Immutable.
 */
public final class RevocationList {
  /** Largest list read. */
  public static final int BYTES_MAX = 256 * 1024;

  private static final String LABEL = "X509 CRL";
  private static final int PEM_BYTES_MAX = 2 * BYTES_MAX;
  private static final int VERSION_2 = 2;

  private final byte[] der;
  private final CertificateList list;
  private final Instant thisUpdate;
  private final Optional<Instant> nextUpdate;
  private final Optional<BigInteger> number;
  private final Map<BigInteger, Revocation> revocations;

  /** Reads all at once, so that nothing malformed shows later. */
  private RevocationList(byte[] der, CertificateList list) {
    this.der = der;
    this.list = list;
    this.thisUpdate = list.getThisUpdate().getDate().toInstant();
    this.nextUpdate =
        Optional.ofNullable(list.getNextUpdate()).map(time -> time.getDate().toInstant());
    this.number =
        Optional.ofNullable(list.getTBSCertList().getExtensions())
            .map(extensions -> extensions.getExtensionParsedValue(Extension.cRLNumber))
            .map(value -> ASN1Integer.getInstance(value).getPositiveValue());
    this.revocations = read(list);
  }

  /**
   * Reads a list; its signature is not looked at.
   *
   * @throws IllegalArgumentException when it is too large, not DER, or of a kind that is refused
   */
  public static RevocationList parse(byte[] der) {
    if (der.length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "CRL: " + der.length + " bytes (expected: at most " + BYTES_MAX + ")");
    }
    try {
      CertificateList list = CertificateList.getInstance(StrictDer.parse(der));
      // Typed, since the library overlooks wrong tags and writes the right ones.
      if (!StrictDer.isEncodingOf(list, der)) {
        throw new IllegalArgumentException("not DER");
      }
      return new RevocationList(der.clone(), list);
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      throw new IllegalArgumentException("CRL: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a list in DER, or the one list of a PEM file.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static RevocationList read(byte[] derOrPem) {
    boolean isPem = derOrPem.length > 0 && derOrPem[0] == '-';
    if (!isPem) {
      return parse(derOrPem);
    }
    if (derOrPem.length > PEM_BYTES_MAX) {
      throw new IllegalArgumentException("CRL: PEM of " + derOrPem.length + " bytes");
    }
    List<PemBlock> blocks = PemBlock.parseAll(new String(derOrPem, StandardCharsets.US_ASCII));
    if (blocks.size() != 1 || !blocks.getFirst().label().equals(LABEL)) {
      throw new IllegalArgumentException("CRL: not one PEM block \"" + LABEL + "\"");
    }
    return parse(blocks.getFirst().der());
  }

  /** A copy of the DER. */
  public byte[] der() {
    return der.clone();
  }

  /** The list as PEM. */
  public String pem() {
    return PemBlock.of(LABEL, der).text();
  }

  /** When it was made. */
  public Instant thisUpdate() {
    return thisUpdate;
  }

  /** By when the next one is to be expected, if the list says so. */
  public Optional<Instant> nextUpdate() {
    return nextUpdate;
  }

  /** Its number, which grows from list to list, if it has one. */
  public Optional<BigInteger> number() {
    return number;
  }

  /** The certificates that it revokes, in no order. */
  public List<Revocation> revocations() {
    return List.copyOf(revocations.values());
  }

  /** Whether and how it revokes the certificate with this serial number. */
  public Optional<Revocation> revocation(BigInteger serial) {
    return Optional.ofNullable(revocations.get(serial));
  }

  /** Whether its issuer has the name of this certificate's subject, byte for byte. */
  public boolean names(X509CertificateHolder issuer) {
    return CertificateHolders.isSameName(list.getIssuer(), issuer.getSubject());
  }

  /**
   * Whether this certificate's subject issued it: the names are equal, the signature is right and
   * of an allowed scheme, and the certificate's key usage, if it has one, has cRLSign.
   */
  public boolean isIssuedBy(X509Certificate issuer) {
    return isIssuedBy(CertificateHolders.of(issuer));
  }

  /** As {@link #isIssuedBy(X509Certificate)}. */
  public boolean isIssuedBy(X509CertificateHolder issuer) {
    KeyUsage usage = KeyUsage.fromExtensions(issuer.getExtensions());
    boolean maySign = usage == null || usage.hasUsages(KeyUsage.cRLSign);
    return maySign
        && names(issuer)
        && SignatureScheme.of(list.getSignatureAlgorithm())
            .filter(scheme ->
                scheme.verifies(
                    issuer.getSubjectPublicKeyInfo(),
                    StrictDer.encode(list.getTBSCertList()),
                    list.getSignature()))
            .isPresent();
  }

  private static Map<BigInteger, Revocation> read(CertificateList list) {
    TBSCertList content = list.getTBSCertList();
    if (content.getVersionNumber() != VERSION_2) {
      throw new IllegalArgumentException(
          "version " + content.getVersionNumber() + " (expected: 2)");
    }
    if (!content.getSignature().equals(list.getSignatureAlgorithm())) {
      throw new IllegalArgumentException("two signature algorithms");
    }
    refuseCritical(content.getExtensions());
    List<Revocation> revocations = new ArrayList<>();
    for (TBSCertList.CRLEntry entry : content.getRevokedCertificates()) {
      revocations.add(read(entry));
    }
    // Two entries of one certificate are a contradiction, which toMap refuses.
    return revocations.stream().collect(Collectors.toUnmodifiableMap(Revocation::serial, r -> r));
  }

  private static Revocation read(TBSCertList.CRLEntry entry) {
    refuseCritical(entry.getExtensions());
    RevocationReason reason =
        Stream.ofNullable(entry.getExtensions())
            .map(extensions -> extensions.getExtensionParsedValue(Extension.reasonCode))
            .flatMap(Stream::ofNullable)
            .map(value -> ASN1Enumerated.getInstance(value).intValueExact())
            .map(code ->
                RevocationReason.ofCode(code)
                    .orElseThrow(() -> new IllegalArgumentException("reason code " + code)))
            .findFirst()
            .orElse(RevocationReason.UNSPECIFIED);
    return new Revocation(
        entry.getUserCertificate().getValue(),
        entry.getRevocationDate().getDate().toInstant(),
        reason);
  }

  private static void refuseCritical(Extensions extensions) {
    if (extensions != null && extensions.getCriticalExtensionOIDs().length > 0) {
      throw new IllegalArgumentException(
          "critical extension " + extensions.getCriticalExtensionOIDs()[0]);
    }
  }
}
