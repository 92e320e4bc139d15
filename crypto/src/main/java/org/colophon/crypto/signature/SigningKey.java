package org.colophon.crypto.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;
import org.colophon.crypto.Digests;
import org.colophon.crypto.token.TokenException;
import org.colophon.crypto.token.TokenKey;
import org.jspecify.annotations.Nullable;

/**
 * A private key that signs records. Signing is deterministic for every algorithm: one key and
 * message give one signature, and no bad source of randomness can give the key away. Only a P-256
 * key in a token draws its nonces there. Immutable and safe for many threads; it never prints its
 * secret.
 */
public final class SigningKey {
  /** Bytes of a seed. */
  public static final int SEED_LENGTH = 32;

  private static final int SCALAR_LENGTH = 32;

  private final KeyName name;

  /** The seed of RFC 8032, or the private scalar as 32 bytes, big-endian; empty for a token's. */
  private final byte[] secret;

  private final @Nullable TokenKey token;

  private SigningKey(KeyName name, byte[] secret) {
    this(name, secret, null);
  }

  private SigningKey(KeyName name, byte[] secret, @Nullable TokenKey token) {
    this.name = name;
    this.secret = secret;
    this.token = token;
  }

  /** The key in a token, which signs there. */
  public static SigningKey of(TokenKey token) {
    KeyName name =
        switch (token.kind()) {
          case ED25519 -> KeyName.of(SignatureAlgorithm.ED25519, token.publicKey());
          case P256 ->
              KeyName.of(
                  SignatureAlgorithm.P256,
                  EcCurves.P256.getCurve().decodePoint(token.publicKey()).getEncoded(true));
        };
    return new SigningKey(name, new byte[0], token);
  }

  /** A new key from the platform's secure random source. */
  public static SigningKey generate(SignatureAlgorithm algorithm) {
    byte[] seed = new byte[SEED_LENGTH];
    new SecureRandom().nextBytes(seed);
    return ofSeed(algorithm, seed);
  }

  /**
   * The key that belongs to a seed. For Ed25519 the seed is the private key of RFC 8032; for P-256
   * and SM2 the scalar is 1 + (SHA-512(label ‖ 0x00 ‖ seed) mod (n − 2)), whose bias is below
   * 2^-255.
   *
   * @throws IllegalArgumentException when there are not 32 bytes
   */
  public static SigningKey ofSeed(SignatureAlgorithm algorithm, byte[] seed) {
    if (seed.length != SEED_LENGTH) {
      throw new IllegalArgumentException("seed: " + seed.length + " bytes (expected: 32)");
    }
    return switch (algorithm) {
      case ED25519 -> ofEd25519Seed(seed.clone());
      case P256, SM2 -> ofScalar(algorithm, scalarOfSeed(algorithm, seed));
    };
  }

  /** The name of the public key. */
  public KeyName name() {
    return name;
  }

  /**
   * Signs so that {@link Signatures#verify} accepts: R ‖ S, or strict DER (P-256 with low S).
   *
   * @throws UncheckedIOException when the key is in a token that does not sign
   */
  public byte[] sign(byte[] message) {
    if (token != null) {
      return signInToken(token, message);
    }
    return switch (name.algorithm()) {
      case ED25519 -> signEd25519(message);
      case P256 -> signP256(message);
      case SM2 -> signSm2(message);
    };
  }

  @Override
  public String toString() {
    return "SigningKey[" + name + "]";
  }

  /** PKCS#8 as OpenSSL and the JDK read it (RFC 5958, version 1). */
  PrivateKeyInfo privateKeyInfo() {
    if (token != null) {
      throw new IllegalStateException(token + ": a key in a token does not leave it");
    }
    try {
      return switch (name.algorithm()) {
        case ED25519 ->
            new PrivateKeyInfo(
                new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                new DEROctetString(secret));
        case P256 -> ecPrivateKeyInfo(SECObjectIdentifiers.secp256r1);
        case SM2 -> ecPrivateKeyInfo(GMObjectIdentifiers.sm2p256v1);
      };
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory", e);
    }
  }

  /** The bytes of {@link #privateKeyInfo}. */
  byte[] pkcs8() {
    try {
      return privateKeyInfo().getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory", e);
    }
  }

  /**
   * The key in the DER of a PKCS#8 structure.
   *
   * @throws IllegalArgumentException when it is none, the algorithm is none of ours or the key out
   *     of range
   */
  public static SigningKey ofPkcs8(byte[] der) {
    return of(PrivateKeyInfo.getInstance(der));
  }

  /**
   * The key in a PKCS#8 structure.
   *
   * @throws IllegalArgumentException when the algorithm is none of ours or the key out of range
   */
  static SigningKey of(PrivateKeyInfo info) {
    AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
    try {
      if (algorithm.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
        byte[] seed = DEROctetString.getInstance(info.parsePrivateKey()).getOctets();
        return ofSeed(SignatureAlgorithm.ED25519, seed);
      }
      if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        BigInteger scalar = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
        if (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
          return ofScalar(SignatureAlgorithm.P256, scalar);
        }
        if (GMObjectIdentifiers.sm2p256v1.equals(algorithm.getParameters())) {
          return ofScalar(SignatureAlgorithm.SM2, scalar);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("private key: not DER", e);
    }
    throw new IllegalArgumentException(
        "private key: algorithm "
            + algorithm.getAlgorithm()
            + " (expected: Ed25519, or EC on P-256 or SM2)");
  }

  private static SigningKey ofEd25519Seed(byte[] seed) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    return new SigningKey(KeyName.of(SignatureAlgorithm.ED25519, publicKey), seed);
  }

  private static SigningKey ofScalar(SignatureAlgorithm algorithm, BigInteger scalar) {
    ECDomainParameters curve = EcCurves.of(algorithm);
    // SM2 divides by 1 + d, so n - 1 is no key there; P-256 loses nothing by the same rule.
    if (scalar.signum() <= 0 || scalar.compareTo(curve.getN().subtract(BigInteger.ONE)) >= 0) {
      throw new IllegalArgumentException("private key: scalar out of range");
    }
    byte[] publicKey =
        new FixedPointCombMultiplier().multiply(curve.getG(), scalar).normalize().getEncoded(true);
    return new SigningKey(
        KeyName.of(algorithm, publicKey), BigIntegers.asUnsignedByteArray(SCALAR_LENGTH, scalar));
  }

  private static BigInteger scalarOfSeed(SignatureAlgorithm algorithm, byte[] seed) {
    MessageDigest digest = sha512();
    digest.update(algorithm.label().getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) 0);
    BigInteger wide = new BigInteger(1, digest.digest(seed));
    BigInteger n = EcCurves.of(algorithm).getN();
    return wide.mod(n.subtract(BigInteger.TWO)).add(BigInteger.ONE);
  }

  private byte[] signEd25519(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, name.rawKey(), 0, message, 0, message.length, signature, 0);
    return signature;
  }

  private byte[] signP256(byte[] message) {
    // Nonces of RFC 6979.
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(scalar(), EcCurves.P256));
    BigInteger[] numbers = signer.generateSignature(Digests.sha256().digest(message));
    return withLowS(numbers[0], numbers[1]);
  }

  private static byte[] withLowS(BigInteger r, BigInteger s) {
    return new EcSignature(r, s.min(EcCurves.P256.getN().subtract(s))).der();
  }

  private byte[] signInToken(TokenKey key, byte[] message) {
    try {
      if (name.algorithm() == SignatureAlgorithm.ED25519) {
        return key.sign(message);
      }
      byte[] numbers = key.sign(Digests.sha256().digest(message));
      return withLowS(
          new BigInteger(1, Arrays.copyOf(numbers, SCALAR_LENGTH)),
          new BigInteger(1, Arrays.copyOfRange(numbers, SCALAR_LENGTH, numbers.length)));
    } catch (TokenException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private byte[] signSm2(byte[] message) {
    return Sm2.sign(scalar(), name, message).der();
  }

  private BigInteger scalar() {
    return new BigInteger(1, secret);
  }

  private PrivateKeyInfo ecPrivateKeyInfo(ASN1ObjectIdentifier curve) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
        new ECPrivateKey(8 * SCALAR_LENGTH, scalar()));
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /** Whether both hold the same secret. */
  boolean holdsSameSecret(SigningKey other) {
    return token == null && name.equals(other.name) && MessageDigest.isEqual(secret, other.secret);
  }
}
