package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The same content was claimed twice. It blocks nothing: it names both, and a court decides.
 *
 * @param digest the content
 * @param earlier the record with the earlier claim
 * @param earlierWork its work
 * @param later the record with the later claim
 * @param laterWork its work
 */
public record Conflict(
    Hash digest,
    RecordId earlier,
    Optional<WorkId> earlierWork,
    RecordId later,
    Optional<WorkId> laterWork) {
  /** The state key under which the conflicts of a record stand; the record is the later one. */
  public static String stateKey(RecordId later) {
    return "conflict/" + later.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static Conflict read(Members members) throws RefusedException {
    return new Conflict(
        members.hash("digest"),
        members.parsed("earlier", 64, RecordId::ofHex),
        members.parsedIf("earlierWork", 64, WorkId::ofHex),
        members.parsed("later", 64, RecordId::ofHex),
        members.parsedIf("laterWork", 64, WorkId::ofHex));
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("digest", digest.hex())
        .put("earlier", earlier.hex())
        .putText("earlierWork", earlierWork.map(WorkId::hex))
        .put("later", later.hex())
        .putText("laterWork", laterWork.map(WorkId::hex))
        .build();
  }
}
