package org.colophon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a node shows others. A new one is shown soon after it lies in the place of
 * the old one, without a restart: also by a node whose certificate has ended and whom nobody hears
 * any more.
 */
final class OwnCertificate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
  private static final long LOOK_MS = 2_000;

  private final NodeConfig.Tls files;
  private final PeerIdentity expected;
  private final ReloadableKeyManager keys;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-certificate").daemon().factory());
  private String failure = "";

  private OwnCertificate(NodeConfig.Tls files, PeerIdentity expected) throws IOException {
    this.files = files;
    this.expected = expected;
    this.keys = new ReloadableKeyManager(load());
  }

  /**
   * Reads the certificate, and watches its file.
   *
   * @throws IOException when it cannot be read, or is not this node's; one that has ended is taken
   */
  static OwnCertificate open(NodeConfig.Tls files, NodeId node, OrgId organisation)
      throws IOException {
    OwnCertificate own =
        new OwnCertificate(
            files, new PeerIdentity(organisation.text(), PeerIdentity.Kind.NODE, node.text()));
    ScheduledFuture<?> _ =
        own.timer.scheduleWithFixedDelay(own::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    return own;
  }

  private TlsIdentity load() throws IOException {
    TlsIdentity identity = TlsIdentity.load(files.certificate(), files.key(), KeyKind.OF_NODES);
    Optional<PeerIdentity> found = PeerIdentity.of(identity.certificate());
    if (found.isEmpty() || !found.get().equals(expected)) {
      throw new IOException(
          "tls.certificate: for "
              + found.map(PeerIdentity::uri).orElse("nobody")
              + " (expected: "
              + expected.uri()
              + ")");
    }
    return identity;
  }

  /** Key and certificate are two files: between their two changes there is no pair to be shown. */
  private void look() {
    try {
      if (!Files.exists(files.certificate())) {
        return;
      }
      TlsIdentity identity = load();
      failure = "";
      if (!identity.certificate().equals(keys.identity().certificate())) {
        keys.replace(identity);
        LOG.info(
            "shows its new certificate, valid until {}",
            identity.certificate().getNotAfter().toInstant());
      }
    } catch (IOException | RuntimeException e) {
      String now = String.valueOf(e.getMessage());
      if (!now.equals(failure)) {
        LOG.warn("the certificate in place is not shown: {}", now);
      }
      failure = now;
    }
  }

  /** What connections take it from. */
  ReloadableKeyManager keys() {
    return keys;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
