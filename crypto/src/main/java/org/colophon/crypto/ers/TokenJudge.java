package org.colophon.crypto.ers;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.Revocation;
import org.colophon.crypto.x509.RevocationList;

/**
 * Whether a token was still worth something at a later moment: that of the next archive time-stamp,
 * or of the verification (RFC 4998, section 5.3). A revocation for a reason that undoes the past
 * counts when it was in force by that moment: later misuse of the key cannot make a token that the
 * next one already covers.
 */
final class TokenJudge {
  private final ArchiveToken token;
  private final Trust trust;
  private final RevocationLists brought;
  private final long atMs;

  /**
   * Judges one token.
   *
   * @param brought the lists of {@link Trust#crls}
   */
  TokenJudge(ArchiveToken token, Trust trust, RevocationLists brought, long atMs) {
    this.token = token;
    this.trust = trust;
    this.brought = brought;
    this.atMs = atMs;
  }

  /**
   * Refuses the token unless it verifies and still stood. It stands by any of the trusted roots to
   * which it leads: one that is renewed keeps its name and key and ends later.
   *
   * @return first moment at which it stands no longer, as far as certificates and policy tell
   */
  long check() throws EvidenceRecordException {
    if (token.timeMs() > atMs) {
      throw new EvidenceRecordException(
          Fault.OUT_OF_ORDER, about() + ": later than " + Instant.ofEpochMilli(atMs));
    }
    OptionalLong latestMs = OptionalLong.empty();
    Optional<EvidenceRecordException> failure = Optional.empty();
    for (X509Certificate root : roots()) {
      try {
        latestMs = OptionalLong.of(Math.max(latestMs.orElse(0), check(chain(root))));
      } catch (EvidenceRecordException e) {
        failure = Optional.of(e);
      }
    }
    if (latestMs.isEmpty()) {
      throw failure.orElseThrow();
    }
    return latestMs.getAsLong();
  }

  private long check(List<X509CertificateHolder> chain) throws EvidenceRecordException {
    checkExpiry(chain);
    checkRevocation(chain);
    checkAlgorithms(chain);
    return endMs(chain);
  }

  private long endMs(List<X509CertificateHolder> chain) {
    long endMs = AlgorithmPolicy.OPEN_MS;
    for (X509CertificateHolder certificate : chain) {
      endMs = Math.min(endMs, certificate.getNotAfter().toInstant().toEpochMilli() + 1);
    }
    for (String name : algorithms(chain)) {
      endMs = Math.min(endMs, trust.algorithms().endMs(name));
    }
    return endMs;
  }

  /** At least one. */
  private List<X509Certificate> roots() throws EvidenceRecordException {
    try {
      return token.timeStamp().rootsOf(trust.roots(), List.of());
    } catch (TimeStampException e) {
      throw new EvidenceRecordException(
          Fault.TOKEN_INVALID, about() + ": " + e.reason() + ", " + e.getMessage(), e);
    }
  }

  /** The signer's certificate, the one between if there is one, and the trusted root. */
  private List<X509CertificateHolder> chain(X509Certificate root) {
    X509CertificateHolder top = CertificateHolders.of(root);
    X509CertificateHolder next = CertificateHolders.of(token.timeStamp().signerCertificate());
    List<X509CertificateHolder> chain = new ArrayList<>(List.of(next));
    // rootsOf() saw to it that the token holds the chain and nothing else.
    for (X509CertificateHolder certificate : token.certificates()) {
      if (!chain.contains(certificate) && !certificate.equals(top)) {
        chain.add(certificate);
      }
    }
    chain.add(top);
    return chain;
  }

  private void checkExpiry(List<X509CertificateHolder> chain) throws EvidenceRecordException {
    for (X509CertificateHolder certificate : chain) {
      if (Instant.ofEpochMilli(atMs).isAfter(certificate.getNotAfter().toInstant())) {
        throw new EvidenceRecordException(
            Fault.EXPIRED,
            about()
                + ": certificate of "
                + certificate.getSubject()
                + " ran out on "
                + certificate.getNotAfter().toInstant()
                + " (expected: after "
                + Instant.ofEpochMilli(atMs)
                + ")");
      }
    }
  }

  private void checkRevocation(List<X509CertificateHolder> chain) throws EvidenceRecordException {
    RevocationLists own = RevocationLists.of(token.crls());
    for (int i = 0; i + 1 < chain.size(); i++) {
      X509CertificateHolder issuer = chain.get(i + 1);
      List<RevocationList> lists = new ArrayList<>(own.of(issuer));
      lists.addAll(brought.of(issuer));
      for (RevocationList list : lists) {
        checkNotRevoked(chain.get(i), list);
      }
    }
  }

  private void checkNotRevoked(X509CertificateHolder certificate, RevocationList list)
      throws EvidenceRecordException {
    Optional<Revocation> revocation = list.revocation(certificate.getSerialNumber());
    if (revocation.isEmpty()) {
      return;
    }
    long countsUntilMs = revocation.get().reason().undoesThePast() ? atMs : token.timeMs();
    if (revocation.get().time().toEpochMilli() <= countsUntilMs) {
      throw new EvidenceRecordException(
          Fault.REVOKED,
          about()
              + ": certificate of "
              + certificate.getSubject()
              + " revoked on "
              + revocation.get().time()
              + ", "
              + revocation.get().reason());
    }
  }

  private void checkAlgorithms(List<X509CertificateHolder> chain) throws EvidenceRecordException {
    for (String name : algorithms(chain)) {
      if (!trust.algorithms().trusts(name, atMs)) {
        throw new EvidenceRecordException(
            Fault.WEAK_ALGORITHM,
            about() + ": " + name + " is not trusted at " + Instant.ofEpochMilli(atMs));
      }
    }
  }

  /** The token's own, and those with which the certificates below the root are signed. */
  private SortedSet<String> algorithms(List<X509CertificateHolder> chain) {
    SortedSet<String> names = new TreeSet<>(TokenAlgorithms.ofToken(token));
    chain.forEach(certificate -> names.add(TokenAlgorithms.ofKey(certificate)));
    chain
        .subList(0, chain.size() - 1)
        .forEach(certificate -> names.add(TokenAlgorithms.ofSignature(certificate)));
    return names;
  }

  private String about() {
    return "time-stamp of " + Instant.ofEpochMilli(token.timeMs());
  }
}
