package org.colophon.crypto.tsp;

/** Why there is no time-stamp, or why one is worth nothing. */
public final class TimeStampException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Reason {
    /** Larger than is read. */
    TOO_LARGE,
    /** Not what the standard says, or not in its one encoding. */
    MALFORMED,
    /** The authority refused, and its answer says why. */
    REJECTED,
    /** Over other bytes than those asked for, or with another hash function. */
    WRONG_IMPRINT,
    /** The answer to another question. */
    WRONG_NONCE,
    /** Under another policy than the one asked for. */
    WRONG_POLICY,
    /** The signer's certificate is not in the token. */
    NO_CERTIFICATE,
    /** A certificate may not be used for this. */
    BAD_CERTIFICATE,
    /** A certificate was not valid at the time that the token states. */
    EXPIRED,
    /** The signature is wrong, too weak, or does not name its certificate. */
    BAD_SIGNATURE,
    /** No way from the signer's certificate to a trusted root. */
    UNTRUSTED,
    /** A revocation list that concerns the token is malformed or not signed by its issuer. */
    BAD_CRL,
    /** A certificate was revoked. */
    REVOKED,
    /** The authority cannot be reached, or ended the connection. */
    DOWN,
    /** The authority did not answer in time. */
    SLOW,
    /** The answer has another HTTP status than 200. */
    HTTP_STATUS,
    /** The answer has another content type than it should. */
    WRONG_TYPE
  }

  private final Reason reason;

  /** With a message that says what was found and what was expected. */
  public TimeStampException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** With the fault behind it. */
  public TimeStampException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }
}
