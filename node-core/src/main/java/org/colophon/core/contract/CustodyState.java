package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A ciphertext that a record names.
 *
 * @param record the one record
 * @param erased the record that had it destroyed
 */
public record CustodyState(RecordId record, Optional<RecordId> erased) {
  /** The state key under which it stands. */
  public static String stateKey(Hash digest) {
    return "private/" + digest.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static CustodyState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    CustodyState state =
        new CustodyState(
            members.parsed("record", 64, RecordId::ofHex),
            members.parsedIf("erased", 64, RecordId::ofHex));
    members.end();
    return state;
  }

  /** Whether it was destroyed, or is about to be. */
  public boolean isErased() {
    return erased.isPresent();
  }

  CustodyState erasedBy(RecordId erasure) {
    return new CustodyState(record, Optional.of(erasure));
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("record", record.hex())
        .putText("erased", erased.map(RecordId::hex))
        .build();
  }
}
