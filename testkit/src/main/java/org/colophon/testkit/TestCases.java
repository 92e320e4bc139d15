package org.colophon.testkit;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.record.Role;
import org.colophon.crypto.merkle.MerkleHash;

/** Valid records of cases, of grants to read and of leases of reads. */
public final class TestCases {
  private static final String BASIS = "CN-CPL-67";

  private final TestRecords records;

  TestCases(TestRecords records) {
    this.records = records;
  }

  /** An organ opens a civil case about one work, between two parties. */
  public TestRecord open(Actor organ) {
    return records
        .record(
            new CaseOpen(
                CaseOpen.Kind.CIVIL,
                records.hash("number"),
                List.of(records.hash("work")),
                List.of(records.hash("plaintiff"), records.hash("defendant"))))
        .by(organ, Role.MEMBER);
  }

  /** An organ gives judgment in a case. */
  public TestRecord close(Actor organ, RecordId caseOpened, Timestamp sealUntil) {
    return records
        .record(
            new CaseOutcome(
                caseOpened,
                CaseOutcome.Outcome.JUDGMENT,
                Optional.of(records.hash("judgment")),
                sealUntil))
        .by(organ, Role.MEMBER);
  }

  /** Organs let somebody read in a case. */
  public TestRecord grant(RecordId caseOpened, SubjectId grantee, Scope scope, Actor... organs) {
    TestRecord record =
        records.record(new ScopeGrant(caseOpened, grantee, BASIS, Optional.empty(), scope));
    for (Actor organ : organs) {
      record = record.by(organ, Role.MEMBER);
    }
    return record;
  }

  /** A grantee passes a part of its grant on. */
  public TestRecord delegate(
      Actor delegating, RecordId caseOpened, RecordId parent, SubjectId grantee, Scope scope) {
    return records
        .record(new ScopeGrant(caseOpened, grantee, BASIS, Optional.of(parent), scope))
        .by(delegating, Role.GRANTEE);
  }

  /** Somebody revokes a grant. */
  public TestRecord revoke(Actor signer, Role role, RecordId grant) {
    return records
        .record(
            new ScopeRevoke(
                grant, ScopeRevoke.Ground.NOT_NEEDED, Optional.of(records.hash("reasons"))))
        .by(signer, role);
  }

  /** A node takes reads of a grant. */
  public TestRecord lease(Actor node, RecordId grant, long reads, Timestamp until) {
    return records.record(new ReadLease(grant, reads, until)).by(node, Role.NODE);
  }

  /** A node settles its lease. */
  public TestRecord settle(Actor node, RecordId lease, long count) {
    return records
        .record(
            new ReadSettle(
                lease, count, count == 0 ? MerkleHash.EMPTY_ROOT : records.hash("journal")))
        .by(node, Role.NODE);
  }
}
