package org.colophon.crypto.ers;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a verifier brings along.
 *
 * @param roots certificates of the authorities that are trusted
 * @param crls revocation lists in DER, beside those in the record; those of issuers that have no
 *     part in it are passed over
 * @param algorithms until when which algorithm is trusted
 */
public record Trust(List<X509Certificate> roots, List<byte[]> crls, AlgorithmPolicy algorithms) {
  /** With copies of the lists. */
  public Trust {
    roots = List.copyOf(roots);
    crls = List.copyOf(crls);
  }

  /** These roots, no further lists, and the standard policy. */
  public static Trust of(List<X509Certificate> roots) {
    return new Trust(roots, List.of(), AlgorithmPolicy.standard());
  }

  /** The same with further revocation lists. */
  public Trust withCrls(List<byte[]> further) {
    return new Trust(roots, further, algorithms);
  }

  /** The same with another policy. */
  public Trust withAlgorithms(AlgorithmPolicy other) {
    return new Trust(roots, crls, other);
  }
}
