package org.colophon.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The hash functions that foreign signatures and time-stamps may rest on (FIPS 180-4). */
public enum Sha2 {
  /** 32 bytes. */
  SHA_256("SHA-256", "2.16.840.1.101.3.4.2.1", 32),
  /** 48 bytes. */
  SHA_384("SHA-384", "2.16.840.1.101.3.4.2.2", 48),
  /** 64 bytes. */
  SHA_512("SHA-512", "2.16.840.1.101.3.4.2.3", 64);

  private final String label;
  private final String oid;
  private final int length;

  Sha2(String label, String oid, int length) {
    this.label = label;
    this.oid = oid;
    this.length = length;
  }

  /** The function with this object identifier in dotted form, if it is one of the three. */
  public static Optional<Sha2> ofOid(String oid) {
    for (Sha2 hash : values()) {
      if (hash.oid.equals(oid)) {
        return Optional.of(hash);
      }
    }
    return Optional.empty();
  }

  /** The name as people and the JDK write it, as in {@code SHA-256}. */
  public String label() {
    return label;
  }

  /** The object identifier in dotted form (RFC 5754, section 2). */
  public String oid() {
    return oid;
  }

  /** Bytes of a digest. */
  public int length() {
    return length;
  }

  /** The digest of the concatenation of {@code parts}. */
  public byte[] digest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(label);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + label, e);
    }
  }
}
