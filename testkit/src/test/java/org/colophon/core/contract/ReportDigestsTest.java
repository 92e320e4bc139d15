package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** report: who stands by a report, on what, and where it is found. */
class ReportDigestsTest extends ContractTest {
  private final WorkId work;

  ReportDigestsTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private TestRecord onTheWork(Actor signer, Role role) {
    return records.report(signer, role, work, new Height(1), OTHER);
  }

  private TestRecord on(Optional<SubjectId> subject, Optional<RecordId> caseOf) {
    ReportDigest content =
        new ReportDigest(
            caseOf.isPresent()
                ? ReportDigest.Kind.CASE_VERIFICATION
                : ReportDigest.Kind.TRANSACTIONS,
            Optional.empty(),
            subject,
            caseOf,
            Optional.empty(),
            new Height(0),
            OTHER);
    return records.record(content).by(alice, Role.DEPOSITOR);
  }

  @Test
  void aReportIsFoundByItsDigestItsWorkAndWhoStandsByIt() throws Exception {
    LeafIndex index = accept(onTheWork(bob, Role.DEPOSITOR)).index();
    assertThat(linked(Link.digest(OTHER))).containsExactly(index);
    assertThat(linked(Link.work(work))).contains(index);
    assertThat(linked(Link.subject(bob.subject()))).contains(index);
    try (LedgerReader reader = ledger.read()) {
      assertThat(
              Trace.page(new LedgerQuery(reader, consortium.genesis()), work, 100, "")
                  .orElseThrow()
                  .events()
                  .getLast()
                  .summary())
          .startsWith("bob stands by a report (SHA-256 ")
          .endsWith("as of block 1.");
    }
  }

  @Test
  void courtsAndProcuratoratesStandByReportsAsMembers() throws Exception {
    accept(onTheWork(court, Role.MEMBER));
    accept(onTheWork(consortium.actor(TestConsortium.PROCURATORATE), Role.MEMBER));
    assertRefused(Reason.ROLE_DENIED, onTheWork(notary, Role.MEMBER));
    assertRefused(Reason.ROLE_DENIED, onTheWork(alice, Role.MEMBER));
    assertRefused(Reason.ROLE_DENIED, onTheWork(alice, Role.OWNER));
    assertRefused(Reason.UNKNOWN_KEY, onTheWork(stranger, Role.DEPOSITOR));
  }

  @Test
  void aReportOnASubjectIsFoundByIt() throws Exception {
    LeafIndex index = accept(on(Optional.of(bob.subject()), Optional.empty())).index();
    assertThat(linked(Link.subject(bob.subject()))).contains(index);
    assertRefused(Reason.UNKNOWN_RECORD, on(Optional.of(stranger.subject()), Optional.empty()));
  }

  @Test
  void aReportOnACaseNamesNothingOfIt() throws Exception {
    TestRecord opened = records.cases().open(court);
    accept(opened);
    LeafIndex index = accept(on(Optional.empty(), Optional.of(opened.id()))).index();
    assertThat(linked(Link.work(work))).doesNotContain(index);
    assertRefused(
        Reason.UNKNOWN_RECORD, on(Optional.empty(), Optional.of(new RecordId(work.hash()))));
    assertRefused(Reason.UNKNOWN_RECORD, on(Optional.empty(), Optional.of(new RecordId(OTHER))));
  }

  @Test
  void aReportIsOfAWorkAndABlockThatStand() throws Exception {
    assertRefused(
        Reason.UNKNOWN_WORK,
        records.report(alice, Role.DEPOSITOR, new WorkId(OTHER), new Height(0), OTHER));
    Height newest = ledger.ledger().tip().header().height();
    assertRefused(
        Reason.UNKNOWN_RECORD, records.report(alice, Role.DEPOSITOR, work, newest.plus(1), OTHER));
    accept(records.report(alice, Role.DEPOSITOR, work, newest, OTHER));
  }

  /** Whoever stands by somebody else's file claims no content: only a declaration does. */
  @Test
  void aReportClaimsNoContent() throws Exception {
    accept(onTheWork(bob, Role.DEPOSITOR));
    accept(records.declare(alice, OTHER));
    assertThat(claim(OTHER).work()).isPresent();
  }
}
