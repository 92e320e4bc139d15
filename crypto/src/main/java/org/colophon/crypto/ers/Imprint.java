package org.colophon.crypto.ers;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.Sha2;
import org.jspecify.annotations.Nullable;

/** A hash value with the algorithm that made it. Immutable; ordered by unsigned bytes. */
public final class Imprint implements Comparable<Imprint> {
  private final Sha2 algorithm;
  private final byte[] bytes;

  private Imprint(Sha2 algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /**
   * The value in {@code bytes}, which are copied.
   *
   * @throws IllegalArgumentException when the length is not the algorithm's
   */
  public static Imprint of(Sha2 algorithm, byte[] bytes) {
    if (bytes.length != algorithm.length()) {
      throw new IllegalArgumentException(
          "imprint: "
              + bytes.length
              + " bytes (expected: "
              + algorithm.length()
              + " for "
              + algorithm.label()
              + ")");
    }
    return new Imprint(algorithm, bytes.clone());
  }

  /** A SHA-256 hash as an imprint. */
  public static Imprint of(Hash hash) {
    return new Imprint(Sha2.SHA_256, hash.bytes());
  }

  /** The hash of {@code data}. */
  public static Imprint ofData(Sha2 algorithm, byte[] data) {
    return new Imprint(algorithm, algorithm.digest(data));
  }

  /** The hash of these values, one behind the other in the order given. */
  public static Imprint ofAll(Sha2 algorithm, List<Imprint> values) {
    byte[][] parts = values.stream().map(value -> value.bytes).toArray(byte[][]::new);
    return new Imprint(algorithm, algorithm.digest(parts));
  }

  /** Which algorithm made the value. */
  public Sha2 algorithm() {
    return algorithm;
  }

  /** A copy of the value. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Lower-case hex digits of the value. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Binary ascending order, as RFC 4998 section 4.2 asks for. */
  @Override
  public int compareTo(Imprint other) {
    int byBytes = Arrays.compareUnsigned(bytes, other.bytes);
    return byBytes != 0 ? byBytes : algorithm.compareTo(other.algorithm);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Imprint that
        && algorithm == that.algorithm
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + hex();
  }
}
