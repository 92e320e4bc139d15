package org.colophon.core.contract;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * Under which licence a work was made, by the word of its licensee.
 *
 * @param licence the licence
 * @param original the work that it is of
 * @param record the record that says so
 */
public record Derivation(RecordId licence, WorkId original, RecordId record) {
  /** The state key under which it stands. */
  public static String stateKey(WorkId work) {
    return "derivation/" + work.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static Derivation read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Derivation derivation =
        new Derivation(
            members.parsed("licence", 64, RecordId::ofHex),
            members.parsed("original", 64, WorkId::ofHex),
            members.parsed("record", 64, RecordId::ofHex));
    members.end();
    return derivation;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("licence", licence.hex())
        .put("original", original.hex())
        .put("record", record.hex())
        .build();
  }
}
