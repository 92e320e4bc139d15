package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.util.Objects;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Signing with SM2 (GB/T 32918.2, section 6.1), with the nonce drawn as RFC 6979 does for ECDSA,
 * over SM3. Bouncy Castle's own signer takes random nonces only, which a seeded world could not
 * repeat.
 */
final class Sm2 {
  private Sm2() {}

  static EcSignature sign(BigInteger scalar, KeyName key, byte[] message) {
    ECDomainParameters curve = EcCurves.SM2;
    BigInteger n = curve.getN();
    byte[] hash = messageHash(publicPoint(key), message);
    BigInteger e = new BigInteger(1, hash);
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SM3Digest());
    nonces.init(n, scalar, hash);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), k).normalize();
      BigInteger r = e.add(point.getAffineXCoord().toBigInteger()).mod(n);
      if (r.signum() == 0 || r.add(k).equals(n)) {
        continue;
      }
      BigInteger inverse = BigIntegers.modOddInverse(n, scalar.add(BigInteger.ONE));
      BigInteger s = k.subtract(r.multiply(scalar)).multiply(inverse).mod(n);
      if (s.signum() != 0) {
        return new EcSignature(r, s);
      }
    }
  }

  /** SM3(Z ‖ message), where Z binds user id, curve and key (section 5.5). */
  private static byte[] messageHash(ECPoint key, byte[] message) {
    ECDomainParameters curve = EcCurves.SM2;
    SM3Digest digest = new SM3Digest();
    int idBits = 8 * EcCurves.SM2_USER_ID.length;
    digest.update((byte) (idBits >>> 8));
    digest.update((byte) idBits);
    digest.update(EcCurves.SM2_USER_ID, 0, EcCurves.SM2_USER_ID.length);
    add(digest, curve.getCurve().getA());
    add(digest, curve.getCurve().getB());
    add(digest, curve.getG().getAffineXCoord());
    add(digest, curve.getG().getAffineYCoord());
    add(digest, key.getAffineXCoord());
    add(digest, key.getAffineYCoord());
    byte[] z = new byte[digest.getDigestSize()];
    digest.doFinal(z, 0);
    digest.update(z, 0, z.length);
    digest.update(message, 0, message.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static ECPoint publicPoint(KeyName key) {
    return Objects.requireNonNull(EcCurves.key(key), "a signing key's name is a point").getQ();
  }

  private static void add(SM3Digest digest, ECFieldElement element) {
    byte[] bytes = element.getEncoded();
    digest.update(bytes, 0, bytes.length);
  }
}
