package org.colophon.crypto.x509;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.StrictDer;

/** Certificates as the library shows them: every field as it stands in the bytes. */
public final class CertificateHolders {
  private CertificateHolders() {}

  /**
   * The certificate's fields.
   *
   * @throws IllegalArgumentException when its bytes are not DER
   */
  public static X509CertificateHolder of(X509Certificate certificate) {
    return new X509CertificateHolder(
        Certificate.getInstance(StrictDer.parse(Pem.der(certificate))));
  }

  /** Whether two names are equal byte for byte, which leaves nothing to interpret. */
  public static boolean isSameName(X500Name one, X500Name other) {
    return Arrays.equals(StrictDer.encode(one), StrictDer.encode(other));
  }

  /**
   * Whether {@code issuer} signed {@code subject}: the names fit, both statements of the
   * signature's algorithm are equal, and the signature is right and of an allowed scheme (RFC 5280,
   * 6.1.3 a).
   */
  public static boolean isIssuedBy(X509CertificateHolder subject, X509CertificateHolder issuer) {
    Certificate certificate = subject.toASN1Structure();
    return isSameName(subject.getIssuer(), issuer.getSubject())
        && certificate
            .getTBSCertificate()
            .getSignature()
            .equals(certificate.getSignatureAlgorithm())
        && SignatureScheme.of(certificate.getSignatureAlgorithm())
            .filter(scheme ->
                scheme.verifies(
                    issuer.getSubjectPublicKeyInfo(),
                    StrictDer.encode(certificate.getTBSCertificate()),
                    certificate.getSignature()))
            .isPresent();
  }
}
