package org.colophon.rpc.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How to reach the nodes.
 *
 * @param nodes {@code https://host:port}, at least one; tried in this order, then from the one that
 *     answered last
 * @param trust admits the nodes' certificates
 * @param identity the caller's certificate; without it only reading is allowed
 * @param timeout for a whole call with all its retries
 * @param attemptTimeout for one attempt at one node
 * @param connectTimeout for one connection
 */
public record ClientSettings(
    List<URI> nodes,
    X509ExtendedTrustManager trust,
    Optional<X509ExtendedKeyManager> identity,
    Duration timeout,
    Duration attemptTimeout,
    Duration connectTimeout) {
  /** Checks the nodes. */
  public ClientSettings {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("nodes: none (expected: at least 1)");
    }
    nodes.forEach(ClientSettings::check);
  }

  /** Settings with time-outs that fit an ordinary network. */
  public static ClientSettings of(
      List<URI> nodes, X509ExtendedTrustManager trust, Optional<X509ExtendedKeyManager> identity) {
    return new ClientSettings(
        nodes,
        trust,
        identity,
        Duration.ofSeconds(60),
        Duration.ofSeconds(25),
        Duration.ofSeconds(5));
  }

  static URI check(URI node) {
    boolean plain = node.getRawPath() == null || node.getRawPath().matches("/?");
    if (!"https".equals(node.getScheme()) || node.getHost() == null || !plain) {
      throw new IllegalArgumentException("node: " + node + " (expected: https://host:port)");
    }
    return node;
  }
}
