package org.colophon.crypto.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Amazon Corretto Crypto Provider for Ed25519 and P-256, about twice as fast as Bouncy Castle,
 * which does SM2 here too. It is a native library for some platforms only, hence reached by
 * reflection.
 */
final class CorrettoEngine implements Engine {
  private static final String PROVIDER_CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final String ED25519 = "Ed25519";
  private static final String ECDSA = "SHA256withECDSA";

  private final Provider provider;
  private final Engine bouncyCastle;

  private CorrettoEngine(Provider provider, Engine bouncyCastle) {
    this.provider = provider;
    this.bouncyCastle = bouncyCastle;
  }

  /** The engine when the provider is on the class path and its library loads here. */
  static Optional<CorrettoEngine> load(Engine bouncyCastle) {
    try {
      // INSTANCE is not used: the provider is neither registered nor shared with others.
      Provider provider =
          Class.forName(PROVIDER_CLASS).asSubclass(Provider.class).getConstructor().newInstance();
      boolean isComplete =
          provider.getService("Signature", ED25519) != null
              && provider.getService("Signature", ECDSA) != null
              && provider.getService("KeyFactory", "EC") != null;
      return isComplete
          ? Optional.of(new CorrettoEngine(provider, bouncyCastle))
          : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "Amazon Corretto Crypto Provider";
  }

  @Override
  public ReadyKey ready(KeyName key) {
    try {
      return switch (key.algorithm()) {
        case ED25519 -> new JcaKey(key, ED25519, ed25519Key(key.rawKey()));
        case P256 -> new JcaKey(key, ECDSA, p256Key(key));
        case SM2 -> bouncyCastle.ready(key);
      };
    } catch (GeneralSecurityException e) {
      // The key is allowed, so this is the provider's fault and must not change the verdict.
      return bouncyCastle.ready(key);
    }
  }

  private final class JcaKey implements ReadyKey {
    private final KeyName name;
    private final String algorithm;
    private final PublicKey key;

    JcaKey(KeyName name, String algorithm, PublicKey key) {
      this.name = name;
      this.algorithm = algorithm;
      this.key = key;
    }

    @Override
    public boolean verifies(byte[] message, byte[] signature) {
      try {
        Signature verifier = Signature.getInstance(algorithm, provider);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        // An exception says nothing about the signature: a fault here must not become a verdict.
        return bouncyCastle.ready(name).verifies(message, signature);
      }
    }
  }

  private static PublicKey ed25519Key(byte[] rawKey) {
    return new EncodedKey(
        encoded(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), rawKey));
  }

  private PublicKey p256Key(KeyName name) throws GeneralSecurityException {
    byte[] point =
        Objects.requireNonNull(EcCurves.key(name), "the key was allowed").getQ().getEncoded(false);
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    return KeyFactory.getInstance("EC", provider)
        .generatePublic(new X509EncodedKeySpec(encoded(algorithm, point)));
  }

  private static byte[] encoded(AlgorithmIdentifier algorithm, byte[] key) {
    try {
      return new SubjectPublicKeyInfo(algorithm, key).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding to memory", e);
    }
  }

  /**
   * A key as its bytes alone, which the provider decodes itself. Its Ed25519 key factory is behind
   * a system property, and SunEC's is not wanted anywhere near these signatures.
   */
  private static final class EncodedKey implements PublicKey {
    private static final long serialVersionUID = 1;

    private final byte[] encoded;

    EncodedKey(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }
}
