package org.colophon.node;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.crypto.x509.AnyPeer;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.ProvenMembership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The membership as seals prove it from the genesis on, asked of the other nodes. An empty ledger
 * knows the founders only: a node whose organisation was admitted later, or whose settings name
 * nodes that were, learns of them here before it has the blocks that say so. No node's word is
 * taken for it, so whoever answers may; one that is asked can only keep back what is newest.
 */
public final class MembershipAhead {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipAhead.class);
  private static final Duration ASKING = Duration.ofSeconds(3);

  private MembershipAhead() {}

  /** Whether a membership has every node that the settings name, this one among them. */
  static boolean knowsAll(Membership membership, NodeConfig config) {
    return membership.organisationOf(new NodeId(config.node().id())).isPresent()
        && config.peers().stream()
            .allMatch(peer -> membership.organisationOf(new NodeId(peer.id())).isPresent());
  }

  /**
   * Asks one node after the other until one proves a membership that has all nodes of the settings;
   * else the newest that was proven, which may be the founders'.
   */
  static MembershipInForce withAllNodes(NodeConfig config, Genesis genesis) {
    return ask(config, genesis, membership -> knowsAll(membership, config));
  }

  /** Asks every node, and takes the newest membership that one of them proves. */
  static MembershipInForce newest(NodeConfig config, Genesis genesis) {
    return ask(config, genesis, membership -> false);
  }

  /** The membership that the first node to answer proves; the founders' when none answers. */
  public static Membership ofFirst(NodeConfig config, Genesis genesis) {
    return ask(config, genesis, membership -> true).membership();
  }

  private static MembershipInForce ask(
      NodeConfig config, Genesis genesis, Predicate<Membership> isEnough) {
    MembershipInForce newest = MembershipInForce.founding(genesis);
    for (NodeConfig.Peer peer : config.others()) {
      Optional<MembershipInForce> proven = ask(peer, genesis);
      if (proven.isPresent() && proven.get().number() > newest.number()) {
        newest = proven.get();
      }
      if (proven.isPresent() && isEnough.test(newest.membership())) {
        return newest;
      }
    }
    return newest;
  }

  /** Asked without a certificate: who is no member yet would not be let in with one. */
  private static Optional<MembershipInForce> ask(NodeConfig.Peer peer, Genesis genesis) {
    ClientSettings settings =
        ClientSettings.of(
            List.of(URI.create("https://" + peer.rpc())), new AnyPeer(), Optional.empty(), ASKING);
    try (LedgerClient client = LedgerClient.connect(settings)) {
      return Optional.of(ProvenMembership.of(client.membership(0), genesis));
    } catch (IOException | RefusedException e) {
      LOG.info("{} proves no membership: {}", peer.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
