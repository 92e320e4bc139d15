package org.colophon.crypto.ers;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import org.colophon.crypto.Sha2;

/** What {@link AlgorithmPolicy} calls the algorithms. */
final class AlgorithmNames {
  /** Every name. */
  static final List<String> ALL =
      List.of("p256", "p384", "rsa2048", "rsa3072", "rsa4096", "sha256", "sha384", "sha512");

  private AlgorithmNames() {}

  static String of(Sha2 hash) {
    return hash.label().toLowerCase(Locale.ROOT).replace("-", "");
  }

  /** The name of the key's algorithm and size; one that is in no policy for keys of other kinds. */
  static String of(PublicKey key) {
    return switch (key) {
      case ECPublicKey curve -> "p" + curve.getParams().getCurve().getField().getFieldSize();
      case RSAPublicKey rsa -> rsa(rsa.getModulus().bitLength());
      default -> key.getAlgorithm();
    };
  }

  private static String rsa(int bits) {
    if (bits >= 4096) {
      return "rsa4096";
    }
    if (bits >= 3072) {
      return "rsa3072";
    }
    return bits >= 2048 ? "rsa2048" : "rsa" + bits;
  }
}
