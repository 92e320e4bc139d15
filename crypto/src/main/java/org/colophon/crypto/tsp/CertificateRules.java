package org.colophon.crypto.tsp;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** What each certificate behind a time-stamp must say of itself (RFC 3161, 2.3; RFC 5280, 4.2). */
final class CertificateRules {
  private static final int VERSION_3 = 3;

  /** All bits that RFC 5280 knows but the two for signing documents. */
  private static final int[] OTHER_USAGES = {
    KeyUsage.keyEncipherment,
    KeyUsage.dataEncipherment,
    KeyUsage.keyAgreement,
    KeyUsage.keyCertSign,
    KeyUsage.cRLSign,
    KeyUsage.encipherOnly,
    KeyUsage.decipherOnly
  };

  /** Critical extensions whose meaning these rules take into account. */
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName);

  private CertificateRules() {}

  /** The signer's: for time-stamping alone, and critically so. */
  static void checkSigner(X509CertificateHolder certificate) throws TimeStampException {
    checkForm(certificate);
    Extension purposes = certificate.getExtension(Extension.extendedKeyUsage);
    check(purposes != null && purposes.isCritical(), "extended key usage (expected: critical)");
    KeyPurposeId[] all = ExtendedKeyUsage.fromExtensions(certificate.getExtensions()).getUsages();
    check(
        all.length == 1 && all[0].equals(KeyPurposeId.id_kp_timeStamping),
        "extended key usage (expected: timeStamping alone)");
    KeyUsage usage = KeyUsage.fromExtensions(certificate.getExtensions());
    check(usage == null || isForSigningAlone(usage), "key usage (expected: signatures alone)");
    BasicConstraints constraints = BasicConstraints.fromExtensions(certificate.getExtensions());
    check(constraints == null || !constraints.isCA(), "an authority's (expected: a leaf)");
  }

  /**
   * An issuer's, the root's included.
   *
   * @param below certificates between it and the signer's
   */
  static void checkIssuer(X509CertificateHolder certificate, int below) throws TimeStampException {
    checkForm(certificate);
    Extensions extensions = certificate.getExtensions();
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    check(constraints != null && constraints.isCA(), "not an authority's");
    check(
        constraints.getPathLenConstraint() == null
            || constraints.getPathLenConstraint().intValueExact() >= below,
        "more certificates below it than it allows");
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    check(usage != null && usage.hasUsages(KeyUsage.keyCertSign), "key usage without keyCertSign");
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    check(
        purposes == null
            || purposes.hasKeyPurposeId(KeyPurposeId.id_kp_timeStamping)
            || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage),
        "an authority's for other purposes");
  }

  /** Its validity includes the moment; both ends count (RFC 5280, section 4.1.2.5). */
  static void checkValidAt(X509CertificateHolder certificate, Instant time)
      throws TimeStampException {
    if (!certificate.isValidOn(Date.from(time))) {
      throw new TimeStampException(
          Reason.EXPIRED,
          "certificate "
              + Printable.line(certificate.getSubject().toString())
              + ": valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + " (expected: at "
              + time
              + ")");
    }
  }

  private static void checkForm(X509CertificateHolder certificate) throws TimeStampException {
    check(certificate.getVersionNumber() == VERSION_3, "version (expected: 3)");
    for (Object oid : certificate.getCriticalExtensionOIDs()) {
      check(
          oid instanceof ASN1ObjectIdentifier && UNDERSTOOD.contains(oid),
          "critical extension " + oid);
    }
  }

  private static boolean isForSigningAlone(KeyUsage usage) {
    for (int other : OTHER_USAGES) {
      if (usage.hasUsages(other)) {
        return false;
      }
    }
    return usage.hasUsages(KeyUsage.digitalSignature) || usage.hasUsages(KeyUsage.nonRepudiation);
  }

  private static void check(boolean condition, String found) throws TimeStampException {
    if (!condition) {
      throw new TimeStampException(Reason.BAD_CERTIFICATE, "certificate: " + found);
    }
  }
}
