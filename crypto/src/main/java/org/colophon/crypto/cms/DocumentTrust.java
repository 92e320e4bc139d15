package org.colophon.crypto.cms;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.SignatureAlgorithm;

/** Whose certificate may sign documents: one that a root vouches for directly, and for that use. */
final class DocumentTrust {
  private static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";
  private static final int COORDINATE_LENGTH = 32;

  private DocumentTrust() {}

  /** The P-256 key of a leaf whose use is to sign documents (RFC 5280, 4.2.1.3; RFC 9336). */
  static KeyName signingKey(X509Certificate leaf) throws RefusedSignatureException {
    if (leaf.getBasicConstraints() >= 0) {
      throw refused("an authority's (expected: a leaf)");
    }
    boolean[] usage = leaf.getKeyUsage();
    if (usage == null || !usage[0]) {
      throw refused("key usage without digitalSignature");
    }
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      if (purposes == null || !purposes.contains(DOCUMENT_SIGNING)) {
        throw refused("not for signing documents");
      }
    } catch (CertificateParsingException e) {
      throw refused("its purposes cannot be read");
    }
    return p256(leaf);
  }

  private static KeyName p256(X509Certificate leaf) throws RefusedSignatureException {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(leaf.getPublicKey().getEncoded());
    if (!info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        || !SECObjectIdentifiers.secp256r1.equals(info.getAlgorithm().getParameters())
        || !(leaf.getPublicKey() instanceof ECPublicKey key)) {
      throw refused("key of another kind (expected: P-256)");
    }
    byte[] compressed = new byte[1 + COORDINATE_LENGTH];
    compressed[0] = (byte) (key.getW().getAffineY().testBit(0) ? 3 : 2);
    byte[] x = BigIntegers.asUnsignedByteArray(COORDINATE_LENGTH, key.getW().getAffineX());
    System.arraycopy(x, 0, compressed, 1, COORDINATE_LENGTH);
    return KeyName.of(SignatureAlgorithm.P256, compressed);
  }

  /**
   * Those of {@code roots} that issued the leaf, when both were valid at that time: a root that is
   * renewed keeps its name and key, and anybody may write both into a certificate of his own.
   *
   * @return at least one
   * @throws RefusedSignatureException when there is none: UNTRUSTED, or what is wrong with the last
   */
  static List<X509Certificate> rootsOf(
      X509Certificate leaf, Collection<X509Certificate> roots, Instant at)
      throws RefusedSignatureException {
    List<X509Certificate> fitting = new ArrayList<>();
    RefusedSignatureException failure =
        new RefusedSignatureException(
            SignatureFault.UNTRUSTED,
            "no trusted root issued the certificate of " + leaf.getSubjectX500Principal());
    for (X509Certificate root : roots) {
      if (leaf.getIssuerX500Principal().equals(root.getSubjectX500Principal())
          && isSignedBy(leaf, root)) {
        try {
          checkPath(leaf, root, at);
          fitting.add(root);
        } catch (RefusedSignatureException e) {
          failure = e;
        }
      }
    }
    if (fitting.isEmpty()) {
      throw failure;
    }
    return fitting;
  }

  private static boolean isSignedBy(X509Certificate leaf, X509Certificate root) {
    try {
      leaf.verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void checkPath(X509Certificate leaf, X509Certificate root, Instant at)
      throws RefusedSignatureException {
    Date day = Date.from(at);
    try {
      leaf.checkValidity(day);
      root.checkValidity(day);
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw new RefusedSignatureException(
          SignatureFault.EXPIRED, "certificate: not valid at " + at, e);
    }
    try {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(day);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (CertificateException e) {
      throw new RefusedSignatureException(SignatureFault.CERTIFICATE, "cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new RefusedSignatureException(
          SignatureFault.UNTRUSTED, "not valid under its root: " + e.getMessage(), e);
    }
  }

  private static RefusedSignatureException refused(String message) {
    return new RefusedSignatureException(SignatureFault.CERTIFICATE, "certificate: " + message);
  }
}
