package org.colophon.crypto.x509;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one identity, which can be replaced before it expires without closing connections. */
public final class ReloadableKeyManager extends X509ExtendedKeyManager {
  private record Current(String alias, TlsIdentity identity, @Nullable Current previous) {}

  private final AtomicLong replacements = new AtomicLong();
  private volatile Current current;

  /** Shows this identity until it is replaced. */
  public ReloadableKeyManager(TlsIdentity identity) {
    this.current = new Current(nextAlias(), identity, null);
  }

  /** Shows this identity from the next handshake on. */
  public synchronized void replace(TlsIdentity identity) {
    // The identity before stays known: a handshake asks for chain and key one after the other, by
    // the alias it chose first, and must not get the key of one and the chain of the other.
    Current before = new Current(current.alias(), current.identity(), null);
    current = new Current(nextAlias(), identity, before);
  }

  /** The identity shown now. */
  public TlsIdentity identity() {
    return current.identity();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = identity(alias);
    if (identity == null) {
      return null;
    }
    List<X509Certificate> chain = identity.chain();
    return chain.toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = identity(alias);
    return identity == null ? null : identity.privateKey();
  }

  private String nextAlias() {
    return "identity-" + replacements.getAndIncrement();
  }

  private @Nullable TlsIdentity identity(String alias) {
    Current now = current;
    if (now.alias().equals(alias)) {
      return now.identity();
    }
    Current previous = now.previous();
    return previous != null && previous.alias().equals(alias) ? previous.identity() : null;
  }

  private String @Nullable [] aliases(String keyType) {
    String alias = choose(keyType);
    return alias == null ? null : new String[] {alias};
  }

  private @Nullable String choose(String... keyTypes) {
    Current now = current;
    return Arrays.asList(keyTypes).contains(now.identity().kind().keyType()) ? now.alias() : null;
  }
}
