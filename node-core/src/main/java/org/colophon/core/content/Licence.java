package org.colophon.core.content;

/** A licence, granted by who holds the rights or by who is licensed to grant licences of them. */
public sealed interface Licence extends Content permits LicenceGrant, LicenceSub {
  /** What it allows. */
  LicenceTerms terms();
}
