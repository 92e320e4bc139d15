package org.colophon.node;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.PeerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The organisations as this node sees them. Whom it lets in follows the membership in force from
 * one commit to the next: an organisation that went is not let in again, one that came is.
 */
final class Consortium {
  private static final int IDENTITIES_MAX = 1024;
  private static final Logger LOG = LoggerFactory.getLogger(Consortium.class);

  private final Ledger ledger;
  private final OrganisationTrust trust;
  private volatile int trusted;

  private final Map<X509Certificate, Optional<PeerIdentity>> identities = new ConcurrentHashMap<>();

  private Consortium(Ledger ledger, MembershipInForce now) {
    this.ledger = ledger;
    this.trusted = now.number();
    this.trust = OrganisationTrust.of(MemberRoots.of(now.membership()));
  }

  /** Follows a ledger from now on. */
  static Consortium follow(Ledger ledger) {
    Consortium consortium = new Consortium(ledger, ledger.tip().governance().inForce());
    ledger.onCommit(consortium::refresh);
    consortium.refresh();
    return consortium;
  }

  /** Called after each commit: looks at one number unless the membership has changed. */
  private void refresh() {
    MembershipInForce now = ledger.tip().governance().inForce();
    if (now.number() != trusted) {
      trusted = now.number();
      trust.replace(MemberRoots.of(now.membership()));
      LOG.info("membership {} is in force", now.hash());
    }
  }

  /** Trusts the members' roots, whatever they are at the time. */
  OrganisationTrust trust() {
    return trust;
  }

  /** The root of a member; empty when it is none any more. */
  Optional<X509Certificate> rootOf(OrgId id) {
    return Optional.ofNullable(trust.roots().get(id.text()));
  }

  /** The members now. */
  Membership membership() {
    return ledger.tip().governance().membership();
  }

  /** Who runs a node now, or ran it when the chain was founded. */
  Optional<Organisation> ownerOf(NodeId node) {
    return membership()
        .organisationOf(node)
        .or(() -> ledger.genesis().membership().organisationOf(node));
  }

  /**
   * Whether a node votes in Raft. That is settled when the chain is founded: a validator that was
   * admitted later cosigns without a vote.
   */
  boolean votes(NodeId node) {
    return ledger
        .genesis()
        .membership()
        .organisationOf(node)
        .filter(owner -> owner.tier() == Tier.VALIDATOR)
        .isPresent();
  }

  /** The node that a certificate is for, when its organisation is a member and runs that node. */
  Optional<NodeId> nodeOf(X509Certificate certificate) {
    Optional<PeerIdentity> identity = identityOf(certificate);
    if (identity.isEmpty() || identity.get().kind() != PeerIdentity.Kind.NODE) {
      return Optional.empty();
    }
    NodeId node = new NodeId(identity.get().name());
    return membership()
        .organisationOf(node)
        .filter(owner -> owner.id().text().equals(identity.get().organisation()))
        .map(owner -> node);
  }

  /** Asked for each message between nodes, of which a few certificates send very many. */
  private Optional<PeerIdentity> identityOf(X509Certificate certificate) {
    if (identities.size() >= IDENTITIES_MAX) {
      identities.clear();
    }
    return identities.computeIfAbsent(certificate, PeerIdentity::of);
  }
}
