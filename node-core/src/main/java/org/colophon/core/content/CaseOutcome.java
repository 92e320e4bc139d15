package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * How a case ended. What was read for it stays sealed for a while longer.
 *
 * @param caseOpened the record that opened the case
 * @param outcome how it ended
 * @param document salted commitment to the judgment, agreement or decision
 * @param sealUntil from then on holders may see who read what of theirs
 */
public record CaseOutcome(
    RecordId caseOpened, Outcome outcome, Optional<Hash> document, Timestamp sealUntil)
    implements Content {
  /** How a case ends. */
  public enum Outcome {
    /** A judgment was given. */
    JUDGMENT,
    /** The parties agreed before the court. */
    MEDIATION,
    /** Who brought it withdrew it. */
    WITHDRAWN,
    /** It was dismissed without a judgment on its merits. */
    DISMISSED,
    /** The procuratorate does not pursue it. */
    NOT_PURSUED
  }

  static CaseOutcome read(Members members) throws RefusedException {
    return new CaseOutcome(
        members.parsed("case", 64, RecordId::ofHex),
        members.oneOf("outcome", Outcome.class),
        members.commitmentIf("document"),
        new Timestamp(members.integer("sealUntil", 0, Json.INTEGER_MAX)));
  }

  @Override
  public RecordType type() {
    return RecordType.CASE_OUTCOME;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(caseOpened);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("case", caseOpened.hex())
        .put("outcome", outcome.name())
        .putText("document", document.map(Hash::hex))
        .put("sealUntil", sealUntil.value())
        .build();
  }
}
