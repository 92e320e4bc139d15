package org.colophon.crypto.x509;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets anybody answer, without an identity of its own shown to them. For questions whose answers
 * prove themselves, like who the members of a chain are: whom to believe is what is asked there, so
 * it cannot be known before. Nothing else may be asked or told over such a connection.
 */
public final class AnyPeer extends X509ExtendedTrustManager {
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    // Whoever it is: the answer is judged.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    // As above.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    // As above.
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw asServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw asServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw asServer();
  }

  private static IllegalStateException asServer() {
    return new IllegalStateException("only for those who ask, never for those who serve");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
