package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Material is deposited by the commitment to its digest.
 *
 * @param mediaType kind of the material
 * @param commitment salted commitment to its digest, see {@link ContentCommitment}
 * @param custody how the depositor came to hold it
 * @param about the record that it concerns
 * @param note salted commitment to a remark
 */
public record EvidenceDeposit(
    String mediaType,
    Hash commitment,
    Custody custody,
    Optional<RecordId> about,
    Optional<Hash> note)
    implements Content {
  /** How the depositor came to hold the material. */
  public enum Custody {
    /** Made it. */
    CREATED,
    /** Took it down from elsewhere. */
    COLLECTED,
    /** Received it from another. */
    RECEIVED,
    /** Handed it on. */
    TRANSFERRED
  }

  static EvidenceDeposit read(Members members) throws RefusedException {
    return new EvidenceDeposit(
        members.parsed("mediaType", 127, MediaTypes::check),
        members.commitment("commitment"),
        members.oneOf("custody", Custody.class),
        members.parsedIf("about", 64, RecordId::ofHex),
        members.commitmentIf("note"));
  }

  @Override
  public RecordType type() {
    return RecordType.EVIDENCE_DEPOSIT;
  }

  @Override
  public Optional<Hash> contentCommitment() {
    return Optional.of(commitment);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return about;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("mediaType", mediaType)
        .put("commitment", commitment.hex())
        .put("custody", custody.name())
        .putText("about", about.map(RecordId::hex))
        .putText("note", note.map(Hash::hex))
        .build();
  }
}
