package org.colophon.core;

import org.colophon.crypto.Hash;

/**
 * Names a work: the id of the record that opened it, its first draft or its declaration.
 *
 * @param hash the SHA-256
 */
public record WorkId(Hash hash) implements Comparable<WorkId> {
  /**
   * Parses 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static WorkId ofHex(String hex) {
    return new WorkId(Hash.ofHex(hex));
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return hash.hex();
  }

  @Override
  public int compareTo(WorkId other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return hex();
  }
}
