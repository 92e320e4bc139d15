package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * One thing that was looked at for a case, and what was found. What the chain does not hold is told
 * apart from what speaks against a claim, and from what only a court can judge.
 *
 * @param kind what was looked at
 * @param work for which work; empty when it concerns the case as a whole
 * @param findings what was found, each with the record that shows it
 */
public record Check(Kind kind, Optional<WorkId> work, List<Finding> findings) {
  private static final int FINDINGS_MAX = Report.RECORDS_MAX;

  /** What is looked at. */
  public enum Kind {
    /** Every record's signatures, computed again. */
    SIGNATURES,
    /** Whether the title hangs together, from its declaration on. */
    TITLE,
    /** Who claimed the content first: by the chain, and by the claimants' own words. */
    TIME_ORDER,
    /** Other claims to the same content. */
    CONFLICTS,
    /** Objections to the title. */
    OBJECTIONS,
    /** Whether whoever is accused was allowed to, at the time of each alleged act. */
    LICENCE,
    /** Notices of infringement and the answers to them. */
    NOTICES,
    /** The captures and materials that the allegations name. */
    EVIDENCE,
    /** Whether the reads under the case's grants were settled. */
    READS,
    /** What courts found. */
    INFRINGEMENT,
    /** Whether a copy came from where it lawfully may (Copyright Law, art. 59). */
    LEGITIMATE_SOURCE,
    /** Whether it may be used without leave (Copyright Law, art. 24 and 25). */
    FAIR_USE
  }

  /** What came of it; the worst finding counts. */
  public enum Verdict {
    /** What the chain holds bears it out. */
    SOUND,
    /** The chain holds nothing about it. */
    NOT_ON_CHAIN,
    /** Records alone cannot judge it. */
    NOT_JUDGED_HERE,
    /** Something on the chain speaks against it. */
    CONTRADICTED
  }

  /** What was found. */
  public enum What {
    /** All signatures of all records of this report verify. */
    SIGNATURES_VERIFY(Verdict.SOUND),
    /** The signatures of a record do not verify. */
    SIGNATURE_FAILS(Verdict.CONTRADICTED),
    /** The case names works that were not opened: nothing is said of them. */
    NOT_OPENED(Verdict.NOT_JUDGED_HERE),
    /** The case names no work. */
    NO_WORK_NAMED(Verdict.NOT_JUDGED_HERE),
    /** Every transfer passed what was held, from the declaration on. */
    TITLE_HANGS_TOGETHER(Verdict.SOUND),
    /** Something speaks against the title. */
    TITLE_DOUBTFUL(Verdict.CONTRADICTED),
    /** A step of the title does not follow from the one before. */
    TITLE_BROKEN(Verdict.CONTRADICTED),
    /** The work is not declared. */
    NOT_DECLARED(Verdict.NOT_ON_CHAIN),
    /** The first claim to the content that the chain ordered. */
    FIRST_ON_CHAIN(Verdict.SOUND),
    /** The chain ordered another claim first. */
    EARLIER_ON_CHAIN(Verdict.CONTRADICTED),
    /** Whoever claims it later on the chain says that it was completed earlier. */
    CLAIMS_EARLIER(Verdict.NOT_JUDGED_HERE),
    /** Somebody claimed the same content before. */
    EARLIER_CLAIM(Verdict.CONTRADICTED),
    /** Somebody claimed the same content after it. */
    LATER_CLAIM(Verdict.SOUND),
    /** There may be more claims to the same content than were looked at. */
    MORE_CLAIMS(Verdict.NOT_JUDGED_HERE),
    /** Nobody else claims the content. */
    NO_OTHER_CLAIM(Verdict.NOT_ON_CHAIN),
    /** An objection that nobody has decided. */
    OBJECTION_OPEN(Verdict.CONTRADICTED),
    /** An objection that was upheld. */
    OBJECTION_UPHELD(Verdict.CONTRADICTED),
    /** An objection that was dismissed. */
    OBJECTION_DISMISSED(Verdict.SOUND),
    /** An objection that was withdrawn. */
    OBJECTION_WITHDRAWN(Verdict.SOUND),
    /** Nobody objected. */
    NO_OBJECTION(Verdict.NOT_ON_CHAIN),
    /** Nothing on the chain allowed what is alleged; a licence beside the chain is not seen. */
    NO_PERMISSION(Verdict.NOT_ON_CHAIN),
    /** The allegation names nobody. */
    RESPONDENT_UNKNOWN(Verdict.NOT_JUDGED_HERE),
    /** A title or licence allowed some of what is alleged, or allowed it some of the time. */
    PERMITTED_IN_PART(Verdict.CONTRADICTED),
    /** Titles or licences allowed all that is alleged, all the time. */
    PERMITTED(Verdict.CONTRADICTED),
    /** The title or licence that allowed it. */
    PERMITTED_BY(Verdict.CONTRADICTED),
    /** Nobody alleges anything. */
    NO_ALLEGATION(Verdict.NOT_ON_CHAIN),
    /** A notice that was not answered. */
    NOTICE_UNANSWERED(Verdict.NOT_JUDGED_HERE),
    /** A notice on which something was done. */
    NOTICE_ACTED_ON(Verdict.SOUND),
    /** A notice that was answered with another one. */
    NOTICE_COUNTERED(Verdict.CONTRADICTED),
    /** A notice to somebody who was allowed what it objects to. */
    NOTICE_TO_PERMITTED(Verdict.CONTRADICTED),
    /** Nobody gave notice. */
    NO_NOTICE(Verdict.NOT_ON_CHAIN),
    /** A capture with picture, document, traffic, certificates, DNS answers and check. */
    CAPTURE_WHOLE(Verdict.SOUND),
    /** A capture that lacks one of them. */
    CAPTURE_INCOMPLETE(Verdict.NOT_JUDGED_HERE),
    /** A capture by a party, or by somebody that it engaged. */
    CAPTURE_BY_PARTY(Verdict.NOT_JUDGED_HERE),
    /** Material of which the chain knows a commitment. */
    MATERIAL_COMMITTED(Verdict.NOT_JUDGED_HERE),
    /** No allegation names evidence. */
    NO_EVIDENCE(Verdict.NOT_ON_CHAIN),
    /** A lease of reads that was settled. */
    READS_SETTLED(Verdict.SOUND),
    /** A lease that still runs. */
    READS_OPEN(Verdict.NOT_JUDGED_HERE),
    /** A lease that is over and was not settled. */
    READS_UNSETTLED(Verdict.CONTRADICTED),
    /** Nobody read anything under a grant of the case. */
    NO_READS(Verdict.NOT_ON_CHAIN),
    /** A court found an infringement. */
    COURT_FOUND(Verdict.NOT_JUDGED_HERE),
    /** A court found none. */
    COURT_DENIED(Verdict.NOT_JUDGED_HERE),
    /** No court has found anything: only a court can. */
    FOR_THE_COURT(Verdict.NOT_JUDGED_HERE);

    private final Verdict verdict;

    What(Verdict verdict) {
      this.verdict = verdict;
    }

    /** What it comes to. */
    public Verdict verdict() {
      return verdict;
    }
  }

  /**
   * Something that was found.
   *
   * @param what in a word
   * @param record the record that shows it; empty when it is about all of them, or about none
   */
  public record Finding(What what, Optional<RecordId> record) {
    static Finding of(What what) {
      return new Finding(what, Optional.empty());
    }

    static Finding of(What what, RecordId record) {
      return new Finding(what, Optional.of(record));
    }

    private static Finding read(Members members) throws RefusedException {
      return new Finding(
          members.oneOf("what", What.class), members.parsedIf("record", 64, RecordId::ofHex));
    }

    private Json json() {
      return Json.object()
          .put("what", what.name())
          .putText("record", record.map(RecordId::hex))
          .build();
    }
  }

  /** Copies the findings; there is at least one. */
  public Check {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("findings: none (expected: at least 1)");
    }
  }

  /** The worst that was found. */
  public Verdict verdict() {
    return findings.stream().map(one -> one.what().verdict()).max(Verdict::compareTo).orElseThrow();
  }

  static Check read(Members members) throws RefusedException {
    Check check =
        new Check(
            members.oneOf("kind", Kind.class),
            members.parsedIf("work", 64, WorkId::ofHex),
            members.objects("findings", 1, FINDINGS_MAX, Finding::read));
    if (members.oneOf("verdict", Verdict.class) != check.verdict()) {
      throw members.malformed("verdict", "(expected: " + check.verdict() + ")");
    }
    return check;
  }

  Json json() {
    return Json.object()
        .put("kind", kind.name())
        .putText("work", work.map(WorkId::hex))
        .put("findings", Json.array(findings.stream().map(Finding::json).toList()))
        .put("verdict", verdict().name())
        .build();
  }
}
