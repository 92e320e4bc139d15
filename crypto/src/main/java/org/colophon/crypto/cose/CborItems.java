package org.colophon.crypto.cose;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.util.Set;

/**
 * Takes CBOR items (RFC 8949) by their type and limit, and refuses by name what is no such item.
 */
final class CborItems {
  /** Bytes of a receipt; notes of many validators, and changes of who they are, are most of it. */
  static final int BYTES_MAX = 16 << 20;

  private static final CBOREncodeOptions STRICT =
      new CBOREncodeOptions("allowduplicatekeys=false;allowempty=false;resolvereferences=false");

  private CborItems() {}

  /**
   * The one item that these bytes are.
   *
   * @throws IllegalArgumentException when they are none, or more
   */
  static CBORObject decode(byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("CBOR: larger than " + BYTES_MAX + " bytes");
    }
    try {
      return CBORObject.DecodeFromBytes(bytes, STRICT);
    } catch (CBORException e) {
      throw new IllegalArgumentException("CBOR: " + e.getMessage(), e);
    }
  }

  static CBORObject map(String what, CBORObject item) {
    return typed(what, item, CBORType.Map);
  }

  /** A map with exactly these keys. */
  static CBORObject map(String what, CBORObject item, Set<CBORObject> keys) {
    if (!Set.copyOf(map(what, item).getKeys()).equals(keys)) {
      throw new IllegalArgumentException(what + ": members (expected: " + keys + ")");
    }
    return item;
  }

  static CBORObject array(String what, CBORObject item, int min, int max) {
    int size = typed(what, item, CBORType.Array).size();
    if (size < min || size > max) {
      throw new IllegalArgumentException(
          what + ": " + size + " items (expected: " + min + " to " + max + ")");
    }
    return item;
  }

  static byte[] bytes(String what, CBORObject item) {
    return typed(what, item, CBORType.ByteString).GetByteString();
  }

  static String text(String what, CBORObject item, int charsMax) {
    String text = typed(what, item, CBORType.TextString).AsString();
    if (text.isEmpty() || text.length() > charsMax) {
      throw new IllegalArgumentException(what + ": (expected: 1 to " + charsMax + " characters)");
    }
    return text;
  }

  /** An integer from {@code min} to 2^63 − 1. */
  static long integer(String what, CBORObject item, long min) {
    CBORObject integer = typed(what, item, CBORType.Integer);
    if (!integer.CanValueFitInInt64() || integer.AsInt64Value() < min) {
      throw new IllegalArgumentException(what + ": (expected: " + min + " to 2^63 - 1)");
    }
    return integer.AsInt64Value();
  }

  private static CBORObject typed(String what, CBORObject item, CBORType type) {
    if (item.isTagged() || item.getType() != type) {
      throw new IllegalArgumentException(what + ": (expected: " + type + ")");
    }
    return item;
  }
}
