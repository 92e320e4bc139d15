package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A draft of a work in the making, by the commitment to its content. The first draft opens the
 * work, and the work is named by that record's id.
 *
 * @param work the work; absent in its first draft
 * @param sequence 1 in the first draft, one more than the previous draft's in the others
 * @param commitment salted commitment to the draft's digest, see {@link ContentCommitment}
 * @param previous the draft that this one goes on from; absent in the first
 * @param note salted commitment to a remark
 * @param fork that the previous draft has, or may have, another successor
 */
public record DraftAdd(
    Optional<WorkId> work,
    long sequence,
    Hash commitment,
    Optional<RecordId> previous,
    Optional<Hash> note,
    boolean fork)
    implements Content {
  private static final long SEQUENCE_MAX = 1_000_000_000;

  static DraftAdd read(Members members) throws RefusedException {
    DraftAdd draft =
        new DraftAdd(
            members.parsedIf("work", 64, WorkId::ofHex),
            members.integer("sequence", 1, SEQUENCE_MAX),
            members.commitment("commitment"),
            members.parsedIf("previous", 64, RecordId::ofHex),
            members.commitmentIf("note"),
            members.flag("fork"));
    if (draft.work.isPresent() != draft.previous.isPresent()) {
      throw members.malformed("previous", "(expected: work and previous, or neither of them)");
    }
    return draft;
  }

  @Override
  public RecordType type() {
    return RecordType.DRAFT_ADD;
  }

  @Override
  public Optional<Hash> contentCommitment() {
    return Optional.of(commitment);
  }

  @Override
  public boolean claimsContent() {
    return true;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work.orElse(self));
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .putText("work", work.map(WorkId::hex))
        .put("sequence", sequence)
        .put("commitment", commitment.hex())
        .putText("previous", previous.map(RecordId::hex))
        .putText("note", note.map(Hash::hex))
        .putIf("fork", fork ? Optional.of(Json.of(true)) : Optional.empty())
        .build();
  }
}
