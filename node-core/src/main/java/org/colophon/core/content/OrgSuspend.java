package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.Hash;

/**
 * Proposes to suspend an organisation. A validator that others depend on goes by an {@link
 * OrgAdmit} that replaces it.
 *
 * @param membership hash of the membership in force that it changes
 * @param organisation who is to go
 * @param quorum validators that must cosign a checkpoint afterwards
 * @param reason why
 */
public record OrgSuspend(Hash membership, OrgId organisation, int quorum, Cause reason)
    implements MemberChange {
  /** Why an organisation goes. */
  public enum Cause {
    /** It wants to. */
    WITHDRAWAL,
    /** Somebody else may hold its keys. */
    KEY_COMPROMISE,
    /** It signed two histories. */
    EQUIVOCATION,
    /** Its node is not there. */
    UNAVAILABLE,
    /** It broke what the members agreed on. */
    BREACH
  }

  static OrgSuspend read(Members members) throws RefusedException {
    return new OrgSuspend(
        members.hash("membership"),
        members.parsed("organisation", 64, OrgId::new),
        (int) members.integer("quorum", 1, Membership.VALIDATORS_MAX),
        members.oneOf("reason", Cause.class));
  }

  @Override
  public RecordType type() {
    return RecordType.ORG_SUSPEND;
  }

  @Override
  public Optional<Organisation> admitted() {
    return Optional.empty();
  }

  @Override
  public Optional<OrgId> leaving() {
    return Optional.of(organisation);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("membership", membership.hex())
        .put("organisation", organisation.text())
        .put("quorum", quorum)
        .put("reason", reason.name())
        .build();
  }
}
