package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * What came of a notice.
 *
 * @param counter the respondent's counter-notice
 * @param takedown what it did
 */
public record NoticeState(Optional<RecordId> counter, Optional<RecordId> takedown) {
  /** Nothing came of it yet. */
  public static final NoticeState OPEN = new NoticeState(Optional.empty(), Optional.empty());

  /** The state key under which it stands. */
  public static String stateKey(RecordId notice) {
    return "notice/" + notice.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static NoticeState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    NoticeState state =
        new NoticeState(
            members.hashIf("counter").map(RecordId::new),
            members.hashIf("takedown").map(RecordId::new));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .putText("counter", counter.map(RecordId::hex))
        .putText("takedown", takedown.map(RecordId::hex))
        .build();
  }
}
