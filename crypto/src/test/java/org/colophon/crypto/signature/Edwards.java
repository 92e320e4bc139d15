package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edwards25519 in plain big integers (RFC 8032, section 5.1), slow and open to every timing attack:
 * it makes the odd points that no library hands out, and decides signatures independently.
 */
final class Edwards {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

  static final Point IDENTITY =
      new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
  static final Point BASE =
      decode(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false)
          .orElseThrow();

  private Edwards() {}

  /** Extended coordinates: x = X/Z, y = Y/Z, xy = T/Z. */
  record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
    Point plus(Point other) {
      BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
      BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
      BigInteger c = t.multiply(other.t).multiply(D).shiftLeft(1).mod(P);
      BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    Point times(BigInteger factor) {
      Point sum = IDENTITY;
      for (int i = factor.bitLength() - 1; i >= 0; i--) {
        sum = sum.plus(sum);
        if (factor.testBit(i)) {
          sum = sum.plus(this);
        }
      }
      return sum;
    }

    boolean isSame(Point other) {
      return x.multiply(other.z).subtract(other.x.multiply(z)).mod(P).signum() == 0
          && y.multiply(other.z).subtract(other.y.multiply(z)).mod(P).signum() == 0;
    }

    byte[] encoded() {
      BigInteger inverse = z.modInverse(P);
      return encode(y.multiply(inverse).mod(P), x.multiply(inverse).mod(P).testBit(0));
    }
  }

  /** The eight points of small order, each a multiple of one of order 8; the first the identity. */
  static List<Point> smallOrderPoints() {
    for (int y = 2; ; y++) {
      Optional<Point> point = decode(BigInteger.valueOf(y), false);
      if (point.isPresent()) {
        Point torsion = point.get().times(L);
        if (!torsion.times(BigInteger.valueOf(4)).isSame(IDENTITY)) {
          List<Point> points = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            points.add(torsion.times(BigInteger.valueOf(i)));
          }
          return points;
        }
      }
    }
  }

  /** The point with this y and sign of x, if there is one. */
  static Optional<Point> decode(BigInteger y, boolean xIsOdd) {
    BigInteger ySquare = y.multiply(y).mod(P);
    BigInteger square =
        ySquare
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(ySquare).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(square)) {
      x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(square)) {
      return Optional.empty();
    }
    if (x.testBit(0) != xIsOdd) {
      x = P.subtract(x).mod(P);
    }
    return Optional.of(new Point(x, y.mod(P), BigInteger.ONE, x.multiply(y).mod(P)));
  }

  /** The 32 bytes for any y below 2^255, canonical or not. */
  static byte[] encode(BigInteger y, boolean xIsOdd) {
    byte[] bytes = littleEndian(y);
    if (xIsOdd) {
      bytes[31] |= (byte) 0x80;
    }
    return bytes;
  }

  static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger number(byte[] littleEndian) {
    BigInteger number = BigInteger.ZERO;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      number = number.shiftLeft(8).or(BigInteger.valueOf(littleEndian[i] & 0xff));
    }
    return number;
  }

  /** SHA-512(R ‖ A ‖ message) mod L. */
  static BigInteger challenge(byte[] r, byte[] a, byte[] message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(r);
      digest.update(a);
      return number(digest.digest(message)).mod(L);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Our rules, written out once more: the encodings are of points with canonical y. */
  static boolean verify(Point a, Point r, BigInteger s, byte[] message) {
    boolean isAllowed =
        !a.isSame(IDENTITY)
            && a.times(L).isSame(IDENTITY)
            && !r.times(BigInteger.valueOf(8)).isSame(IDENTITY)
            && s.compareTo(L) < 0;
    BigInteger h = challenge(r.encoded(), a.encoded(), message);
    return isAllowed && BASE.times(s).isSame(r.plus(a.times(h)));
  }
}
