package org.colophon.crypto.ers;

import java.util.SortedSet;
import java.util.TreeSet;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.SignatureScheme;

/** The algorithms on which a token rests, by their names in {@link AlgorithmPolicy}. */
final class TokenAlgorithms {
  private TokenAlgorithms() {}

  /** Hash of the imprint, hash and key of the signature. */
  static SortedSet<String> ofToken(ArchiveToken token) {
    SignerInfo signer = token.signer();
    SortedSet<String> names = new TreeSet<>();
    names.add(AlgorithmNames.of(token.imprint().algorithm()));
    names.add(
        SignatureScheme.hashOf(signer.getDigestAlgorithm())
            .flatMap(hash -> SignatureScheme.ofSigner(signer.getDigestEncryptionAlgorithm(), hash))
            .map(SignatureScheme::hash)
            .map(AlgorithmNames::of)
            .orElse(AlgorithmNames.UNKNOWN));
    names.add(ofKey(CertificateHolders.of(token.timeStamp().signerCertificate())));
    return names;
  }

  static String ofKey(X509CertificateHolder certificate) {
    return AlgorithmNames.of(certificate.getSubjectPublicKeyInfo());
  }

  /** Hash of the issuer's signature in the certificate. */
  static String ofSignature(X509CertificateHolder certificate) {
    return SignatureScheme.of(certificate.getSignatureAlgorithm())
        .map(SignatureScheme::hash)
        .map(AlgorithmNames::of)
        .orElse(AlgorithmNames.UNKNOWN);
  }
}
