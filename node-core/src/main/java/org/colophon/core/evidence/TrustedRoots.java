package org.colophon.core.evidence;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.x509.Pem;

/**
 * Whose certificates are trusted: the CAs of the chain's organisations, and those that a verifier
 * brings along. Immutable.
 */
public final class TrustedRoots {
  private final Map<X509Certificate, String> names = new LinkedHashMap<>();
  private final Map<X509Certificate, Set<OrgId>> organisations = new LinkedHashMap<>();

  private TrustedRoots() {}

  /**
   * The roots of all organisations of these memberships.
   *
   * @param further brought along; named by their subjects
   */
  public static TrustedRoots of(
      Collection<Membership> memberships, Collection<X509Certificate> further) {
    TrustedRoots roots = new TrustedRoots();
    for (Membership membership : memberships) {
      for (Organisation organisation : membership.organisations()) {
        certificate(organisation).ifPresent(root -> roots.add(root, organisation.id()));
      }
    }
    for (X509Certificate root : further) {
      roots.names.putIfAbsent(root, root.getSubjectX500Principal().getName());
    }
    return roots;
  }

  private void add(X509Certificate root, OrgId organisation) {
    names.putIfAbsent(root, organisation.text());
    organisations.computeIfAbsent(root, _ -> new LinkedHashSet<>()).add(organisation);
  }

  /** Nobody checks that a founder's certificate can be read; one that cannot be is no root. */
  private static Optional<X509Certificate> certificate(Organisation organisation) {
    try {
      return Optional.of(Pem.ofBase64Der(organisation.certificate()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** All of them. */
  public List<X509Certificate> all() {
    return List.copyOf(names.keySet());
  }

  /** Those of organisations. */
  public List<X509Certificate> ofOrganisations() {
    return List.copyOf(organisations.keySet());
  }

  /** Whether an organisation named this root as its own. Nothing keeps two from naming one. */
  public boolean isOf(X509Certificate root, OrgId organisation) {
    return organisations.getOrDefault(root, Set.of()).contains(organisation);
  }

  /** The organisation's id, or the subject of a root that was brought along. */
  public String nameOf(X509Certificate root) {
    String name = names.get(root);
    if (name == null) {
      throw new IllegalArgumentException("not one of these roots");
    }
    return name;
  }
}
