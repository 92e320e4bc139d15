package org.colophon.crypto.ers;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.colophon.crypto.Sha2;

/** What {@link AlgorithmPolicy} calls the algorithms. */
final class AlgorithmNames {
  /** Every name. */
  static final List<String> ALL =
      List.of("p256", "p384", "rsa2048", "rsa3072", "rsa4096", "sha256", "sha384", "sha512");

  /** In no policy, hence never trusted. */
  static final String UNKNOWN = "unknown";

  private AlgorithmNames() {}

  static String of(Sha2 hash) {
    return hash.label().toLowerCase(Locale.ROOT).replace("-", "");
  }

  /** The name of the key's algorithm and size. */
  static String of(SubjectPublicKeyInfo key) {
    if (key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa(key);
    }
    if (!key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return UNKNOWN;
    }
    if (SECObjectIdentifiers.secp256r1.equals(key.getAlgorithm().getParameters())) {
      return "p256";
    }
    return SECObjectIdentifiers.secp384r1.equals(key.getAlgorithm().getParameters())
        ? "p384"
        : UNKNOWN;
  }

  private static String rsa(SubjectPublicKeyInfo key) {
    try {
      int bits = RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength();
      if (bits >= 4096) {
        return "rsa4096";
      }
      if (bits >= 3072) {
        return "rsa3072";
      }
      return bits >= 2048 ? "rsa2048" : UNKNOWN;
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
