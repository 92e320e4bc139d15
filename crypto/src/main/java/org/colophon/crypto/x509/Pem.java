package org.colophon.crypto.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.colophon.crypto.PemBlock;
import org.colophon.crypto.StrictBase64;

/** Certificates to and from PEM (RFC 7468) and base64 of their DER. */
public final class Pem {
  /** Certificates in one text. */
  public static final int CERTIFICATES_MAX = 16;

  private static final String LABEL = "CERTIFICATE";

  private Pem() {}

  /** The certificates as PEM, in this order. */
  public static String encode(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append(PemBlock.of(LABEL, der(certificate)).text());
    }
    return text.toString();
  }

  /** One certificate as PEM. */
  public static String encode(X509Certificate certificate) {
    return encode(List.of(certificate));
  }

  /**
   * Reads text that holds certificates and nothing else.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : PemBlock.parseAll(text)) {
      if (!block.label().equals(LABEL)) {
        throw new IllegalArgumentException("PEM: " + block.label() + " (expected: CERTIFICATE)");
      }
      certificates.add(certificate(block.der()));
    }
    if (certificates.size() > CERTIFICATES_MAX) {
      throw new IllegalArgumentException("PEM: more than " + CERTIFICATES_MAX + " certificates");
    }
    return List.copyOf(certificates);
  }

  /**
   * Reads text that holds one certificate.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static X509Certificate certificate(String text) {
    List<X509Certificate> certificates = certificates(text);
    if (certificates.size() != 1) {
      throw new IllegalArgumentException(
          "PEM: " + certificates.size() + " certificates (expected: 1)");
    }
    return certificates.getFirst();
  }

  /**
   * The certificate with this DER.
   *
   * @throws IllegalArgumentException when it is not exactly one certificate
   */
  public static X509Certificate certificate(byte[] der) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new IllegalArgumentException("certificate: not DER, or with bytes after it");
      }
      return certificate;
    } catch (CertificateException e) {
      throw new IllegalArgumentException("certificate: " + e.getMessage(), e);
    }
  }

  /** Standard base64 of the certificate's DER, on one line. */
  public static String base64Der(X509Certificate certificate) {
    return StrictBase64.encode(der(certificate));
  }

  /**
   * The certificate whose DER this is in base64.
   *
   * @throws IllegalArgumentException when it is not canonical base64 of one certificate
   */
  public static X509Certificate ofBase64Der(String base64) {
    return certificate(StrictBase64.decode(base64));
  }

  /** The certificate's DER. */
  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate: cannot be encoded", e);
    }
  }
}
