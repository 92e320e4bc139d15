package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Material is added to an earlier record; nothing is overwritten.
 *
 * @param supplements the record that it adds to
 * @param mediaType kind of the material
 * @param commitment salted commitment to its digest, see {@link ContentCommitment}
 * @param note salted commitment to a remark
 */
public record Supplement(
    RecordId supplements, String mediaType, Hash commitment, Optional<Hash> note)
    implements Content {
  static Supplement read(Members members) throws RefusedException {
    return new Supplement(
        members.parsed("supplements", 64, RecordId::ofHex),
        members.parsed("mediaType", 127, MediaTypes::check),
        members.commitment("commitment"),
        members.commitmentIf("note"));
  }

  @Override
  public RecordType type() {
    return RecordType.SUPPLEMENT;
  }

  @Override
  public Optional<Hash> contentCommitment() {
    return Optional.of(commitment);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(supplements);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("supplements", supplements.hex())
        .put("mediaType", mediaType)
        .put("commitment", commitment.hex())
        .putText("note", note.map(Hash::hex))
        .build();
  }
}
