package org.colophon.crypto.signature;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The two numbers of an ECDSA or SM2 signature and their one DER form, {@code SEQUENCE { r INTEGER,
 * s INTEGER }} (RFC 3279, section 2.2.3; X.690, section 10).
 */
record EcSignature(BigInteger r, BigInteger s) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int INTEGER_LENGTH_MAX = 33;

  /** Reads strict DER of two integers above zero; null for anything else. */
  static @Nullable EcSignature parse(byte[] der) {
    if (der.length < 8 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      return null;
    }
    int rLength = integerLength(der, 2);
    if (rLength == 0) {
      return null;
    }
    int sOffset = 4 + rLength;
    int sLength = integerLength(der, sOffset);
    if (sLength == 0 || sOffset + 2 + sLength != der.length) {
      return null;
    }
    return new EcSignature(
        new BigInteger(Arrays.copyOfRange(der, 4, sOffset)),
        new BigInteger(Arrays.copyOfRange(der, sOffset + 2, der.length)));
  }

  /** The bytes of the integer whose tag is at {@code offset}; 0 unless minimal and above zero. */
  private static int integerLength(byte[] der, int offset) {
    if (offset + 3 > der.length || der[offset] != INTEGER) {
      return 0;
    }
    // A length with the top bit set is the long form, never minimal here; as a byte it is below 0.
    int length = der[offset + 1];
    if (length < 1 || length > INTEGER_LENGTH_MAX || offset + 2 + length > der.length) {
      return 0;
    }
    byte first = der[offset + 2];
    boolean isNegative = first < 0;
    boolean isZero = length == 1 && first == 0;
    boolean isPadded = length > 1 && first == 0 && der[offset + 3] >= 0;
    return isNegative || isZero || isPadded ? 0 : length;
  }

  /** The strict DER form. */
  byte[] der() {
    byte[] rBytes = r.toByteArray();
    byte[] sBytes = s.toByteArray();
    byte[] der = new byte[6 + rBytes.length + sBytes.length];
    der[0] = SEQUENCE;
    der[1] = (byte) (der.length - 2);
    der[2] = INTEGER;
    der[3] = (byte) rBytes.length;
    System.arraycopy(rBytes, 0, der, 4, rBytes.length);
    der[4 + rBytes.length] = INTEGER;
    der[5 + rBytes.length] = (byte) sBytes.length;
    System.arraycopy(sBytes, 0, der, 6 + rBytes.length, sBytes.length);
    return der;
  }
}
