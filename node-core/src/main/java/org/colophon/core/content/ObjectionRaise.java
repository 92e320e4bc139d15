package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A subject objects to the title in a work.
 *
 * @param work whose title
 * @param ground why, in a word
 * @param reason salted commitment to the reasons
 * @param claim the record that the objector sets against it, such as a declaration of its own
 */
public record ObjectionRaise(WorkId work, Ground ground, Hash reason, Optional<RecordId> claim)
    implements Content {
  /** Why somebody objects. */
  public enum Ground {
    /** Another one made the work. */
    AUTHORSHIP,
    /** Another one holds the rights. */
    OWNERSHIP,
    /** It copies an earlier work. */
    COPYING,
    /** An earlier right of another one stands against it. */
    PRIOR_RIGHT,
    /** The law does not protect such matter. */
    NOT_PROTECTED,
    /** What was stated of it is not true. */
    FALSE_STATEMENT,
    /** What the reasons say. */
    OTHER
  }

  static ObjectionRaise read(Members members) throws RefusedException {
    return new ObjectionRaise(
        members.parsed("work", 64, WorkId::ofHex),
        members.oneOf("ground", Ground.class),
        members.commitment("reason"),
        members.parsedIf("claim", 64, RecordId::ofHex));
  }

  @Override
  public RecordType type() {
    return RecordType.OBJECTION_RAISE;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return claim;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("work", work.hex())
        .put("ground", ground.name())
        .put("reason", reason.hex())
        .putText("claim", claim.map(RecordId::hex))
        .build();
  }
}
