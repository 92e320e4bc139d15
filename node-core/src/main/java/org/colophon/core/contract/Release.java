package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * When a work was made public: what the chain ordered first, and what claims the earliest time. The
 * two are mostly one record, and are never merged into one time.
 *
 * @param publications how many records tell of it
 * @param first the record that the chain ordered first
 * @param earliest the record that claims the earliest time; of several the first
 * @param claimed that time
 */
public record Release(long publications, RecordId first, RecordId earliest, Timestamp claimed) {
  /** The state key under which it stands. */
  public static String stateKey(WorkId work) {
    return "release/" + work.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static Release read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Release release =
        new Release(
            members.integer("publications", 1, Json.INTEGER_MAX),
            new RecordId(members.hash("first")),
            new RecordId(members.hash("earliest")),
            new Timestamp(members.integer("claimed", 0, Json.INTEGER_MAX)));
    members.end();
    return release;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("publications", publications)
        .put("first", first.hex())
        .put("earliest", earliest.hex())
        .put("claimed", claimed.value())
        .build();
  }

  /** With one more publication, which the chain orders last. */
  static Release with(Optional<Release> before, RecordId record, Timestamp at) {
    if (before.isEmpty()) {
      return new Release(1, record, record, at);
    }
    Release release = before.get();
    boolean isEarliest = at.compareTo(release.claimed) < 0;
    return new Release(
        release.publications + 1,
        release.first,
        isEarliest ? record : release.earliest,
        isEarliest ? at : release.claimed);
  }
}
