package org.colophon.consensus;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.core.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The caller's trust manager, and on top of it: only nodes connect, and behind a member's address
 * only that member answers.
 */
final class MemberTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;
  private final PeerName names;
  private final Members members;

  MemberTrust(RaftSettings.Security.MutualTls tls, Members members) {
    this.trust = tls.trust();
    this.names = tls.names();
    this.members = members;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, authType, engine);
    node(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    trust.checkServerTrusted(chain, authType, engine);
    checkAddress(node(chain), engine.getPeerHost(), engine.getPeerPort());
  }

  private void checkAddress(NodeId shown, @Nullable String host, int port)
      throws CertificateException {
    if (host == null) {
      throw new CertificateException("server certificate: the address called is not known");
    }
    Optional<NodeId> called = members.at(host, port);
    if (called.isPresent() && !called.get().equals(shown)) {
      throw new CertificateException(
          "server certificate: for " + shown + " (expected: " + called.get() + ")");
    }
  }

  private NodeId node(X509Certificate[] chain) throws CertificateException {
    return names
        .of(chain[0])
        .orElseThrow(() -> new CertificateException("certificate: not a node's"));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("connection: not from Raft's transport");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("connection: not from Raft's transport");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("connection: not from Raft's transport");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("connection: not from Raft's transport");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
