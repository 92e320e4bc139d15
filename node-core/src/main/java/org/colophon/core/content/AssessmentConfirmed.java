package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * An assessor who has opened the commitments has come to the same bytes.
 *
 * @param confirms the record of the assessment
 * @param result what it came to
 */
public record AssessmentConfirmed(RecordId confirms, Hash result) implements Assessment {
  static AssessmentConfirmed read(Members members) throws RefusedException {
    return new AssessmentConfirmed(
        members.parsed("confirms", 64, RecordId::ofHex), members.hash("result"));
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(confirms);
  }

  @Override
  public Json.Obj members() {
    return Json.object().put("confirms", confirms.hex()).put("result", result.hex()).build();
  }
}
