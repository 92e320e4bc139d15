package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A platform has acted on a notice.
 *
 * @param notice the notice
 * @param measure what it did
 * @param at when, by its own word
 */
public record Takedown(RecordId notice, Measure measure, Timestamp at) implements Content {
  /** What a platform does (Civil Code, art. 1195). */
  public enum Measure {
    /** What stood there was deleted. */
    DELETED,
    /** It is kept, and shown to nobody. */
    BLOCKED,
    /** Links to it were taken away. */
    DISCONNECTED
  }

  static Takedown read(Members members) throws RefusedException {
    return new Takedown(
        members.parsed("notice", 64, RecordId::ofHex),
        members.oneOf("measure", Measure.class),
        new Timestamp(members.integer("at", 0, Json.INTEGER_MAX)));
  }

  @Override
  public RecordType type() {
    return RecordType.TAKEDOWN;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(notice);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("notice", notice.hex())
        .put("measure", measure.name())
        .put("at", at.value())
        .build();
  }
}
