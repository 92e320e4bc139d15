package org.colophon.core.chain;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.crypto.Hash;

/**
 * An index entry: the record that carries it is found under this key, in the order of the log.
 *
 * @param kind what the key names
 * @param key ASCII
 */
public record Link(Kind kind, String key) implements Comparable<Link> {
  /** What the key of a link names. The numbers stand on disk and are never used again. */
  public enum Kind {
    /** Records about a work, by the work's id. */
    WORK(1),
    /** Records that a subject signed or that are about it, by its pseudonym. */
    SUBJECT(2),
    /** Records that carry or open a content digest, by its hex digits. */
    DIGEST(3),
    /** Records that change who holds the rights in a work, by the work's id. */
    TITLE(4),
    /** Licences: of a work by its id, of a subject by its pseudonym, and of both together. */
    LICENCE(5),
    /** Applications: for a work by its id, of an applicant by its pseudonym, at an office. */
    APPLICATION(6),
    /** Objections: to a work by its id, of an objector by its pseudonym. */
    OBJECTION(7),
    /** Recommendations: of a work by its id, of a content by its digest. */
    RECOMMENDATION(8),
    /** Cases: of an organ by its name. */
    CASE(9),
    /** Grants to read: in a case by its record, of a grantee by its name. */
    GRANT(10),
    /** Leases of reads: under a grant, or one delegated from it, by the grant's record. */
    LEASE(11),
    /** Accesses: of a work by its id, by the platform that tells of them by its name. */
    ACCESS(12),
    /** Alleged infringements: of a work by its id, of a respondent by its pseudonym. */
    INFRINGEMENT(13),
    /** Prices: of deals in a work by its id, of an appraiser by its name. */
    PRICE(14),
    /** Submissions: to a court, and of a subject by its pseudonym. */
    SUBMISSION(15),
    /** Records that had private matter destroyed: all of them under one key. */
    ERASURE(16),
    /** Standards of damages: all of them, by their id, by the hash of the document. */
    STANDARD(17),
    /** Assessments: of an alleged infringement by its record. */
    ASSESSMENT(18);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** The number that stands on disk. */
    public int number() {
      return number;
    }
  }

  /** A record about a work. */
  public static Link work(WorkId work) {
    return new Link(Kind.WORK, work.hex());
  }

  /** A record of a subject. */
  public static Link subject(SubjectId subject) {
    return new Link(Kind.SUBJECT, subject.text());
  }

  /** A record that carries or opens a digest. */
  public static Link digest(Hash digest) {
    return new Link(Kind.DIGEST, digest.hex());
  }

  /** A record that changes who holds the rights in a work. */
  public static Link title(WorkId work) {
    return new Link(Kind.TITLE, work.hex());
  }

  /** A licence of a work. */
  public static Link licence(WorkId work) {
    return new Link(Kind.LICENCE, work.hex());
  }

  /** A licence that a subject granted or was granted. */
  public static Link licence(SubjectId subject) {
    return new Link(Kind.LICENCE, subject.text());
  }

  /** A licence of a work to a subject, or to everybody. */
  public static Link licence(WorkId work, Optional<SubjectId> licensee) {
    return new Link(Kind.LICENCE, work.hex() + "/" + licensee.map(SubjectId::text).orElse("*"));
  }

  /** An application for a work. */
  public static Link application(WorkId work) {
    return new Link(Kind.APPLICATION, work.hex());
  }

  /** An application that a subject filed. */
  public static Link application(SubjectId applicant) {
    return new Link(Kind.APPLICATION, applicant.text());
  }

  /** An application to an office; an organisation can be an applicant as well. */
  public static Link application(OrgId office) {
    return new Link(Kind.APPLICATION, "office/" + office.text());
  }

  /** An objection to the title in a work. */
  public static Link objection(WorkId work) {
    return new Link(Kind.OBJECTION, work.hex());
  }

  /** An objection that a subject raised. */
  public static Link objection(SubjectId objector) {
    return new Link(Kind.OBJECTION, objector.text());
  }

  /** A recommendation of a work. */
  public static Link recommendation(WorkId work) {
    return new Link(Kind.RECOMMENDATION, work.hex());
  }

  /** A recommendation of a content. */
  public static Link recommendation(Hash digest) {
    return new Link(Kind.RECOMMENDATION, digest.hex());
  }

  /** A case that an organ opened. */
  public static Link caseOf(OrgId organ) {
    return new Link(Kind.CASE, organ.text());
  }

  /** A grant to read in a case. */
  public static Link grant(RecordId caseOpened) {
    return new Link(Kind.GRANT, caseOpened.hex());
  }

  /** A grant to somebody. */
  public static Link grant(SubjectId grantee) {
    return new Link(Kind.GRANT, grantee.text());
  }

  /** A lease of reads of a grant. */
  public static Link lease(RecordId grant) {
    return new Link(Kind.LEASE, grant.hex());
  }

  /** A record that had private matter destroyed. */
  public static Link erasure() {
    return new Link(Kind.ERASURE, "*");
  }

  /**
   * An assessment.
   *
   * @param about the infringement's allegation, or the case; of a confirmation the assessment
   */
  public static Link assessment(RecordId about) {
    return new Link(Kind.ASSESSMENT, about.hex());
  }

  /** A proposed standard. */
  public static Link standard() {
    return new Link(Kind.STANDARD, "*");
  }

  /** A proposed version of the standard of that id. */
  public static Link standard(String id) {
    return new Link(Kind.STANDARD, "id/" + id);
  }

  /** A proposal of exactly that document. */
  public static Link standard(Hash standard) {
    return new Link(Kind.STANDARD, standard.hex());
  }

  /** An access to a work. */
  public static Link access(WorkId work) {
    return new Link(Kind.ACCESS, work.hex());
  }

  /** An access that a platform told of. */
  public static Link access(SubjectId platform) {
    return new Link(Kind.ACCESS, platform.text());
  }

  /** An alleged infringement of a work. */
  public static Link infringement(WorkId work) {
    return new Link(Kind.INFRINGEMENT, work.hex());
  }

  /** An infringement that a subject is said to have done. */
  public static Link infringement(SubjectId respondent) {
    return new Link(Kind.INFRINGEMENT, respondent.text());
  }

  /** A price of a deal in a work. */
  public static Link price(WorkId work) {
    return new Link(Kind.PRICE, work.hex());
  }

  /** A price that an organisation gave. */
  public static Link price(OrgId appraiser) {
    return new Link(Kind.PRICE, appraiser.text());
  }

  /** A submission of a subject. */
  public static Link submission(SubjectId submitter) {
    return new Link(Kind.SUBMISSION, submitter.text());
  }

  /** A submission to a court; a court can submit as well. */
  public static Link submission(OrgId court) {
    return new Link(Kind.SUBMISSION, "court/" + court.text());
  }

  @Override
  public int compareTo(Link other) {
    int byKind = Integer.compare(kind.number, other.kind.number);
    return byKind != 0 ? byKind : key.compareTo(other.key);
  }
}
