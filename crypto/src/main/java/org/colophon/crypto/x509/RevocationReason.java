package org.colophon.crypto.x509;

import java.util.Optional;

/** Why a certificate was revoked (RFC 5280, section 5.3.1). */
public enum RevocationReason {
  /** No reason given. */
  UNSPECIFIED(0, true),
  /** Someone else has or may have the key. */
  KEY_COMPROMISE(1, true),
  /** Someone else has or may have the key of the authority that issued it. */
  CA_COMPROMISE(2, true),
  /** A name or another detail is no longer right. */
  AFFILIATION_CHANGED(3, false),
  /** Another certificate took its place. */
  SUPERSEDED(4, false),
  /** It is not needed any more. */
  CESSATION_OF_OPERATION(5, false),
  /** Suspended for now. */
  CERTIFICATE_HOLD(6, false),
  /** What it was allowed to do was taken back. */
  PRIVILEGE_WITHDRAWN(9, false),
  /** As {@link #KEY_COMPROMISE}, of an attribute authority. */
  AA_COMPROMISE(10, true);

  private final int code;
  private final boolean undoesThePast;

  RevocationReason(int code, boolean undoesThePast) {
    this.code = code;
    this.undoesThePast = undoesThePast;
  }

  /** The reason with this number, if there is one; {@code removeFromCRL} (8) revokes nothing. */
  public static Optional<RevocationReason> ofCode(int code) {
    for (RevocationReason reason : values()) {
      if (reason.code == code) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  /** The number in a revocation list. */
  public int code() {
    return code;
  }

  /**
   * Whether also time-stamps from before the revocation are worth nothing, since whoever has the
   * key can put any time into one (RFC 3161, section 4, number 1).
   */
  public boolean undoesThePast() {
    return undoesThePast;
  }
}
