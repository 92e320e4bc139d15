package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * A holder of rights tells a platform that they are infringed there, and asks it to act (Civil
 * Code, art. 1195).
 *
 * @param work whose rights
 * @param respondent the platform
 * @param rights which rights are infringed
 * @param urls where
 * @param evidence records that show it; may be empty
 * @param letter salted commitment to the letter itself
 */
public record NoticeSend(
    WorkId work,
    SubjectId respondent,
    Set<Right> rights,
    List<String> urls,
    List<RecordId> evidence,
    Optional<Hash> letter)
    implements Content {
  private static final int EVIDENCE_MAX = 16;

  /** Copies the lists. */
  public NoticeSend {
    rights = Right.inOrder(rights);
    urls = List.copyOf(urls);
    evidence = List.copyOf(evidence);
  }

  static NoticeSend read(Members members) throws RefusedException {
    return new NoticeSend(
        members.parsed("work", 64, WorkId::ofHex),
        members.parsed("respondent", 63, SubjectId::new),
        Right.readSet(members, "rights"),
        WebAddress.readSome(members, "urls"),
        readEvidence(members),
        members.commitmentIf("letter"));
  }

  private static List<RecordId> readEvidence(Members members) throws RefusedException {
    if (!members.has("evidence")) {
      return List.of();
    }
    return members.hashesOnce("evidence", 1, EVIDENCE_MAX).stream().map(RecordId::new).toList();
  }

  @Override
  public RecordType type() {
    return RecordType.NOTICE_SEND;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object()
            .put("work", work.hex())
            .put("respondent", respondent.text())
            .put("rights", Right.json(rights))
            .put("urls", Json.strings(urls))
            .putText("letter", letter.map(Hash::hex));
    if (!evidence.isEmpty()) {
      members.put("evidence", Json.strings(evidence.stream().map(RecordId::hex).toList()));
    }
    return members.build();
  }
}
