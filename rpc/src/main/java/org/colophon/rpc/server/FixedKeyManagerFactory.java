package org.colophon.rpc.server;

import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Hands out one key manager, which may show another certificate from one handshake to the next. */
final class FixedKeyManagerFactory extends SimpleKeyManagerFactory {
  private final X509ExtendedKeyManager keys;

  FixedKeyManagerFactory(X509ExtendedKeyManager keys) {
    this.keys = keys;
  }

  @Override
  protected void engineInit(@Nullable KeyStore keyStore, char @Nullable [] password) {}

  @Override
  protected void engineInit(ManagerFactoryParameters parameters) {}

  @Override
  protected KeyManager[] engineGetKeyManagers() {
    return new KeyManager[] {keys};
  }
}
