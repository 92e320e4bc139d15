package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A lease of reads.
 *
 * @param settled the record that settled it
 */
public record LeaseState(Optional<RecordId> settled) {
  /** Of a lease that is not settled. */
  static final LeaseState OPEN = new LeaseState(Optional.empty());

  /** The state key under which it stands. */
  public static String stateKey(RecordId lease) {
    return "lease/" + lease.hex();
  }

  /** The state key under which a node's newest lease of a grant is named. */
  public static String newestKey(RecordId grant, SubjectId node) {
    return "leases/" + grant.hex() + "/" + node.text();
  }

  /** Reads what {@link #json} wrote. */
  public static LeaseState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    LeaseState state = new LeaseState(members.hashIf("settled").map(RecordId::new));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object().putText("settled", settled.map(RecordId::hex)).build();
  }
}
