package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * An objection is decided by an IP office or a court, or withdrawn by the one who raised it.
 *
 * @param objection the record that raised it
 * @param outcome how it ends
 * @param reason salted commitment to the reasons; absent only when it is withdrawn
 */
public record ObjectionResolve(RecordId objection, Outcome outcome, Optional<Hash> reason)
    implements Content {
  /** How an objection ends. */
  public enum Outcome {
    /** It is right: it stands against the title. */
    UPHELD,
    /** It is not. */
    DISMISSED,
    /** The objector gives it up. */
    WITHDRAWN
  }

  static ObjectionResolve read(Members members) throws RefusedException {
    ObjectionResolve resolve =
        new ObjectionResolve(
            members.parsed("objection", 64, RecordId::ofHex),
            members.oneOf("outcome", Outcome.class),
            members.commitmentIf("reason"));
    if (resolve.reason.isEmpty() && resolve.outcome != Outcome.WITHDRAWN) {
      throw members.malformed("reason", "missing (expected: a commitment to the reasons)");
    }
    return resolve;
  }

  @Override
  public RecordType type() {
    return RecordType.OBJECTION_RESOLVE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(objection);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("objection", objection.hex())
        .put("outcome", outcome.name())
        .putText("reason", reason.map(Hash::hex))
        .build();
  }
}
