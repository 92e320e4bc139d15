package org.colophon.crypto.x509;

import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to let in: a peer is trusted only when its chain leads to the root of the very organisation
 * that its certificate names, so one organisation's root cannot make another's identities. The set
 * of organisations can be replaced while connections are open; it counts from the next handshake
 * on.
 */
public final class OrganisationTrust {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";

  private final InstantSource clock;
  private volatile Map<String, X509Certificate> roots;

  private OrganisationTrust(Map<String, X509Certificate> roots, InstantSource clock) {
    this.roots = Map.copyOf(roots);
    this.clock = clock;
  }

  /** Trusts these roots, by organisation id, at the system's time. */
  public static OrganisationTrust of(Map<String, X509Certificate> roots) {
    return new OrganisationTrust(roots, InstantSource.system());
  }

  /** Trusts these roots, by organisation id, at the clock's time. */
  public static OrganisationTrust of(Map<String, X509Certificate> roots, InstantSource clock) {
    return new OrganisationTrust(roots, clock);
  }

  /** Trusts exactly these roots from the next handshake on. */
  public void replace(Map<String, X509Certificate> newRoots) {
    roots = Map.copyOf(newRoots);
  }

  /** The present roots, by organisation id. */
  public Map<String, X509Certificate> roots() {
    return roots;
  }

  /** A trust manager that always looks at the present roots. */
  public X509ExtendedTrustManager trustManager() {
    return new Manager();
  }

  /**
   * Who the peer that connected to us is.
   *
   * @throws CertificateException when it is not to be trusted; the message says why
   */
  public PeerIdentity checkClient(List<X509Certificate> chain) throws CertificateException {
    return check(chain, CLIENT_AUTH);
  }

  /**
   * Who the peer that we connected to is: always a node.
   *
   * @throws CertificateException when it is not to be trusted; the message says why
   */
  public PeerIdentity checkServer(List<X509Certificate> chain) throws CertificateException {
    PeerIdentity identity = check(chain, SERVER_AUTH);
    if (identity.kind() != PeerIdentity.Kind.NODE) {
      throw new CertificateException("server certificate: for a subject (expected: a node)");
    }
    return identity;
  }

  /**
   * Which node a certificate lets sign documents (RFC 9336).
   *
   * @throws CertificateException when it is not to be trusted; the message says why
   */
  public PeerIdentity checkDocumentSigner(X509Certificate leaf) throws CertificateException {
    PeerIdentity identity = check(List.of(leaf), DOCUMENT_SIGNING);
    // Who reads a document later has no other word for how long the root may vouch.
    root(identity).checkValidity(Date.from(clock.instant()));
    if (identity.kind() != PeerIdentity.Kind.NODE) {
      throw new CertificateException("certificate: for a subject (expected: a node)");
    }
    return identity;
  }

  private PeerIdentity check(List<X509Certificate> chain, String purpose)
      throws CertificateException {
    if (chain.isEmpty()) {
      throw new CertificateException("certificate: none given");
    }
    X509Certificate leaf = chain.getFirst();
    PeerIdentity identity =
        PeerIdentity.of(leaf)
            .orElseThrow(() -> new CertificateException("certificate: no one colophon: URI"));
    X509Certificate root = root(identity);
    // A root signs leaves directly, so a chain is the leaf, with or without that root.
    if (chain.size() > 2 || (chain.size() == 2 && !chain.get(1).equals(root))) {
      throw new CertificateException(
          "certificate: chain does not lead to the root of " + identity.organisation());
    }
    checkLeaf(leaf, purpose);
    checkPath(leaf, root, identity.organisation());
    return identity;
  }

  private X509Certificate root(PeerIdentity identity) throws CertificateException {
    X509Certificate root = roots.get(identity.organisation());
    if (root == null) {
      throw new CertificateException(
          "certificate: organisation " + identity.organisation() + " is not trusted");
    }
    return root;
  }

  private static void checkLeaf(X509Certificate leaf, String purpose) throws CertificateException {
    if (leaf.getBasicConstraints() >= 0) {
      throw new CertificateException("certificate: an authority's (expected: a leaf)");
    }
    boolean[] usage = leaf.getKeyUsage();
    if (usage == null || !usage[0]) {
      throw new CertificateException("certificate: key usage without digitalSignature");
    }
    List<String> purposes = leaf.getExtendedKeyUsage();
    if (purposes == null || !purposes.contains(purpose)) {
      throw new CertificateException(
          switch (purpose) {
            case SERVER_AUTH -> "certificate: not for a TLS server";
            case CLIENT_AUTH -> "certificate: not for a TLS client";
            default -> "certificate: not for signing documents";
          });
    }
  }

  /**
   * Signature, validity and critical extensions of the leaf (RFC 5280, section 6). The root is an
   * anchor: it is there because the members voted for it, and it goes by their vote, not by its
   * date. Else roots that end on one day would end a chain that no vote could repair any more.
   */
  private void checkPath(X509Certificate leaf, X509Certificate root, String organisation)
      throws CertificateException {
    Date now = Date.from(clock.instant());
    requireStrong(root);
    requireStrong(leaf);
    try {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(now);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw new CertificateException(
          "certificate: not valid under the root of " + organisation + ": " + e.getMessage(), e);
    }
  }

  private static void requireStrong(X509Certificate certificate) throws CertificateException {
    try {
      KeyKind _ = KeyKind.of(certificate);
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  /**
   * An extended trust manager is itself answerable for the host's name: where the connection asks
   * for that check, the host must stand in the certificate, without wildcards.
   */
  private static void checkHost(
      X509Certificate leaf, @Nullable SSLParameters parameters, @Nullable String host)
      throws CertificateException {
    if (parameters == null) {
      return;
    }
    String algorithm = parameters.getEndpointIdentificationAlgorithm();
    if (algorithm == null || algorithm.isEmpty()) {
      return;
    }
    if (host == null || !isNamed(leaf, host)) {
      throw new CertificateException("certificate: not for host " + host);
    }
  }

  private static boolean isNamed(X509Certificate leaf, String host) {
    boolean isDnsName = PeerIdentity.dnsNames(leaf).stream().anyMatch(host::equalsIgnoreCase);
    return isDnsName
        || address(host)
            .map(address ->
                PeerIdentity.ipAddresses(leaf).stream()
                    .anyMatch(name -> address(name).filter(address::equals).isPresent()))
            .orElse(false);
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private final class Manager extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      checkClient(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      checkServer(List.of(chain));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkClient(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      checkServer(List.of(chain));
      if (socket instanceof SSLSocket sslSocket) {
        checkHost(chain[0], sslSocket.getSSLParameters(), host(sslSocket.getHandshakeSession()));
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkClient(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checkServer(List.of(chain));
      checkHost(chain[0], engine.getSSLParameters(), host(engine.getHandshakeSession()));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return roots.values().toArray(X509Certificate[]::new);
    }

    private static @Nullable String host(@Nullable SSLSession session) {
      return session == null ? null : session.getPeerHost();
    }
  }
}
