package org.colophon.crypto.tsp;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.Revocation;
import org.colophon.crypto.x509.RevocationList;

/**
 * The way from a token's signer to a trusted root: the signer's certificate, at most one between,
 * and the root. Written out instead of left to the JDK's PKIX, so that the rules can be read, and
 * told to those who write another verifier.
 */
final class AuthorityChain {
  private final List<X509CertificateHolder> certificates;
  private final X509Certificate root;

  private AuthorityChain(List<X509CertificateHolder> certificates, X509Certificate root) {
    this.certificates = certificates;
    this.root = root;
  }

  /** What must hold of a way beside its names and signatures. */
  interface Rules {
    /** Refuses a way for which they do not hold. */
    void check(AuthorityChain way) throws TimeStampException;
  }

  /**
   * Follows names and signatures from the signer to each root, and keeps the ways for which the
   * rules hold. There can be several: a root that is renewed keeps its name and key, anybody may
   * write both into a certificate of his own, and one of them must not stand in another's way.
   *
   * @return at least one, in the order of the roots
   * @throws TimeStampException when there is none: UNTRUSTED when names and signatures lead to no
   *     root, else what is wrong with the last way tried
   */
  static List<AuthorityChain> follow(
      X509CertificateHolder signer,
      List<X509CertificateHolder> others,
      List<X509Certificate> roots,
      Rules rules)
      throws TimeStampException {
    List<AuthorityChain> right = new ArrayList<>();
    TimeStampException failure =
        new TimeStampException(
            Reason.UNTRUSTED, "signer " + name(signer) + ": leads to no trusted root");
    for (X509Certificate root : roots) {
      for (AuthorityChain way : to(root, signer, others)) {
        try {
          rules.check(way);
          right.add(way);
        } catch (TimeStampException e) {
          failure = e;
        } catch (RuntimeException e) {
          // Extensions are read only when they are looked at.
          failure =
              new TimeStampException(Reason.BAD_CERTIFICATE, "certificate: " + e.getMessage(), e);
        }
      }
    }
    if (right.isEmpty()) {
      throw failure;
    }
    return right;
  }

  private static List<AuthorityChain> to(
      X509Certificate root, X509CertificateHolder signer, List<X509CertificateHolder> others) {
    Optional<X509CertificateHolder> readable = holder(root);
    if (readable.isEmpty()) {
      return List.of();
    }
    X509CertificateHolder top = readable.get();
    List<AuthorityChain> ways = new ArrayList<>();
    if (CertificateHolders.isIssuedBy(signer, top)) {
      ways.add(new AuthorityChain(List.of(signer, top), root));
    }
    for (X509CertificateHolder between : others) {
      if (!between.equals(signer)
          && !between.equals(top)
          && CertificateHolders.isIssuedBy(between, top)
          && CertificateHolders.isIssuedBy(signer, between)) {
        ways.add(new AuthorityChain(List.of(signer, between, top), root));
      }
    }
    return ways;
  }

  /** Nobody promises that a trusted certificate is DER; one that is not is nobody's issuer. */
  private static Optional<X509CertificateHolder> holder(X509Certificate root) {
    try {
      return Optional.of(CertificateHolders.of(root));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Refuses certificates that are not valid at the time, or not for this use. */
  void checkCertificates(Instant time) throws TimeStampException {
    CertificateRules.checkSigner(certificates.getFirst());
    for (int i = 1; i < certificates.size(); i++) {
      CertificateRules.checkIssuer(certificates.get(i), i - 1);
    }
    for (X509CertificateHolder certificate : certificates) {
      CertificateRules.checkValidAt(certificate, time);
    }
  }

  /** The trusted root. */
  X509Certificate root() {
    return root;
  }

  /** Without the root, which trust does not take from a token. */
  List<X509CertificateHolder> belowRoot() {
    return certificates.subList(0, certificates.size() - 1);
  }

  /** Refuses certificates that are not on the way: no check would cover their bytes. */
  void checkNoOthers(List<X509CertificateHolder> embedded) throws TimeStampException {
    if (!new HashSet<>(certificates).containsAll(embedded)) {
      throw new TimeStampException(
          Reason.BAD_CERTIFICATE, "token: a certificate that is not between signer and root");
    }
  }

  /**
   * Looks each certificate below the root up in the lists of its issuer. Lists of others say
   * nothing here.
   */
  void checkRevocation(List<RevocationList> lists, Instant time) throws TimeStampException {
    for (int i = 0; i + 1 < certificates.size(); i++) {
      for (RevocationList list : ofIssuer(lists, certificates.get(i + 1))) {
        X509CertificateHolder certificate = certificates.get(i);
        Optional<Revocation> revocation = list.revocation(certificate.getSerialNumber());
        if (revocation.isPresent() && revocation.get().spoils(time)) {
          throw new TimeStampException(
              Reason.REVOKED,
              "certificate "
                  + name(certificate)
                  + ": revoked at "
                  + revocation.get().time()
                  + ", "
                  + revocation.get().reason());
        }
      }
    }
  }

  private static List<RevocationList> ofIssuer(
      List<RevocationList> lists, X509CertificateHolder issuer) throws TimeStampException {
    List<RevocationList> found = new ArrayList<>();
    for (RevocationList list : lists) {
      if (list.names(issuer)) {
        if (!list.isIssuedBy(issuer)) {
          throw new TimeStampException(
              Reason.BAD_CRL, "CRL of " + name(issuer) + ": not signed by it");
        }
        found.add(list);
      }
    }
    return found;
  }

  private static String name(X509CertificateHolder certificate) {
    return Printable.line(certificate.getSubject().toString());
  }
}
