package org.colophon.crypto;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * ASN.1 with exactly one encoding for any value (X.690, section 10). The library reads BER; these
 * functions write what it read anew and compare.
 */
public final class StrictDer {
  private StrictDer() {}

  /**
   * The one value that these bytes hold. Sets behind implicit tags cannot be told from sequences
   * here: compare the typed structure with {@link #isEncodingOf}.
   *
   * @throws IllegalArgumentException when the bytes are not DER, nested more deeply than the
   *     library allows (64), or followed by others
   */
  public static ASN1Primitive parse(byte[] der) {
    ASN1Primitive value = parseBer(der);
    if (!isEncodingOf(value, der)) {
      throw new IllegalArgumentException("not DER");
    }
    return value;
  }

  /**
   * The one value that these bytes hold in BER.
   *
   * @throws IllegalArgumentException when they are not BER, nested too deeply, or followed by
   *     others
   */
  public static ASN1Primitive parseBer(byte[] ber) {
    try {
      ASN1Primitive value = ASN1Primitive.fromByteArray(ber);
      if (value == null) {
        throw new IllegalArgumentException("ASN.1: no bytes");
      }
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("ASN.1: " + e.getMessage(), e);
    }
  }

  /** Whether {@code der} is the DER of the value. */
  public static boolean isEncodingOf(ASN1Encodable value, byte[] der) {
    return Arrays.equals(encode(value), der);
  }

  /**
   * The DER of the value.
   *
   * @throws IllegalArgumentException when a part that was read lazily is malformed
   */
  public static byte[] encode(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalArgumentException("ASN.1: " + e.getMessage(), e);
    }
  }
}
