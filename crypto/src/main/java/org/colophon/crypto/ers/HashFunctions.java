package org.colophon.crypto.ers;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.x509.SignatureScheme;

/** Hash functions to and from their identifiers, which have no parameters (RFC 5754, section 2). */
final class HashFunctions {
  private HashFunctions() {}

  static AlgorithmIdentifier identifier(Sha2 algorithm) {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()));
  }

  /**
   * The function; parameters may be NULL.
   *
   * @throws IllegalArgumentException for others than SHA-2
   */
  static Sha2 of(AlgorithmIdentifier identifier) {
    return SignatureScheme.hashOf(identifier)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "hash function " + identifier.getAlgorithm() + " (expected: SHA-2)"));
  }
}
