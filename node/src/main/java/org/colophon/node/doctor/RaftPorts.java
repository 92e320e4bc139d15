package org.colophon.node.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.x509.PeerIdentity;

/**
 * Tries the ports over which nodes order. One that answers questions may be cut off there all the
 * same: it is another port, often behind another rule of a firewall.
 */
final class RaftPorts {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Connecting, shaking hands and the first byte behind that. */
  private static final int WHOLE = 3;

  private static final int CLOSED = -1;

  private final SSLContext context;
  private final int patienceMs;

  private RaftPorts(SSLContext context, Duration patience) {
    this.context = context;
    this.patienceMs = (int) patience.toMillis();
  }

  /**
   * Shakes hands with all nodes at once.
   *
   * @param context shows this node's certificate, and knows those of the members
   * @return why, for each node with which that fails
   */
  static Map<String, String> failures(List<NodeConfig.Peer> others, SSLContext context)
      throws InterruptedException {
    return failures(others, context, PATIENCE);
  }

  static Map<String, String> failures(
      List<NodeConfig.Peer> others, SSLContext context, Duration patience)
      throws InterruptedException {
    RaftPorts ports = new RaftPorts(context, patience);
    List<Callable<Optional<String>>> trials = new ArrayList<>();
    others.forEach(peer -> trials.add(() -> ports.failure(peer)));
    // Whoever answers byte by byte is not waited for; the end interrupts it.
    long wholeMs = WHOLE * patience.toMillis();
    Map<String, String> failures = new TreeMap<>();
    try (ExecutorService trying = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<String>>> tried =
          trying.invokeAll(trials, wholeMs, TimeUnit.MILLISECONDS);
      for (int i = 0; i < tried.size(); i++) {
        Optional<String> failure =
            tried.get(i).isCancelled()
                ? Optional.of("not done within " + wholeMs + " ms")
                : tried.get(i).get();
        String node = others.get(i).id();
        failure.ifPresent(why -> failures.put(node, why));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a failure is an answer", e);
    }
    return failures;
  }

  private Optional<String> failure(NodeConfig.Peer peer) {
    HostPort address = peer.raft();
    try (Socket plain = new Socket()) {
      plain.setSoTimeout(patienceMs);
      plain.connect(new InetSocketAddress(address.host(), address.port()), patienceMs);
      try (SSLSocket tls = shaken(plain, address)) {
        return wrong(peer, tls);
      }
    } catch (SocketTimeoutException e) {
      return Optional.of("nothing within " + patienceMs + " ms");
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private SSLSocket shaken(Socket plain, HostPort address) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = tls.getSSLParameters();
    // Raft's messages go over gRPC.
    parameters.setApplicationProtocols(new String[] {"h2"});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private static Optional<String> wrong(NodeConfig.Peer peer, SSLSocket tls) throws IOException {
    Optional<PeerIdentity> there =
        tls.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf
            ? PeerIdentity.of(leaf)
            : Optional.empty();
    if (there.filter(identity -> identity.name().equals(peer.id())).isEmpty()) {
      return Optional.of(
          "the certificate is of " + there.map(PeerIdentity::uri).orElse("no node of a chain"));
    }
    // In TLS 1.3 the other side looks at our certificate behind the handshake; then it speaks
    // first.
    return tls.getInputStream().read() == CLOSED
        ? Optional.of("it hangs up on this node's certificate")
        : Optional.empty();
  }
}
