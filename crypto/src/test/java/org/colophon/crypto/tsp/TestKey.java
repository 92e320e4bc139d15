package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;

/** A key pair that its name alone decides, and whose signatures are the same each time. */
record TestKey(SubjectPublicKeyInfo publicKey, PrivateKey privateKey) {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final Map<String, TestKey> RSA = new ConcurrentHashMap<>();

  static TestKey p256(String name) {
    return ec("P-256", name);
  }

  /** On any named curve. */
  static TestKey ec(String curveName, String name) {
    var curve =
        new ECNamedDomainParameters(
            ECNamedCurveTable.getOID(curveName), ECNamedCurveTable.getByName(curveName));
    BigInteger seed = new BigInteger(1, Sha2.SHA_512.digest(bytes(curveName), bytes(name)));
    BigInteger scalar = seed.mod(curve.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    return of(
        new AsymmetricCipherKeyPair(
            new ECPublicKeyParameters(curve.getG().multiply(scalar), curve),
            new ECPrivateKeyParameters(scalar, curve)),
        "EC");
  }

  /** Slow to make, so kept. */
  static TestKey rsa(int bits, String name) {
    return RSA.computeIfAbsent(
        bits + name,
        seed -> {
          RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
          generator.init(
              new RSAKeyGenerationParameters(
                  BigInteger.valueOf(65_537), new CountingRandom(seed), bits, 80));
          return of(generator.generateKeyPair(), "RSA");
        });
  }

  static TestKey ed25519(String name) {
    var secret = new Ed25519PrivateKeyParameters(Sha2.SHA_256.digest(bytes(name)));
    return of(new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret), "Ed25519");
  }

  private static TestKey of(AsymmetricCipherKeyPair pair, String algorithm) {
    try {
      PrivateKeyInfo info = PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate());
      return new TestKey(
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()),
          KeyFactory.getInstance(algorithm, PROVIDER)
              .generatePrivate(new PKCS8EncodedKeySpec(StrictDer.encode(info))));
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] sign(TestScheme scheme, byte[] message) {
    try {
      Signature engine = Signature.getInstance(scheme.jcaName(), PROVIDER);
      engine.initSign(privateKey, new CountingRandom("salt"));
      engine.update(message);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Numbers that a seed decides. */
  private static final class CountingRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final String seed;
    private long count;
    private byte[] block = {};
    private int next;

    CountingRandom(String seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] target) {
      for (int i = 0; i < target.length; i++) {
        if (next == block.length) {
          block = Sha2.SHA_512.digest(bytes(seed + count++));
          next = 0;
        }
        target[i] = block[next++];
      }
    }
  }
}
