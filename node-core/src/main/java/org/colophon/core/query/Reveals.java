package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/** Which commitments were opened. */
final class Reveals {
  private Reveals() {}

  private record Opened(Hash digest, RecordId by) {
    private static Opened read(Json json) throws RefusedException {
      Members members = Members.of("", (Json.Obj) json);
      return new Opened(members.hash("digest"), new RecordId(members.hash("record")));
    }
  }

  /** The digest that a reveal had opened for the commitment in that record. */
  static Optional<Hash> of(LedgerQuery ledger, RecordId committed, AsOf asOf) {
    return ledger
        .state("reveal/" + committed.hex(), Opened::read)
        .filter(opened -> asOf.knowing(ledger).test(opened.by))
        .map(Opened::digest);
  }
}
