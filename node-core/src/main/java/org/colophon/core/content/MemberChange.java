package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Organisation;

/** A proposal by which organisations come and go. */
public sealed interface MemberChange extends Proposal permits OrgAdmit, OrgSuspend {
  /** Validators that must cosign a checkpoint afterwards. */
  int quorum();

  /** The organisation that comes in. */
  Optional<Organisation> admitted();

  /** The organisation that goes, or whose entry gives way to the one that comes in. */
  Optional<OrgId> leaving();
}
