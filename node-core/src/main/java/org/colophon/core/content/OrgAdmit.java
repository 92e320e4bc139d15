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
 * Proposes to admit an organisation, alone or in the place of another one. A member that replaces
 * itself has its entry renewed; one that replaces another takes that one's place with a new entry.
 *
 * @param membership hash of the membership in force that it changes
 * @param organisation the entry, as a genesis would have it
 * @param quorum validators that must cosign a checkpoint afterwards
 * @param replaces the organisation that goes in the same step
 */
public record OrgAdmit(
    Hash membership, Organisation organisation, int quorum, Optional<OrgId> replaces)
    implements MemberChange {
  static OrgAdmit read(Members members) throws RefusedException {
    Members entry = members.object("organisation");
    OrgAdmit admit =
        new OrgAdmit(
            members.hash("membership"),
            Organisation.read(entry),
            (int) members.integer("quorum", 1, Membership.VALIDATORS_MAX),
            members.parsedIf("replaces", 64, OrgId::new));
    entry.end();
    return admit;
  }

  @Override
  public RecordType type() {
    return RecordType.ORG_ADMIT;
  }

  @Override
  public Optional<Organisation> admitted() {
    return Optional.of(organisation);
  }

  @Override
  public Optional<OrgId> leaving() {
    return replaces;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("membership", membership.hex())
        .put("organisation", organisation.json())
        .put("quorum", quorum)
        .putText("replaces", replaces.map(OrgId::text))
        .build();
  }
}
