package org.colophon.crypto.tsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.x509.CertificateHolders;

/** Which of the certificates in an authority's answer are worth keeping. */
final class Issuers {
  private static final int CHAIN_LENGTH_MAX = 3;

  private Issuers() {}

  /**
   * The signer's certificate and those above it, as far as they are there and signed; without a
   * self-signed one, since trust in a root never comes from a token.
   */
  static List<X509CertificateHolder> above(
      X509CertificateHolder signer, List<X509CertificateHolder> others) {
    List<X509CertificateHolder> chain = new ArrayList<>();
    Optional<X509CertificateHolder> next = Optional.of(signer);
    while (next.isPresent() && chain.size() < CHAIN_LENGTH_MAX) {
      X509CertificateHolder current = next.get();
      chain.add(current);
      next =
          others.stream()
              .filter(other -> !chain.contains(other))
              .filter(
                  other -> !CertificateHolders.isSameName(other.getSubject(), other.getIssuer()))
              .filter(other -> CertificateHolders.isIssuedBy(current, other))
              .findFirst();
    }
    return chain;
  }
}
