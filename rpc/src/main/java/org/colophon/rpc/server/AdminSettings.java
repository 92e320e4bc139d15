package org.colophon.rpc.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.core.OrgId;

/**
 * Where the operator's port listens, and to whom.
 *
 * @param address where to listen; port 0 takes a free one
 * @param protection empty only on a loopback address: whoever is on this machine may ask
 */
public record AdminSettings(InetSocketAddress address, Optional<Protection> protection) {
  /** Refuses an open port that others can reach. */
  public AdminSettings {
    boolean isLoopback = address.getAddress() != null && address.getAddress().isLoopbackAddress();
    if (protection.isEmpty() && !isLoopback) {
      throw new IllegalArgumentException(
          "admin: " + address + " without TLS (expected: a loopback address)");
    }
  }

  /**
   * Mutual TLS.
   *
   * @param keys shows the node's certificate
   * @param trust admits the certificates of all organisations of the chain
   * @param organisation whose certificates alone may ask
   */
  public record Protection(
      X509ExtendedKeyManager keys, X509ExtendedTrustManager trust, OrgId organisation) {}
}
