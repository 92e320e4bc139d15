package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The corrections of a record.
 *
 * @param records oldest first
 */
public record Corrections(List<RecordId> records) {
  /** Most corrections of one record. */
  public static final int RECORDS_MAX = 64;

  /** Of a record that nobody corrected. */
  public static final Corrections NONE = new Corrections(List.of());

  /** Copies the list. */
  public Corrections {
    records = List.copyOf(records);
  }

  /** The state key under which those of a record stand. */
  public static String stateKey(RecordId corrected) {
    return "corrections/" + corrected.hex();
  }

  /** Reads what {@link #json} wrote. */
  public static Corrections read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Corrections corrections =
        new Corrections(
            members.hashes("records", 1, RECORDS_MAX).stream().map(RecordId::new).toList());
    members.end();
    return corrections;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("records", Json.strings(records.stream().map(RecordId::hex).toList()))
        .build();
  }

  /** With one more behind the others. */
  Corrections with(RecordId correction) {
    List<RecordId> more = new ArrayList<>(records);
    more.add(correction);
    return new Corrections(more);
  }
}
