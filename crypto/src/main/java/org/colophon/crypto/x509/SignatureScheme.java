package org.colophon.crypto.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of foreign authorities that evidence may rest on: ECDSA on P-256 or P-384, and RSA
 * of 2,048 to 8,192 bits with PKCS#1 1.5 or PSS, all with SHA-2. Nothing weaker, and nothing that
 * few verifiers have.
 *
 * @param family how it signs
 * @param hash what it hashes with; PSS masks with the same
 * @param saltLength bytes of PSS's salt; 0 for the others
 */
public record SignatureScheme(Family family, Sha2 hash, int saltLength) {
  /** How a scheme signs. */
  public enum Family {
    /** ECDSA (RFC 5758, section 3.2). */
    ECDSA,
    /** RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2). */
    RSA_PKCS1,
    /** RSASSA-PSS (RFC 8017, section 8.1). */
    RSA_PSS
  }

  private static final int RSA_BITS_MIN = 2_048;

  /** More would only cost the verifier time. */
  private static final int RSA_BITS_MAX = 8_192;

  private static final int RSA_EXPONENT_BITS_MAX = 33;

  private static final int SALT_LENGTH_MAX = 1_024;

  private static final Map<ASN1ObjectIdentifier, SignatureScheme> SIMPLE =
      Map.of(
          X9ObjectIdentifiers.ecdsa_with_SHA256, simple(Family.ECDSA, Sha2.SHA_256),
          X9ObjectIdentifiers.ecdsa_with_SHA384, simple(Family.ECDSA, Sha2.SHA_384),
          X9ObjectIdentifiers.ecdsa_with_SHA512, simple(Family.ECDSA, Sha2.SHA_512),
          PKCSObjectIdentifiers.sha256WithRSAEncryption, simple(Family.RSA_PKCS1, Sha2.SHA_256),
          PKCSObjectIdentifiers.sha384WithRSAEncryption, simple(Family.RSA_PKCS1, Sha2.SHA_384),
          PKCSObjectIdentifiers.sha512WithRSAEncryption, simple(Family.RSA_PKCS1, Sha2.SHA_512));

  private static SignatureScheme simple(Family family, Sha2 hash) {
    return new SignatureScheme(family, hash, 0);
  }

  /** The scheme that an algorithm identifier names, if it is one of ours. */
  public static Optional<SignatureScheme> of(AlgorithmIdentifier algorithm) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return pss(algorithm.getParameters());
    }
    SignatureScheme scheme = SIMPLE.get(algorithm.getAlgorithm());
    if (scheme == null) {
      return Optional.empty();
    }
    boolean fits =
        scheme.family == Family.ECDSA
            ? algorithm.getParameters() == null
            : hasNoParameters(algorithm);
    return fits ? Optional.of(scheme) : Optional.empty();
  }

  /**
   * The scheme of a CMS signer, whose algorithm may be the bare {@code rsaEncryption}: its hash is
   * then that of the digest algorithm (RFC 3370, section 3.2).
   */
  public static Optional<SignatureScheme> ofSigner(AlgorithmIdentifier algorithm, Sha2 hash) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)
        && hasNoParameters(algorithm)) {
      return Optional.of(simple(Family.RSA_PKCS1, hash));
    }
    return of(algorithm).filter(scheme -> scheme.hash == hash);
  }

  /** The hash function that an algorithm identifier names, if it is one of ours. */
  public static Optional<Sha2> hashOf(AlgorithmIdentifier algorithm) {
    return hasNoParameters(algorithm)
        ? Sha2.ofOid(algorithm.getAlgorithm().getId())
        : Optional.empty();
  }

  /** As {@link #verifies(SubjectPublicKeyInfo, byte[], byte[])}, of a signature in whole bytes. */
  boolean verifies(SubjectPublicKeyInfo key, byte[] message, ASN1BitString signature) {
    return signature.getPadBits() == 0 && verifies(key, message, signature.getOctets());
  }

  /**
   * Whether this is the key's signature over the message; false also for keys that are not ours.
   */
  public boolean verifies(SubjectPublicKeyInfo key, byte[] message, byte[] signature) {
    try {
      Optional<PublicKey> ready = ready(key);
      if (ready.isEmpty() || (family == Family.ECDSA && !isDer(signature))) {
        return false;
      }
      Signature engine = engine();
      engine.initVerify(ready.get());
      engine.update(message);
      return engine.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private Signature engine() throws GeneralSecurityException {
    String hashName = hash.label().replace("-", "");
    return switch (family) {
      case ECDSA -> Signature.getInstance(hashName + "withECDSA");
      case RSA_PKCS1 -> Signature.getInstance(hashName + "withRSA");
      case RSA_PSS -> {
        Signature engine = Signature.getInstance("RSASSA-PSS");
        engine.setParameter(
            new PSSParameterSpec(
                hash.label(),
                "MGF1",
                new MGF1ParameterSpec(hash.label()),
                saltLength,
                PSSParameterSpec.TRAILER_FIELD_BC));
        yield engine;
      }
    };
  }

  /** The key as the JDK takes it, when it is one for this scheme and neither weak nor too large. */
  private Optional<PublicKey> ready(SubjectPublicKeyInfo key) throws GeneralSecurityException {
    AlgorithmIdentifier algorithm = key.getAlgorithm();
    X509EncodedKeySpec spec = new X509EncodedKeySpec(StrictDer.encode(key));
    if (family == Family.ECDSA) {
      return isOurCurve(algorithm)
          ? Optional.of(KeyFactory.getInstance("EC").generatePublic(spec))
          : Optional.empty();
    }
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return Optional.empty();
    }
    RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
    int bits = rsa.getModulus().bitLength();
    boolean fits =
        bits >= RSA_BITS_MIN
            && bits <= RSA_BITS_MAX
            && rsa.getPublicExponent().bitLength() <= RSA_EXPONENT_BITS_MAX;
    return fits ? Optional.of(rsa) : Optional.empty();
  }

  private static boolean isOurCurve(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        && (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())
            || SECObjectIdentifiers.secp384r1.equals(algorithm.getParameters()));
  }

  private static Optional<SignatureScheme> pss(@Nullable ASN1Encodable parameters) {
    if (parameters == null) {
      return Optional.empty();
    }
    try {
      return pss(RSASSAPSSparams.getInstance(parameters));
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      return Optional.empty();
    }
  }

  private static Optional<SignatureScheme> pss(RSASSAPSSparams pss) {
    AlgorithmIdentifier mask = pss.getMaskGenAlgorithm();
    Optional<Sha2> hash = hashOf(pss.getHashAlgorithm());
    boolean fits =
        mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
            && hash.isPresent()
            && hash.equals(hashOf(AlgorithmIdentifier.getInstance(mask.getParameters())))
            && pss.getTrailerField().equals(BigInteger.ONE)
            && pss.getSaltLength().signum() >= 0
            && pss.getSaltLength().compareTo(BigInteger.valueOf(SALT_LENGTH_MAX)) <= 0;
    return fits
        ? Optional.of(
            new SignatureScheme(Family.RSA_PSS, hash.get(), pss.getSaltLength().intValueExact()))
        : Optional.empty();
  }

  /** Both ways of saying that there are none are met in practice (RFC 5754, section 2). */
  private static boolean hasNoParameters(AlgorithmIdentifier algorithm) {
    return algorithm.getParameters() == null || DERNull.INSTANCE.equals(algorithm.getParameters());
  }

  private static boolean isDer(byte[] bytes) {
    try {
      StrictDer.parse(bytes);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
