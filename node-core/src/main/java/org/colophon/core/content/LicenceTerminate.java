package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A licence ends before its time, and all licences under it with it.
 *
 * @param licence which
 * @param cause why, and so who signs
 * @param effective when; at once when absent or past
 */
public record LicenceTerminate(RecordId licence, Cause cause, Optional<Timestamp> effective)
    implements Content {
  /** Why a licence ends. */
  public enum Cause {
    /** Both sides agreed to end it (Civil Code, art. 562). */
    AGREEMENT,
    /** The licensee gives it up. */
    RENUNCIATION,
    /** The licensor says that the licensee broke it, and gives notice (Civil Code, art. 563). */
    BREACH,
    /** The licensor uses a right to end it that the contract gives (Civil Code, art. 562). */
    CONTRACT
  }

  static LicenceTerminate read(Members members) throws RefusedException {
    return new LicenceTerminate(
        members.parsed("licence", 64, RecordId::ofHex),
        members.oneOf("cause", Cause.class),
        members.integerIf("effective", 0, Json.INTEGER_MAX).map(Timestamp::new));
  }

  @Override
  public RecordType type() {
    return RecordType.LICENCE_TERMINATE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(licence);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("licence", licence.hex())
        .put("cause", cause.name())
        .putIf("effective", effective.map(time -> Json.of(time.value())))
        .build();
  }
}
