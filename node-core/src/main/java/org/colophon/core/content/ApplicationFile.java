package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A holder of a work asks an IP office to confirm it, or answers what the office asked. What is
 * stated names persons, so it stands by commitments alone.
 *
 * @param work which work
 * @param office which office
 * @param purpose salted commitment to the statement of why the work was made
 * @param process salted commitment to the statement of how it was made
 * @param originality salted commitment to the statement of what is its authors' own in it
 * @param answers the decision that asked for more; absent when it opens an application
 */
public record ApplicationFile(
    WorkId work,
    OrgId office,
    Hash purpose,
    Hash process,
    Hash originality,
    Optional<RecordId> answers)
    implements Content {
  static ApplicationFile read(Members members) throws RefusedException {
    return new ApplicationFile(
        members.parsed("work", 64, WorkId::ofHex),
        members.parsed("office", 64, OrgId::new),
        members.commitment("purpose"),
        members.commitment("process"),
        members.commitment("originality"),
        members.parsedIf("answers", 64, RecordId::ofHex));
  }

  @Override
  public RecordType type() {
    return RecordType.APPLICATION_FILE;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return answers;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("work", work.hex())
        .put("office", office.text())
        .put("purpose", purpose.hex())
        .put("process", process.hex())
        .put("originality", originality.hex())
        .putText("answers", answers.map(RecordId::hex))
        .build();
  }
}
