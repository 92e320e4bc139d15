package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A grant ends at once, and all that was delegated from it.
 *
 * @param grant which
 * @param ground why
 * @param reason salted commitment to the reasons
 */
public record ScopeRevoke(RecordId grant, Ground ground, Optional<Hash> reason) implements Content {
  /** Why a grant ends before its time. */
  public enum Ground {
    /** The case is over. */
    CASE_ENDED,
    /** What was read was used for something else. */
    MISUSE,
    /** Nothing more needs to be read. */
    NOT_NEEDED,
    /** It should not have been granted. */
    WRONGLY_GRANTED,
    /** The grantee's key is lost, or somebody else may have it. */
    KEY_LOST,
    /** What the reasons say. */
    OTHER
  }

  static ScopeRevoke read(Members members) throws RefusedException {
    return new ScopeRevoke(
        members.parsed("grant", 64, RecordId::ofHex),
        members.oneOf("ground", Ground.class),
        members.commitmentIf("reason"));
  }

  @Override
  public RecordType type() {
    return RecordType.SCOPE_REVOKE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(grant);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("grant", grant.hex())
        .put("ground", ground.name())
        .putText("reason", reason.map(Hash::hex))
        .build();
  }
}
