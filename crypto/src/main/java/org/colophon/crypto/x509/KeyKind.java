package org.colophon.crypto.x509;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The kinds of key that certificates may have: each organisation brings the technology of its own,
 * and nothing that is too weak to be believed.
 */
public enum KeyKind {
  /** ECDSA on P-256. */
  P256("EC", "SHA256withECDSA"),
  /** ECDSA on P-384. */
  P384("EC", "SHA384withECDSA"),
  /** RSA of 2048 to 4096 bits. */
  RSA("RSA", "SHA256withRSA"),
  /** Ed25519. */
  ED25519("EdDSA", "Ed25519");

  /**
   * Those that all ports of a node speak with: Raft's has OpenSSL, which shows no Ed25519. What is
   * signed with Ed25519 is believed there as anywhere.
   */
  public static final Set<KeyKind> OF_NODES =
      Collections.unmodifiableSet(EnumSet.of(P256, P384, RSA));

  private static final int RSA_BITS_MIN = 2048;
  private static final int RSA_BITS_MAX = 4096;
  private static final int RSA_BITS_NEW = 3072;

  /** As the JDK names them; PSS names its hash function in its parameters, see RFC 4055. */
  private static final Set<String> SIGNATURES =
      Set.of(
          "SHA256withECDSA",
          "SHA384withECDSA",
          "SHA512withECDSA",
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA",
          "Ed25519",
          "EdDSA");

  private final String keyType;
  private final String signature;

  KeyKind(String keyType, String signature) {
    this.keyType = keyType;
    this.signature = signature;
  }

  /**
   * The kind of a certificate's key, when both it and the signature under the certificate can be
   * believed.
   *
   * @throws IllegalArgumentException saying what is too weak, or unknown here
   */
  public static KeyKind of(X509Certificate certificate) {
    if (!SIGNATURES.contains(certificate.getSigAlgName())) {
      throw new IllegalArgumentException(
          "certificate: signed with "
              + certificate.getSigAlgName()
              + " (expected: ECDSA or RSA with SHA-256, SHA-384 or SHA-512, or Ed25519)");
    }
    return of(certificate.getPublicKey());
  }

  /**
   * The kind of a key.
   *
   * @throws IllegalArgumentException saying why it is none
   */
  public static KeyKind of(PublicKey key) {
    String found = key.getAlgorithm();
    if (key instanceof ECPublicKey ec) {
      String curve = ec.getParams().toString();
      if (curve.startsWith("secp256r1")) {
        return P256;
      }
      if (curve.startsWith("secp384r1")) {
        return P384;
      }
      found = "EC key on " + curve;
    } else if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX) {
        return RSA;
      }
      found = "RSA key of " + bits + " bits";
    } else if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519")) {
      return ED25519;
    }
    throw new IllegalArgumentException(
        "certificate: "
            + found
            + " (expected: P-256, P-384, Ed25519, or RSA of "
            + RSA_BITS_MIN
            + " to "
            + RSA_BITS_MAX
            + " bits)");
  }

  /** What TLS calls the type of key. */
  String keyType() {
    return keyType;
  }

  /** How the JDK names its signatures. */
  String signature() {
    return signature;
  }

  /** The private key of a PKCS#8 structure of this kind. */
  PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(keyType).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** A new pair. */
  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(this == ED25519 ? name() : keyType);
      switch (this) {
        case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        case RSA -> generator.initialize(RSA_BITS_NEW);
        case ED25519 -> {
          // Has no parameters.
        }
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + this, e);
    }
  }

  /** Signs certificates and lists with a key of this kind. */
  ContentSigner signer(PrivateKey key) {
    try {
      return switch (this) {
        case P256, P384 -> new EcdsaSigner(key);
        case RSA, ED25519 -> new JcaContentSignerBuilder(signature).build(key);
      };
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with " + this, e);
    }
  }
}
