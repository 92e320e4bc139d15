package org.colophon.core.content;

import java.util.Optional;
import java.util.Set;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A holder pledges its shares in economic rights (Copyright Law, art. 28); holder and pledgee sign.
 *
 * @param work the work
 * @param rights in which rights
 * @param until when the pledge is over, if it was not waived before
 * @param claim salted commitment to the claim that it secures
 */
public record RightEncumber(WorkId work, Set<Right> rights, Timestamp until, Optional<Hash> claim)
    implements Content {
  /** Copies the rights. */
  public RightEncumber {
    rights = Right.inOrder(rights);
  }

  static RightEncumber read(Members members) throws RefusedException {
    return new RightEncumber(
        members.parsed("work", 64, WorkId::ofHex),
        Right.readSet(members, "rights"),
        new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)),
        members.commitmentIf("claim"));
  }

  @Override
  public RecordType type() {
    return RecordType.RIGHT_ENCUMBER;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("work", work.hex())
        .put("rights", Right.json(rights))
        .put("until", until.value())
        .putText("claim", claim.map(Hash::hex))
        .build();
  }
}
