package org.colophon.crypto.ers;

/** Why an evidence record is refused. The names are part of the interface. */
public enum Fault {
  /** Not the strict DER of an evidence record of the kind that docs/formats.md describes. */
  MALFORMED,
  /** Over a limit of bytes, depth, elements, archive time-stamps or hash values. */
  TOO_LARGE,
  /** Its first archive time-stamp is for other documents than those given. */
  OTHER_DOCUMENTS,
  /** An archive time-stamp does not cover what came before it. */
  NOT_COVERED,
  /**
   * An archive time-stamp is earlier than the one before it, or later than the time of checking.
   */
  OUT_OF_ORDER,
  /** A time-stamp token does not verify, or leads to no trusted root. */
  TOKEN_INVALID,
  /** A certificate had run out before the next archive time-stamp was made, or has by now. */
  EXPIRED,
  /** A certificate was revoked before the next archive time-stamp was made, or is by now. */
  REVOKED,
  /**
   * An algorithm was no longer trusted when the next archive time-stamp was made, or is not now.
   */
  WEAK_ALGORITHM
}
