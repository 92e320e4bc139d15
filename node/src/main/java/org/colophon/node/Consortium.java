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

  /** What others have proven beyond the ledger's own end; empty when nobody had to be asked. */
  private volatile Optional<MembershipInForce> ahead;

  private final OrganisationTrust trust;
  private volatile int trusted;

  private final Map<X509Certificate, Optional<PeerIdentity>> identities = new ConcurrentHashMap<>();

  private Consortium(Ledger ledger, Optional<MembershipInForce> ahead) {
    this.ledger = ledger;
    this.ahead = ahead;
    MembershipInForce now = newest();
    this.trusted = now.number();
    this.trust = OrganisationTrust.of(MemberRoots.of(now.membership()));
  }

  /**
   * Follows a ledger from now on.
   *
   * @param ahead a membership that counts until the ledger has come to it
   */
  static Consortium follow(Ledger ledger, Optional<MembershipInForce> ahead) {
    Consortium consortium = new Consortium(ledger, ahead);
    ledger.onCommit(consortium::refresh);
    consortium.refresh();
    return consortium;
  }

  /** Takes a membership that others have proven, when it is newer than the one that counts. */
  synchronized void learn(MembershipInForce proven) {
    if (proven.number() > newest().number()) {
      ahead = Optional.of(proven);
      refresh();
    }
  }

  /** Called after each commit: looks at one number unless the membership has changed. */
  private synchronized void refresh() {
    MembershipInForce now = newest();
    if (now.number() != trusted) {
      trusted = now.number();
      trust.replace(MemberRoots.of(now.membership()));
      LOG.info("membership {} is in force", now.hash());
    }
  }

  private MembershipInForce newest() {
    MembershipInForce own = ledger.tip().governance().inForce();
    return ahead.filter(proven -> proven.number() > own.number()).orElse(own);
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
    return newest().membership();
  }

  /** Who runs a node now, or ran it when the chain was founded. */
  Optional<Organisation> ownerOf(NodeId node) {
    return membership()
        .organisationOf(node)
        .or(() -> ledger.genesis().membership().organisationOf(node));
  }

  /**
   * Whether a node votes in Raft as far as can be known before its log is read, which says it. That
   * is settled when the chain is founded: a validator that was admitted later cosigns without a
   * vote, until operators give it one. Of others a node that comes later believes it of each
   * validator, else it could not hear the one that leads; of itself it does not.
   */
  boolean votes(NodeId node, NodeId self) {
    return isValidators(node, ledger.genesis().membership())
        || (!node.equals(self)
            && ahead.filter(proven -> isValidators(node, proven.membership())).isPresent());
  }

  /** Whether a node is a validator's by the newest membership that was proven to this node. */
  boolean isValidators(NodeId node) {
    return isValidators(node, membership());
  }

  private static boolean isValidators(NodeId node, Membership membership) {
    return membership
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
