package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * Material goes to a court. The chain learns its digest; the material itself travels beside it.
 *
 * @param material digest, length and kind, in clear: bundles of evidence hold no secrets
 * @param court to whom
 * @param caseOf the record that opened the case; not beside works, which the case commits to
 * @param works on which it bears; may be empty
 */
public record CourtSubmit(
    ContentDigest material, OrgId court, Optional<RecordId> caseOf, List<WorkId> works)
    implements Content {
  private static final int WORKS_MAX = 16;

  /** Copies the list. */
  public CourtSubmit {
    works = List.copyOf(works);
  }

  static CourtSubmit read(Members members) throws RefusedException {
    CourtSubmit submit =
        new CourtSubmit(
            ContentDigest.read(members),
            members.parsed("court", 63, OrgId::new),
            members.parsedIf("case", 64, RecordId::ofHex),
            members.has("works")
                ? members.hashesOnce("works", 1, WORKS_MAX).stream().map(WorkId::new).toList()
                : List.of());
    if (submit.caseOf.isPresent() && !submit.works.isEmpty()) {
      throw new RefusedException(
          Reason.CLEAR_PERSONAL_DATA, "works: of a sealed case (expected: either case or works)");
    }
    return submit;
  }

  @Override
  public RecordType type() {
    return RecordType.COURT_SUBMIT;
  }

  @Override
  public List<Hash> contentDigests() {
    return List.of(material.sha256());
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        material.builder().put("court", court.text()).putText("case", caseOf.map(RecordId::hex));
    if (!works.isEmpty()) {
      members.put("works", Json.strings(works.stream().map(WorkId::hex).toList()));
    }
    return members.build();
  }
}
