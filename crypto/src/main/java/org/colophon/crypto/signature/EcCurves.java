package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.jspecify.annotations.Nullable;

/** The two prime curves and which keys and signatures over them are allowed. */
final class EcCurves {
  static final ECDomainParameters P256 =
      new ECDomainParameters(CustomNamedCurves.getByName("P-256"));
  static final ECDomainParameters SM2 =
      new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

  /**
   * The signer's identity that SM2 hashes in, fixed as GB/T 35276 gives it where none is agreed.
   */
  static final byte[] SM2_USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final BigInteger P256_HALF_ORDER = P256.getN().shiftRight(1);

  private EcCurves() {}

  static ECDomainParameters of(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case P256 -> P256;
      case SM2 -> SM2;
      case ED25519 -> throw new IllegalArgumentException("ed25519: not a Weierstrass curve");
    };
  }

  /**
   * The key when its compressed point is on the curve, else null. Both curves have cofactor 1, so a
   * point on the curve is in the group.
   */
  static @Nullable ECPublicKeyParameters key(KeyName name) {
    ECDomainParameters curve = of(name.algorithm());
    try {
      return new ECPublicKeyParameters(curve.getCurve().decodePoint(name.rawKey()), curve);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Whether the signature is strict DER of numbers in range. For ECDSA (r, n − s) verifies whenever
   * (r, s) does, so the lower of the two is the signature; SM2 has no such twin, but r + s = 0 mod
   * n is refused (GB/T 32918.2, 7.1).
   */
  static boolean allowsSignature(SignatureAlgorithm algorithm, byte[] der) {
    EcSignature signature = EcSignature.parse(der);
    if (signature == null) {
      return false;
    }
    BigInteger n = of(algorithm).getN();
    if (signature.r().compareTo(n) >= 0 || signature.s().compareTo(n) >= 0) {
      return false;
    }
    return algorithm == SignatureAlgorithm.P256
        ? signature.s().compareTo(P256_HALF_ORDER) <= 0
        : !signature.r().add(signature.s()).equals(n);
  }
}
