package org.colophon.crypto.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.colophon.crypto.signature.KeyFileException;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.token.TokenKey;
import org.jspecify.annotations.Nullable;

/** A private key and the certificates that vouch for it, leaf first. Immutable. */
public final class TlsIdentity {
  private static final int CHAIN_BYTES_MAX = 64 * 1024;

  /** None where the key is in a token. */
  private final @Nullable PrivateKey privateKey;

  private final @Nullable TokenKey token;
  private final List<X509Certificate> chain;

  private TlsIdentity(
      @Nullable PrivateKey privateKey, @Nullable TokenKey token, List<X509Certificate> chain) {
    this.privateKey = privateKey;
    this.token = token;
    this.chain = List.copyOf(chain);
  }

  /**
   * The identity of this key and chain.
   *
   * @throws IllegalArgumentException when the chain is empty, its first certificate is for another
   *     key, or one of them is too weak
   */
  public static TlsIdentity of(PrivateKey privateKey, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("TLS identity: no certificate");
    }
    chain.forEach(certificate -> KeyKind.of(certificate));
    if (!isPair(privateKey, chain.getFirst())) {
      throw new IllegalArgumentException("TLS identity: the certificate is for another key");
    }
    return new TlsIdentity(privateKey, null, chain);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws KeyFileException when a file is missing, malformed, or the key open to others
   */
  public static TlsIdentity load(Path certificateFile, Path keyFile) throws KeyFileException {
    byte[] pkcs8 = KeyFiles.readPkcs8(keyFile);
    List<X509Certificate> chain = readChain(certificateFile);
    try {
      PrivateKey key = KeyKind.of(chain.getFirst()).privateKey(pkcs8);
      return of(key, chain);
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(certificateFile + ": " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          keyFile + ": not a private key of the kind that its certificate is for", e);
    }
  }

  /**
   * As {@link #load(Path, Path)}, where not every kind of key will do.
   *
   * @throws KeyFileException also when the key is of another kind
   */
  public static TlsIdentity load(Path certificateFile, Path keyFile, Set<KeyKind> kinds)
      throws KeyFileException {
    return ofKind(load(certificateFile, keyFile), certificateFile, kinds);
  }

  /**
   * As {@link #load(Path, Path, Set)}, of a key that signs documents or time-stamps: not every kind
   * is among those that the rules of evidence know, and it may be a P-256 key in a token.
   *
   * @throws KeyFileException also when the token does not give the key
   */
  public static TlsIdentity loadSigner(Path certificateFile, Path keyFile, Set<KeyKind> kinds)
      throws KeyFileException {
    Optional<TokenKey> token = KeyFiles.token(keyFile);
    TlsIdentity identity =
        token.isPresent()
            ? ofToken(token.get(), certificateFile, keyFile)
            : load(certificateFile, keyFile);
    return ofKind(identity, certificateFile, kinds);
  }

  private static TlsIdentity ofToken(TokenKey token, Path certificateFile, Path keyFile)
      throws KeyFileException {
    if (token.kind() != TokenKey.Kind.P256) {
      throw new KeyFileException(
          keyFile + ": a key of " + token.kind() + " (expected: P256)", null);
    }
    List<X509Certificate> chain = readChain(certificateFile);
    try {
      chain.forEach(certificate -> KeyKind.of(certificate));
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(certificateFile + ": " + e.getMessage(), e);
    }
    // Compared and not tried: a token may be slow, and whoever looks whether all is well asks
    // often.
    byte[] certified =
        SubjectPublicKeyInfo.getInstance(chain.getFirst().getPublicKey().getEncoded())
            .getPublicKeyData()
            .getBytes();
    if (!Arrays.equals(certified, token.publicKey())) {
      throw new KeyFileException(certificateFile + ": is for another key", null);
    }
    return new TlsIdentity(null, token, chain);
  }

  private static TlsIdentity ofKind(TlsIdentity identity, Path certificateFile, Set<KeyKind> kinds)
      throws KeyFileException {
    if (!kinds.contains(identity.kind())) {
      throw new KeyFileException(
          certificateFile + ": a key of " + identity.kind() + " (expected: " + kinds + ")", null);
    }
    return identity;
  }

  /**
   * Writes the key with mode 0600, then the chain, both as PEM; neither file may be there already.
   *
   * @throws KeyFileException when one is, or cannot be written
   */
  public void save(Path certificateFile, Path keyFile) throws KeyFileException {
    KeyFiles.writePkcs8(keyFile, privateKey().getEncoded());
    try {
      Files.writeString(
          certificateFile,
          Pem.encode(chain),
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new KeyFileException(certificateFile + ": cannot be written: " + e, e);
    }
  }

  /** The leaf. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Leaf first; the organisation's root last, where it is sent along. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** What kind of key the leaf has. */
  public KeyKind kind() {
    return KeyKind.of(certificate());
  }

  /**
   * The leaf's private key.
   *
   * @throws IllegalStateException when it is in a token, which {@link #loadSigner} alone gives
   */
  public PrivateKey privateKey() {
    if (privateKey == null) {
      throw new IllegalStateException(token + ": a key in a token does not leave it");
    }
    return privateKey;
  }

  /**
   * The leaf's P-256 key as what signs, wherever it is.
   *
   * @throws IllegalArgumentException when it is of another kind
   */
  public SigningKey signingKey() {
    return token == null ? SigningKey.ofPkcs8(privateKey().getEncoded()) : SigningKey.of(token);
  }

  /** Whether it signs in a token. */
  boolean isInToken() {
    return token != null;
  }

  @Override
  public String toString() {
    return "TlsIdentity[" + certificate().getSubjectX500Principal() + "]";
  }

  private static List<X509Certificate> readChain(Path file) throws KeyFileException {
    try {
      List<X509Certificate> chain = Pem.certificates(readText(file));
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new KeyFileException(file + ": cannot be read", e);
    }
    throw new KeyFileException(file + ": holds no certificate", null);
  }

  private static String readText(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(CHAIN_BYTES_MAX + 1);
      if (bytes.length > CHAIN_BYTES_MAX) {
        throw new IllegalArgumentException("larger than " + CHAIN_BYTES_MAX + " bytes");
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  /** Signs and verifies, which holds for every kind of key and needs no arithmetic of ours. */
  private static boolean isPair(PrivateKey privateKey, X509Certificate certificate) {
    try {
      byte[] message = Pem.der(certificate);
      Signature signature = Signature.getInstance(KeyKind.of(certificate).signature());
      signature.initSign(privateKey);
      signature.update(message);
      byte[] bytes = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(message);
      return signature.verify(bytes);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
