package org.colophon.crypto.signature;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Which encodings an Ed25519 signature may consist of, judged on bytes before any provider is
 * asked.
 *
 * <p>RFC 8032 leaves open whether S·B = R + h·A is checked as it stands or multiplied by the
 * cofactor 8, and what happens with points outside the subgroup of prime order L; providers differ.
 * Here the equation as it stands decides, over these points only:
 *
 * <ul>
 *   <li>A lies in the subgroup and is not the identity, so h·A and S·B lie in it too. An R for
 *       which the equation holds is therefore in the subgroup itself.
 *   <li>A provider that computes S·B − h·A and compares its encoding with R's bytes thereby decides
 *       exactly this equation.
 *   <li>A provider that multiplies the equation by 8 (or, as Bouncy Castle does for speed, by some
 *       other number) also accepts R + T for T of small order. For those the check that R is in the
 *       subgroup is made beforehand: then S·B − h·A − R is in the subgroup, which has prime order,
 *       and a multiple of it by anything but a multiple of L is zero only if it is zero.
 * </ul>
 */
final class Ed25519Rules {
  private static final int POINT_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** p = 2^255 − 19 and L, little-endian. */
  private static final byte[] FIELD_PRIME =
      hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

  private static final byte[] GROUP_ORDER =
      hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  /** The y coordinates of the eight points of small order; x and −x share one. */
  private static final byte[][] SMALL_ORDER_Y = {
    hex("0000000000000000000000000000000000000000000000000000000000000000"),
    hex("0100000000000000000000000000000000000000000000000000000000000000"),
    hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
  };

  private Ed25519Rules() {}

  /** Whether a signature of 64 bytes has a canonical R of large order and S below L. */
  static boolean allowsSignature(byte[] signature) {
    return signature.length == SIGNATURE_LENGTH
        && isBelow(Arrays.copyOfRange(signature, POINT_LENGTH, SIGNATURE_LENGTH), GROUP_ORDER)
        && allowsEncoding(Arrays.copyOf(signature, POINT_LENGTH));
  }

  /** Whether A is canonically encoded, on the curve, in the subgroup, and not the identity. */
  static boolean allowsKey(byte[] key) {
    return allowsEncoding(key) && isInPrimeSubgroup(key);
  }

  /** Whether the encoded point has order L: a multiplication by L, as dear as a verification. */
  static boolean isInPrimeSubgroup(byte[] point) {
    return Ed25519.validatePublicKeyFull(point, 0);
  }

  /**
   * Whether y is below p and the point not of small order. The second encoding of a point with x =
   * 0 (sign bit set) needs no rule of its own: both such points have small order.
   */
  private static boolean allowsEncoding(byte[] point) {
    byte[] y = point.clone();
    y[POINT_LENGTH - 1] &= 0x7f;
    if (!isBelow(y, FIELD_PRIME)) {
      return false;
    }
    for (byte[] smallOrderY : SMALL_ORDER_Y) {
      if (Arrays.equals(y, smallOrderY)) {
        return false;
      }
    }
    return true;
  }

  /** Compares little-endian numbers; these are public values, so the time taken tells nothing. */
  private static boolean isBelow(byte[] number, byte[] limit) {
    for (int i = POINT_LENGTH - 1; i >= 0; i--) {
      int difference = (number[i] & 0xff) - (limit[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
