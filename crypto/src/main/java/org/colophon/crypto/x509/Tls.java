package org.colophon.crypto.x509;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Contexts for mutual TLS 1.3 between Colophon's nodes and their clients. */
public final class Tls {
  /** The one protocol version spoken. */
  public static final String PROTOCOL = "TLSv1.3";

  private Tls() {}

  /** A context that shows the manager's present identity and admits what the trust admits. */
  public static SSLContext context(ReloadableKeyManager keys, OrganisationTrust trust) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust.trustManager()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS 1.3", e);
    }
  }
}
