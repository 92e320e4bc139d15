package org.colophon.storage.impl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.colophon.crypto.Hash;

/**
 * Turns values into the bytes that stand on disk, and back. Integers are big-endian, so that the
 * order of the keys is the order of the numbers.
 */
interface Codec<T> {
  /** No bytes: the key says all. */
  Codec<Nothing> NOTHING =
      of(
          nothing -> new byte[0],
          bytes -> {
            requireLength(bytes, 0);
            return Nothing.NOTHING;
          });

  /** A non-negative integer in eight bytes. */
  Codec<Long> NUMBER =
      of(
          Codec::number,
          bytes -> {
            requireLength(bytes, Long.BYTES);
            return number(bytes, 0);
          });

  /** 32 bytes. */
  Codec<Hash> HASH = of(Hash::bytes, Hash::of);

  /** Printable ASCII, at least one character. */
  Codec<String> ASCII = of(Codec::ascii, bytes -> ascii(bytes, 0, bytes.length));

  /** Like {@link #ASCII}; a hash in hex at its end stands as its 32 bytes, behind 0x00. */
  Codec<String> NAME = of(Codec::packed, Codec::unpacked);

  /** The value of a family whose keys say all. */
  enum Nothing {
    /** The one value. */
    NOTHING
  }

  /** The bytes of a value; {@link IllegalArgumentException} for one outside the form. */
  byte[] encode(T value);

  /** The value; {@link IllegalArgumentException} for bytes that {@link #encode} never writes. */
  T decode(byte[] bytes);

  static <T> Codec<T> of(Function<T, byte[]> encode, Function<byte[], T> decode) {
    return new Codec<>() {
      @Override
      public byte[] encode(T value) {
        return encode.apply(value);
      }

      @Override
      public T decode(byte[] bytes) {
        return decode.apply(bytes);
      }
    };
  }

  /** The same bytes for another type. */
  default <U> Codec<U> map(Function<T, U> to, Function<U, T> from) {
    return of(value -> encode(from.apply(value)), bytes -> to.apply(decode(bytes)));
  }

  /** The same bytes behind their SHA-256, so that a change to any of them shows. */
  default Codec<T> digested() {
    return of(
        value -> {
          byte[] bytes = encode(value);
          return ByteBuffer.allocate(Hash.LENGTH + bytes.length)
              .put(Hash.sha256(bytes).bytes())
              .put(bytes)
              .array();
        },
        stored -> {
          if (stored.length < Hash.LENGTH) {
            throw new IllegalArgumentException(
                "length: " + stored.length + " (expected: 32 or more)");
          }
          byte[] bytes = rest(stored, Hash.LENGTH);
          if (!Hash.of(stored, 0).equals(Hash.sha256(bytes))) {
            throw new IllegalArgumentException("digest: not that of what stands behind it");
          }
          return decode(bytes);
        });
  }

  static byte[] number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("number: " + value + " (expected: 0 or more)");
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  static long number(byte[] bytes, int offset) {
    if (bytes.length < offset + Long.BYTES) {
      throw new IllegalArgumentException("length: " + bytes.length + " (expected: 8 more bytes)");
    }
    long value = ByteBuffer.wrap(bytes).getLong(offset);
    if (value < 0) {
      throw new IllegalArgumentException("number: " + value + " (expected: 0 or more)");
    }
    return value;
  }

  static byte[] ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (!ascii(bytes, 0, bytes.length).equals(text)) {
      throw notAscii();
    }
    return bytes;
  }

  static String ascii(byte[] bytes, int from, int to) {
    if (from >= to) {
      throw notAscii();
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] < ' ' || bytes[i] > '~') {
        throw notAscii();
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /** Where a hash in hex begins that a text ends with; its length when there is none. */
  private static int hashFrom(String text) {
    int from = text.length() - 2 * Hash.LENGTH;
    return from >= 0 && Hash.isHex(text.substring(from)) ? from : text.length();
  }

  private static byte[] packed(String text) {
    int hash = hashFrom(text);
    if (hash == text.length()) {
      return ascii(text);
    }
    byte[] name = hash == 0 ? new byte[0] : ascii(text.substring(0, hash));
    return ByteBuffer.allocate(name.length + 1 + Hash.LENGTH)
        .put(name)
        .put((byte) 0)
        .put(Hash.ofHex(text.substring(hash)).bytes())
        .array();
  }

  private static String unpacked(byte[] bytes) {
    int mark = bytes.length - Hash.LENGTH - 1;
    if (mark >= 0 && bytes[mark] == 0) {
      return (mark == 0 ? "" : ascii(bytes, 0, mark)) + Hash.of(bytes, mark + 1).hex();
    }
    String text = ascii(bytes, 0, bytes.length);
    if (hashFrom(text) < text.length()) {
      throw new IllegalArgumentException("text: a hash in hex (expected: as bytes)");
    }
    return text;
  }

  private static IllegalArgumentException notAscii() {
    return new IllegalArgumentException("text: (expected: printable ASCII, not empty)");
  }

  static void requireLength(byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException("length: " + bytes.length + " (expected: " + length + ")");
    }
  }

  static byte[] rest(byte[] bytes, int offset) {
    return Arrays.copyOfRange(bytes, offset, bytes.length);
  }
}
