package org.colophon.crypto.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.TlsIdentity;

/** Two organisations, a node of the first that signs documents, and a small file that it signed. */
final class SignedFixtures {
  static final Instant NOW = Instant.parse("2026-06-01T12:30:15Z");
  static final Duration YEAR = Duration.ofDays(365);
  static final String REASON = "Colophon evidence certificate of record " + "0a".repeat(32);

  static final CertificateAuthority COURT = CertificateAuthority.create("court", YEAR, NOW);
  static final CertificateAuthority OFFICE = CertificateAuthority.create("office", YEAR, NOW);
  static final TlsIdentity NODE = COURT.issueDocumentSigner("court-1", NOW, YEAR);

  private SignedFixtures() {}

  /**
   * The least of a PDF file around a signature dictionary: what a reader of signatures looks at.
   */
  static byte[] unsigned(String place) {
    String file =
        "%PDF-1.7\n1 0 obj\n<<\n/Type /Catalog\n>>\nendobj\n2"
            + place
            + "trailer\n<<\n/Root 1 0 R\n>>\n%%EOF\n";
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A root of the same name and key, as anybody can make one; it ends so long after now. */
  static X509Certificate twin(X509Certificate root, Duration validity) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      root.getSubjectX500Principal(),
                      BigInteger.TWO,
                      Date.from(NOW.minus(YEAR)),
                      Date.from(NOW.plus(validity)),
                      root.getSubjectX500Principal(),
                      root.getPublicKey())
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA")
                          .build(generator.generateKeyPair().getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] signed() throws RefusedSignatureException {
    return PdfSignature.sign(unsigned(PdfSignature.placeFor(REASON, NOW)), NODE);
  }

  static DetachedSignature.Signer verify(byte[] file) throws RefusedSignatureException {
    return PdfSignature.read(file).verify(List.of(OFFICE.certificate(), COURT.certificate()));
  }
}
