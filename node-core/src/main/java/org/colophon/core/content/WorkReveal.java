package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A content commitment is opened; priority stays that of the record that made the commitment.
 *
 * @param record the record that carries the commitment
 * @param salt 32 bytes
 * @param digest SHA-256 of the content
 */
public record WorkReveal(RecordId record, Hash salt, Hash digest) implements Content {
  static WorkReveal read(Members members) throws RefusedException {
    return new WorkReveal(
        members.parsed("record", 64, RecordId::ofHex),
        members.hash("salt"),
        members.hash("digest"));
  }

  @Override
  public RecordType type() {
    return RecordType.WORK_REVEAL;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(record);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("record", record.hex())
        .put("salt", salt.hex())
        .put("digest", digest.hex())
        .build();
  }
}
