package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.x509.RevocationList;

/**
 * Revocation lists by issuer. Each is read once and its signature checked once for an issuer,
 * however many tokens it is looked up for. Not safe for use by several threads.
 */
final class RevocationLists {
  private final List<RevocationList> lists;
  private final Map<X509CertificateHolder, List<RevocationList>> byIssuer = new HashMap<>();

  private RevocationLists(List<RevocationList> lists) {
    this.lists = lists;
  }

  /** Reads lists in DER; refuses them all when one is malformed. */
  static RevocationLists of(List<byte[]> crls) throws EvidenceRecordException {
    List<RevocationList> lists = new ArrayList<>();
    for (byte[] crl : crls) {
      try {
        lists.add(RevocationList.parse(crl));
      } catch (IllegalArgumentException e) {
        throw new EvidenceRecordException(Fault.TOKEN_INVALID, String.valueOf(e.getMessage()), e);
      }
    }
    return new RevocationLists(lists);
  }

  /** The lists of this issuer; refuses those that bear its name without its signature. */
  List<RevocationList> of(X509CertificateHolder issuer) throws EvidenceRecordException {
    List<RevocationList> known = byIssuer.get(issuer);
    if (known != null) {
      return known;
    }
    List<RevocationList> found = new ArrayList<>();
    for (RevocationList list : lists) {
      if (list.names(issuer)) {
        if (!list.isIssuedBy(issuer)) {
          throw new EvidenceRecordException(
              Fault.TOKEN_INVALID, "revocation list not signed by " + issuer.getSubject());
        }
        found.add(list);
      }
    }
    byIssuer.put(issuer, found);
    return found;
  }
}
