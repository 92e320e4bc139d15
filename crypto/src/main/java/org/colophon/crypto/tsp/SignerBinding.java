package org.colophon.crypto.tsp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * The signed attribute that names the signer's certificate by its hash, so that no other
 * certificate of the same key can take its place: ESSCertIDv2 (RFC 5816, RFC 5035), or ESSCertID
 * with SHA-1 (RFC 2634, section 5.4) as older authorities write it. The first identifier counts;
 * further ones would name the certificates above. SHA-1 suffices here: another certificate with the
 * same hash would still have to be issued by a trusted root.
 */
final class SignerBinding {
  private SignerBinding() {}

  /** Whether there is at least one of the two, and each that is there names this certificate. */
  static boolean holds(SignedToken token, X509CertificateHolder certificate) {
    Optional<ASN1Primitive> v1 =
        token.signedAttribute(PKCSObjectIdentifiers.id_aa_signingCertificate);
    Optional<ASN1Primitive> v2 =
        token.signedAttribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    byte[] der = StrictDer.encode(certificate.toASN1Structure());
    boolean isNamed = v1.isPresent() || v2.isPresent();
    return isNamed
        && v1.map(value -> namesV1(value, certificate, der)).orElse(true)
        && v2.map(value -> namesV2(value, certificate, der)).orElse(true);
  }

  private static boolean namesV1(
      ASN1Primitive value, X509CertificateHolder certificate, byte[] der) {
    ESSCertID[] ids = SigningCertificate.getInstance(value).getCerts();
    return ids.length > 0
        && Arrays.equals(ids[0].getCertHash(), sha1(der))
        && fits(ids[0].getIssuerSerial(), certificate);
  }

  private static boolean namesV2(
      ASN1Primitive value, X509CertificateHolder certificate, byte[] der) {
    ESSCertIDv2[] ids = SigningCertificateV2.getInstance(value).getCerts();
    if (ids.length == 0) {
      return false;
    }
    Optional<Sha2> hash = SignatureScheme.hashOf(ids[0].getHashAlgorithm());
    return hash.isPresent()
        && Arrays.equals(ids[0].getCertHash(), hash.get().digest(der))
        && fits(ids[0].getIssuerSerial(), certificate);
  }

  private static boolean fits(
      @Nullable IssuerSerial issuerSerial, X509CertificateHolder certificate) {
    if (issuerSerial == null) {
      return true;
    }
    GeneralName[] names = issuerSerial.getIssuer().getNames();
    return names.length == 1
        && names[0].getTagNo() == GeneralName.directoryName
        && Arrays.equals(
            StrictDer.encode(names[0].getName()), StrictDer.encode(certificate.getIssuer()))
        && issuerSerial.getSerial().getValue().equals(certificate.getSerialNumber());
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
