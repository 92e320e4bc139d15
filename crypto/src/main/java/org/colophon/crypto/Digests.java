package org.colophon.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.jcajce.provider.digest.SM3;

/** Message digests. SHA-256 comes from the JDK, whose intrinsic is the fastest one measured. */
public final class Digests {
  private Digests() {}

  /** A new SM3 digest (GB/T 32905), which the JDK does not have. */
  public static MessageDigest sm3() {
    return new SM3.Digest();
  }

  /** A new SHA-256 digest (FIPS 180-4). */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
