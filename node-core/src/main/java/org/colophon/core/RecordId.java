package org.colophon.core;

import org.colophon.crypto.Hash;

/**
 * Names a record for ever: SHA-256 of its statement's bytes. The signers stand inside the
 * statement, so nobody else can take the id.
 *
 * @param hash the SHA-256
 */
public record RecordId(Hash hash) implements Comparable<RecordId> {
  /**
   * Parses 64 lower-case hex digits.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static RecordId ofHex(String hex) {
    return new RecordId(Hash.ofHex(hex));
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return hash.hex();
  }

  @Override
  public int compareTo(RecordId other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return hex();
  }
}
