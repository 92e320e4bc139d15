package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.Hash;

/**
 * A change of the membership for the validators to agree to. It says which membership it changes
 * and what comes out, so that whoever votes votes for exactly one text.
 */
public sealed interface Proposal extends Content permits OrgAdmit, OrgSuspend {
  /** Hash of the membership in force that it changes. */
  Hash membership();

  /** Validators that must cosign a checkpoint afterwards. */
  int quorum();

  /** The organisation that comes in. */
  Optional<Organisation> admitted();

  /** The organisation that goes, or whose entry gives way to the one that comes in. */
  Optional<OrgId> leaving();

  @Override
  default boolean concernsMembership() {
    return true;
  }
}
