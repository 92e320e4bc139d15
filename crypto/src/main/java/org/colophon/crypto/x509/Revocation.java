package org.colophon.crypto.x509;

import java.math.BigInteger;
import java.time.Instant;

/**
 * That a certificate was revoked.
 *
 * @param serial of the certificate
 * @param time from when on, in whole seconds when written
 * @param reason why
 */
public record Revocation(BigInteger serial, Instant time, RevocationReason reason) {
  /** Whether what was signed at {@code signedAt} is worth nothing by this revocation. */
  public boolean spoils(Instant signedAt) {
    return reason.undoesThePast() || !time.isAfter(signedAt);
  }
}
