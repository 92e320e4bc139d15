package org.colophon.core.contract;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * To which key a subject wants private matter encrypted.
 *
 * @param record the newest registration or rotation that gave one
 */
public record RecipientState(RecordId record) {
  /** The state key under which it stands. */
  public static String stateKey(SubjectId subject) {
    return "recipient/" + subject.text();
  }

  /** Reads what {@link #json} wrote. */
  public static RecipientState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    RecipientState state = new RecipientState(members.parsed("record", 64, RecordId::ofHex));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object().put("record", record.hex()).build();
  }
}
