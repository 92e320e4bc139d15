package org.colophon.core.content;

import org.colophon.crypto.Hash;

/**
 * A change of the membership for the validators to agree to. It says which membership it changes
 * and what comes out, so that whoever votes votes for exactly one text.
 */
public sealed interface Proposal extends Content permits MemberChange, LevelRaise {
  /** Hash of the membership in force that it changes. */
  Hash membership();

  @Override
  default boolean concernsMembership() {
    return true;
  }
}
