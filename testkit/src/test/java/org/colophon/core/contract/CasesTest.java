package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.contract.CaseState.Status;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** case.open and case.outcome: who opens a case, who ends it, and when its seal lifts. */
class CasesTest extends CaseContractTest {
  private static final long TEN_YEARS = 3_653 * DAY;

  CasesTest() throws Exception {}

  private TestRecord outcome(Actor organ, CaseOutcome.Outcome outcome, Timestamp sealUntil) {
    return records
        .record(new CaseOutcome(opened, outcome, Optional.empty(), sealUntil))
        .by(organ, Role.MEMBER);
  }

  @Test
  void courtsAndProcuratoratesOpenCases() throws Exception {
    RecordId other = openedBy(procuratorate);
    CaseView view = caseView(opened);
    assertThat(view.organ()).isEqualTo(court.organisation());
    assertThat(view.course().status()).isEqualTo(Status.OPEN);
    assertThat(view.opened().kind()).isEqualTo(CaseOpen.Kind.CIVIL);
    assertThat(view.sealUntil()).isEmpty();
    assertThat(view.isSealLifted(new Timestamp(Long.MAX_VALUE))).isFalse();
    assertThat(caseView(other).organ()).isEqualTo(procuratorate.organisation());
    assertThat(linked(Link.caseOf(court.organisation()))).hasSize(1);
    assertThat(linked(Link.caseOf(procuratorate.organisation()))).hasSize(1);
  }

  @Test
  void nobodyElseOpensACase() throws Exception {
    assertRefused(Reason.ROLE_DENIED, cases.open(notary));
    assertRefused(Reason.ROLE_DENIED, cases.open(office));
    assertRefused(Reason.ROLE_DENIED, cases.open(alice));
    assertRefused(Reason.ROLE_DENIED, cases.open(judge));
    assertRefused(Reason.UNKNOWN_KEY, cases.open(stranger));
    assertRefused(
        Reason.ROLE_DENIED, records.record(content(cases.open(court))).by(court, Role.NOTARY));
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(content(cases.open(court)))
            .by(court, Role.MEMBER)
            .by(courtSouth, Role.MEMBER));
  }

  @Test
  void theOrganThatOpenedItEndsIt() throws Exception {
    Timestamp lifts = now().plus(DAY);
    assertRefused(Reason.ROLE_DENIED, outcome(courtSouth, CaseOutcome.Outcome.JUDGMENT, lifts));
    assertRefused(Reason.ROLE_DENIED, outcome(judge, CaseOutcome.Outcome.JUDGMENT, lifts));
    assertRefused(Reason.UNKNOWN_RECORD, cases.close(court, new RecordId(CONTENT), lifts));
    TestRecord declared = records.declare(alice, CONTENT);
    accept(declared);
    assertRefused(Reason.UNKNOWN_RECORD, cases.close(court, declared.id(), lifts));
    Receipt receipt = accept(outcome(court, CaseOutcome.Outcome.MEDIATION, lifts));
    CaseView view = caseView(opened);
    assertThat(view.course().status()).isEqualTo(Status.MEDIATION);
    assertThat(view.course().newest().record()).isEqualTo(receipt.id());
    assertThat(view.sealUntil()).contains(lifts);
    assertThat(view.isSealLifted(lifts.plus(-1))).isFalse();
    assertThat(view.isSealLifted(lifts)).isTrue();
  }

  @Test
  void everyOutcomeHasAStatusOfItsName() throws Exception {
    Timestamp lifts = now();
    for (CaseOutcome.Outcome outcome : CaseOutcome.Outcome.values()) {
      accept(outcome(court, outcome, lifts));
      assertThat(caseView(opened).course().status().name()).isEqualTo(outcome.name());
    }
  }

  @Test
  void aLaterOutcomeLiftsTheSealEarlierAndNeverLater() throws Exception {
    Timestamp lifts = now().plus(9 * DAY);
    accept(outcome(court, CaseOutcome.Outcome.JUDGMENT, lifts));
    assertRefused(
        Reason.BAD_TRANSITION, outcome(court, CaseOutcome.Outcome.DISMISSED, lifts.plus(1)));
    accept(outcome(court, CaseOutcome.Outcome.JUDGMENT, lifts));
    accept(outcome(court, CaseOutcome.Outcome.DISMISSED, lifts.plus(-1)));
    assertRefused(Reason.BAD_TRANSITION, outcome(court, CaseOutcome.Outcome.JUDGMENT, lifts));
    assertThat(caseView(opened).sealUntil()).contains(lifts.plus(-1));
  }

  @Test
  void aSealLastsTenYearsAtMost() throws Exception {
    Timestamp stamp = ledger.nextStamp();
    assertRefused(
        Reason.BAD_INTERVAL,
        outcome(court, CaseOutcome.Outcome.JUDGMENT, stamp.plus(TEN_YEARS + 1)),
        stamp);
    acceptAt(stamp, outcome(court, CaseOutcome.Outcome.JUDGMENT, stamp.plus(TEN_YEARS)));
  }

  @Test
  void aCaseHasSixteenOutcomesAtMost() throws Exception {
    Timestamp lifts = now();
    for (int i = 0; i < CaseState.OUTCOMES_MAX; i++) {
      accept(outcome(court, CaseOutcome.Outcome.JUDGMENT, lifts));
    }
    assertRefused(Reason.TOO_LARGE, outcome(court, CaseOutcome.Outcome.JUDGMENT, lifts));
    assertThat(caseView(opened).course().steps()).hasSize(1 + CaseState.OUTCOMES_MAX);
  }

  @Test
  void aViewOfThePastKnowsNoLaterOutcome() throws Exception {
    Timestamp before = now();
    accept(outcome(court, CaseOutcome.Outcome.JUDGMENT, now()));
    CaseView then =
        ask(query -> CaseView.of(query, opened, AsOf.time(query, before)).orElseThrow());
    assertThat(then.course().status()).isEqualTo(Status.OPEN);
    assertThat(then.sealUntil()).isEmpty();
    Optional<CaseView> early =
        ask(query -> CaseView.of(query, opened, AsOf.time(query, before.plus(-1))));
    assertThat(early).isEmpty();
    Optional<CaseView> nowhere =
        ask(query -> CaseView.of(query, new RecordId(OTHER), AsOf.newest(query)));
    assertThat(nowhere).isEmpty();
  }

  @Test
  void anOrgansCasesAreListedOldestFirst() throws Exception {
    RecordId second = openedBy(court);
    accept(cases.close(court, opened, now()));
    List<CaseView> listed =
        ask(query -> {
          AsOf newest = AsOf.newest(query);
          return LinkedPage.of(
                  query,
                  Link.caseOf(court.organisation()),
                  10,
                  "",
                  newest,
                  id -> CaseView.of(query, id, newest))
              .items();
        });
    assertThat(listed).extracting(view -> view.record().id()).containsExactly(opened, second);
  }
}
