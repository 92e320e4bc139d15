package org.colophon.core.membership;

/** What an organisation of the consortium is. */
public enum OrgKind {
  /** A court. */
  COURT,
  /** A procuratorate. */
  PROCURATORATE,
  /** An intellectual-property office. */
  IP_OFFICE,
  /** A notary's office. */
  NOTARY,
  /** A platform. */
  PLATFORM,
  /** A time-stamping authority. */
  TSA,
  /** An appraiser. */
  APPRAISER,
  /** An auditor. */
  AUDITOR
}
