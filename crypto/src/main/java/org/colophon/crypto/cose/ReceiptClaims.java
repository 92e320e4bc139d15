package org.colophon.crypto.cose;

/**
 * What the issuer of a receipt claims under its signature (CWT claims, RFC 9597).
 *
 * @param issuer who signed: the chain's id, a slash, and the organisation; 1 to 256 characters
 * @param subject what is received: the record's id; 1 to 256 characters
 * @param issuedAtSeconds when, by the issuer's own clock, in seconds since 1970
 */
public record ReceiptClaims(String issuer, String subject, long issuedAtSeconds) {
  /** Characters of a text. */
  static final int CHARS_MAX = 256;

  /** Checks the ranges. */
  public ReceiptClaims {
    if (issuer.isEmpty() || issuer.length() > CHARS_MAX) {
      throw new IllegalArgumentException("issuer: (expected: 1 to 256 characters)");
    }
    if (subject.isEmpty() || subject.length() > CHARS_MAX) {
      throw new IllegalArgumentException("subject: (expected: 1 to 256 characters)");
    }
    if (issuedAtSeconds < 0) {
      throw new IllegalArgumentException("issued at: (expected: 0 or more)");
    }
  }
}
