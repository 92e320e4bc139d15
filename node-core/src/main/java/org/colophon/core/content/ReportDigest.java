package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Height;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Somebody made a report from the chain and stands by it. The chain learns its digest, in clear: a
 * report on a case holds the salts of what it opens, so its digest tells nobody what the case is
 * about.
 *
 * @param kind what kind of report
 * @param work on which work
 * @param subject on which subject
 * @param caseOf on which case, by the record that opened it
 * @param assessment on which assessment, by the record that made it
 * @param height up to which block it was read
 * @param sha256 SHA-256 of its bytes
 */
public record ReportDigest(
    Kind kind,
    Optional<WorkId> work,
    Optional<SubjectId> subject,
    Optional<RecordId> caseOf,
    Optional<RecordId> assessment,
    Height height,
    Hash sha256)
    implements Content {
  /** What kind of report. */
  public enum Kind {
    /** All that was done with a work or by a subject. */
    TRANSACTIONS,
    /** What the chain holds for and against what is claimed in a case. */
    CASE_VERIFICATION,
    /** What an infringement was reckoned to come to, and what that hangs on. */
    ASSESSMENT
  }

  static ReportDigest read(Members members) throws RefusedException {
    ReportDigest report =
        new ReportDigest(
            members.oneOf("kind", Kind.class),
            members.parsedIf("work", 64, WorkId::ofHex),
            members.parsedIf("subject", 63, SubjectId::new),
            members.parsedIf("case", 64, RecordId::ofHex),
            members.parsedIf("assessment", 64, RecordId::ofHex),
            new Height(members.integer("height", 0, Json.INTEGER_MAX)),
            members.hash("sha256"));
    long about =
        Stream.of(report.work, report.subject, report.caseOf, report.assessment)
            .filter(Optional::isPresent)
            .count();
    if (about != 1) {
      throw members.malformed("work", "(expected: one of work, subject, case and assessment)");
    }
    if ((report.kind == Kind.CASE_VERIFICATION) != report.caseOf.isPresent()) {
      throw members.malformed("case", "(expected: exactly with CASE_VERIFICATION)");
    }
    if ((report.kind == Kind.ASSESSMENT) != report.assessment.isPresent()) {
      throw members.malformed("assessment", "(expected: exactly with ASSESSMENT)");
    }
    return report;
  }

  @Override
  public RecordType type() {
    return RecordType.REPORT;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return work;
  }

  @Override
  public List<Hash> contentDigests() {
    return List.of(sha256);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("kind", kind.name())
        .putText("work", work.map(WorkId::hex))
        .putText("subject", subject.map(SubjectId::text))
        .putText("case", caseOf.map(RecordId::hex))
        .putText("assessment", assessment.map(RecordId::hex))
        .put("height", height.value())
        .put("sha256", sha256.hex())
        .build();
  }
}
