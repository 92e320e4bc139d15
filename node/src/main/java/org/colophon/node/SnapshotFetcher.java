package org.colophon.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.SnapshotTransport;
import org.colophon.core.NodeId;
import org.colophon.rpc.client.SnapshotClient;

/** Fetches a copy of the ledger from the leader's network interface. */
final class SnapshotFetcher implements SnapshotTransport {
  private final List<NodeConfig.Peer> peers;
  private final X509ExtendedKeyManager keys;
  private final X509ExtendedTrustManager trust;

  SnapshotFetcher(
      List<NodeConfig.Peer> peers, X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {
    this.peers = List.copyOf(peers);
    this.keys = keys;
    this.trust = trust;
  }

  @Override
  public void fetch(NodeId leader, Path into) throws IOException {
    NodeConfig.Peer peer =
        peers.stream()
            .filter(p -> p.id().equals(leader.text()))
            .findFirst()
            .orElseThrow(() -> new IOException("peers: " + leader + " is not in the settings"));
    URI uri = URI.create("https://" + peer.rpc());
    // The receiver makes the directory itself, to be sure that nothing else is in it.
    Files.deleteIfExists(into);
    SnapshotClient.fetch(uri, trust, keys, into);
  }
}
