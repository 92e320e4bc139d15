package org.colophon.consensus;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.colophon.core.NodeId;

/** Reads whose node a certificate is for. */
@FunctionalInterface
public interface PeerName {
  /** The node; empty when the certificate is not a node's. */
  Optional<NodeId> of(X509Certificate leaf);
}
