package org.colophon.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.colophon.crypto.Hash;

/** Keys of certificates that somebody takes although they do not hold, as Chromium names them. */
final class AcceptedKeys {
  private AcceptedKeys() {}

  /** SHA-256 of each certificate's SubjectPublicKeyInfo, in base64. */
  static List<String> of(List<Path> files) throws IOException {
    List<String> keys = new ArrayList<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (Certificate certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          Hash key = Hash.sha256(certificate.getPublicKey().getEncoded());
          keys.add(Base64.getEncoder().encodeToString(key.bytes()));
        }
      } catch (CertificateException e) {
        throw new IOException(file + ": no certificates in PEM: " + e.getMessage(), e);
      }
    }
    return keys;
  }
}
