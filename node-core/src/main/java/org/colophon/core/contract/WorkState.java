package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * What the chain holds of a work beside its title.
 *
 * @param opener who opened it
 * @param status how far it has come
 * @param declared the declaration
 * @param drafts how many drafts it has
 */
public record WorkState(SubjectId opener, Status status, Optional<RecordId> declared, long drafts) {
  /** How far a work has come. */
  public enum Status {
    /** It has drafts. */
    DRAFT,
    /** It was declared. */
    DECLARED
  }

  /** The state key under which it stands. */
  public static String stateKey(WorkId work) {
    return "work/" + work.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static WorkState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    WorkState state =
        new WorkState(
            members.parsed("opener", 64, SubjectId::new),
            members.oneOf("status", Status.class),
            members.parsedIf("declared", 64, RecordId::ofHex),
            members.integer("drafts", 0, Json.INTEGER_MAX));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("opener", opener.text())
        .put("status", status.name())
        .putText("declared", declared.map(RecordId::hex))
        .put("drafts", drafts)
        .build();
  }
}
