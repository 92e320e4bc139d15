package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * The record that has priority for a content digest.
 *
 * @param index its leaf: the order of priority
 * @param record the record that declared the digest or committed to it
 * @param work the work that it belongs to
 */
public record ContentClaim(LeafIndex index, RecordId record, Optional<WorkId> work) {
  /** The state key under which it stands. */
  public static String stateKey(Hash digest) {
    return "content/" + digest.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static ContentClaim read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    ContentClaim claim =
        new ContentClaim(
            new LeafIndex(members.integer("index", 0, Json.INTEGER_MAX)),
            members.parsed("record", 64, RecordId::ofHex),
            members.parsedIf("work", 64, WorkId::ofHex));
    members.end();
    return claim;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("index", index.value())
        .put("record", record.hex())
        .putText("work", work.map(WorkId::hex))
        .build();
  }
}
