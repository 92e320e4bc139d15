package org.colophon.core.query;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/** Which commitments were opened. */
final class Reveals {
  private Reveals() {}

  /** The digest that a reveal opened for the commitment in that record. */
  static Optional<Hash> of(LedgerQuery ledger, RecordId committed) {
    return ledger.state(
        "reveal/" + committed.hex(),
        json -> Members.of("", (org.colophon.core.json.Json.Obj) json).hash("digest"));
  }
}
