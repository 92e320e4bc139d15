package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ApplicationDecide.Decision;
import org.colophon.core.content.ApplicationDecide.Ground;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.ApplicationState.Status;
import org.colophon.core.membership.Limits;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.ApplicationView;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** application.file and application.decide: what an office is asked, and what it answers. */
class ApplicationsTest extends ContractTest {
  private static final OrgId OFFICE = TestConsortium.OFFICE;

  private final Actor office = consortium.actor(OFFICE);
  private final WorkId work;

  ApplicationsTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private RecordId filed() throws Exception {
    TestRecord record = records.apply(alice, work, OFFICE);
    accept(record);
    return record.id();
  }

  private RecordId confirmed() throws Exception {
    RecordId application = filed();
    accept(records.confirm(office, application, "2026-F-1"));
    return application;
  }

  private ApplicationState state(RecordId application) throws Exception {
    return ApplicationState.read(
        ledger.state(ApplicationState.stateKey(application)).orElseThrow());
  }

  private interface Question<T> {
    T ask(LedgerQuery query) throws Exception;
  }

  private <T> T ask(Question<T> question) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return question.ask(new LedgerQuery(reader, consortium.genesis()));
    }
  }

  private ApplicationView view(RecordId application) throws Exception {
    return ask(query -> ApplicationView.of(query, application, AsOf.newest(query)).orElseThrow());
  }

  // ---- application.file

  @Test
  void aHolderAsksAnOffice() throws Exception {
    RecordId application = filed();
    assertThat(state(application).status()).isEqualTo(Status.PENDING);
    assertThat(state(application).work()).isEqualTo(work);
    assertThat(linked(Link.application(work))).hasSize(1);
    assertThat(linked(Link.application(OFFICE))).hasSize(1);
    assertThat(linked(Link.application(alice.subject()))).hasSize(1);
    assertThat(linked(Link.subject(office.subject()))).hasSize(1);
  }

  @Test
  void oneHolderOfAShareOfOneRightSuffices() throws Exception {
    accept(
        records
            .record(new Transfer(work, java.util.Set.of(Right.RENTAL), false, 1, Optional.empty()))
            .by(alice, Role.OWNER)
            .by(bob, Role.ACQUIRER));
    accept(records.apply(bob, work, OFFICE));
  }

  @Test
  void strangersAndUndeclaredWorksAreRefused() throws Exception {
    assertRefused(Reason.NOT_OWNER, records.apply(bob, work, OFFICE));
    assertRefused(Reason.UNKNOWN_WORK, records.apply(alice, new WorkId(CONTENT), OFFICE));
    TestRecord draft = records.draft(alice, CONTENT);
    accept(draft);
    assertRefused(Reason.UNKNOWN_WORK, records.apply(alice, draft.work(), OFFICE));
    assertRefused(Reason.UNKNOWN_KEY, records.apply(stranger, work, OFFICE));
    assertRefused(
        Reason.ROLE_DENIED,
        records.record(content(records.apply(alice, work, OFFICE))).by(alice, Role.CREATOR));
  }

  private org.colophon.core.content.Content content(TestRecord record) throws Exception {
    return new org.colophon.core.record.RecordParser(65_536)
        .parseStatement(record.statement())
        .content();
  }

  @Test
  void onlyAnOfficeIsAsked() throws Exception {
    assertRefused(
        Reason.UNKNOWN_ORGANISATION, records.apply(alice, work, new OrgId("office-nowhere")));
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.apply(alice, work, new OrgId("alice")));
    assertRefused(Reason.ROLE_DENIED, records.apply(alice, work, TestConsortium.COURT_NORTH));
  }

  @Test
  void oneApplicationIsOpenAtAnOfficeForAWork() throws Exception {
    RecordId first = filed();
    assertRefused(Reason.BAD_TRANSITION, records.apply(alice, work, OFFICE));
    accept(records.decide(office, first, Decision.SUPPLEMENT, Ground.FORMALITIES));
    assertRefused(Reason.BAD_TRANSITION, records.apply(alice, work, OFFICE));
    accept(records.decide(office, first, Decision.REFUSE, Ground.UNANSWERED));
    RecordId second = filed();
    accept(records.confirm(office, second, "1"));
    assertRefused(Reason.BAD_TRANSITION, records.apply(alice, work, OFFICE));
    accept(records.decide(office, second, Decision.REVOKE, Ground.JUDGMENT));
    filed();
    assertThat(linked(Link.application(work))).hasSize(3);
  }

  @Test
  void eachOfficeIsAskedForItself() throws Exception {
    OrgId provincial = new OrgId("office-province");
    Organisation entry = consortium.organisation(provincial, OrgKind.IP_OFFICE, Tier.OBSERVER);
    ledger.enact(ledger.changes().admit(notary, entry));
    filed();
    accept(records.apply(alice, work, provincial));
    List<ApplicationView> views =
        ask(query -> WorkView.of(query, work).orElseThrow().applications());
    assertThat(views).extracting(ApplicationView::office).containsExactly(OFFICE, provincial);
    assertRefused(
        Reason.ROLE_DENIED,
        records.confirm(consortium.actor(provincial), views.getFirst().record().id(), "1"));
    ledger.enact(ledger.changes().suspend(notary, provincial));
    assertRefused(
        Reason.UNKNOWN_ORGANISATION,
        records.confirm(consortium.actor(provincial), views.getLast().record().id(), "1"));
  }

  // ---- application.decide

  @Test
  void onlyTheOfficeThatWasAskedDecides() throws Exception {
    RecordId application = filed();
    assertRefused(Reason.ROLE_DENIED, records.confirm(court, application, "1"));
    assertRefused(Reason.ROLE_DENIED, records.confirm(notary, application, "1"));
    assertRefused(Reason.ROLE_DENIED, records.confirm(alice, application, "1"));
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(content(records.confirm(office, application, "1")))
            .by(office, Role.REGISTRAR));
    assertRefused(Reason.UNKNOWN_RECORD, records.confirm(office, new RecordId(CONTENT), "1"));
    assertRefused(Reason.UNKNOWN_RECORD, records.confirm(office, new RecordId(work.hash()), "1"));
    accept(records.confirm(office, application, "1"));
  }

  @Test
  void aDecisionFollowsOnlyWhereItsStepBegins() throws Exception {
    RecordId application = filed();
    assertRefused(
        Reason.BAD_TRANSITION, records.decide(office, application, Decision.REVOKE, Ground.OTHER));
    TestRecord question =
        records.decide(office, application, Decision.SUPPLEMENT, Ground.TITLE_UNPROVEN);
    accept(question);
    assertRefused(Reason.BAD_TRANSITION, records.confirm(office, application, "1"));
    assertRefused(
        Reason.BAD_TRANSITION,
        records.decide(office, application, Decision.SUPPLEMENT, Ground.FORMALITIES));
    accept(records.answer(alice, work, OFFICE, question.id()));
    accept(records.confirm(office, application, "1"));
    for (Decision decision : List.of(Decision.REFUSE, Decision.SUPPLEMENT)) {
      assertRefused(
          Reason.BAD_TRANSITION, records.decide(office, application, decision, Ground.OTHER));
    }
    assertRefused(Reason.BAD_TRANSITION, records.confirm(office, application, "2"));
    accept(records.decide(office, application, Decision.REVOKE, Ground.FALSE_STATEMENT));
    assertRefused(Reason.BAD_TRANSITION, records.confirm(office, application, "2"));
    assertRefused(
        Reason.BAD_TRANSITION, records.decide(office, application, Decision.REVOKE, Ground.OTHER));
    assertThat(state(application).course().steps())
        .extracting(Course.Step::status)
        .containsExactly(
            Status.PENDING, Status.SUPPLEMENT, Status.PENDING, Status.CONFIRMED, Status.REVOKED);
  }

  @Test
  void anAnswerAnswersTheQuestionThatWaits() throws Exception {
    RecordId application = filed();
    assertRefused(Reason.BAD_TRANSITION, records.answer(alice, work, OFFICE, application));
    TestRecord first = records.decide(office, application, Decision.SUPPLEMENT, Ground.OTHER);
    accept(first);
    assertRefused(Reason.BAD_TRANSITION, records.answer(alice, work, OFFICE, application));
    assertRefused(Reason.NOT_OWNER, records.answer(bob, work, OFFICE, first.id()));
    WorkId other = declare(alice, Hash.sha256(new byte[] {2}));
    assertRefused(Reason.BAD_TRANSITION, records.answer(alice, other, OFFICE, first.id()));
    accept(records.answer(alice, work, OFFICE, first.id()));
    assertRefused(Reason.BAD_TRANSITION, records.answer(alice, work, OFFICE, first.id()));
    accept(records.decide(office, application, Decision.SUPPLEMENT, Ground.OTHER));
    assertRefused(Reason.BAD_TRANSITION, records.answer(alice, work, OFFICE, first.id()));
  }

  @Test
  void whoHoldsTheWorkByThenAnswers() throws Exception {
    RecordId application = filed();
    TestRecord question = records.decide(office, application, Decision.SUPPLEMENT, Ground.OTHER);
    accept(question);
    accept(records.transfer(alice, bob, work, 10_000));
    assertRefused(Reason.NOT_OWNER, records.answer(alice, work, OFFICE, question.id()));
    accept(records.answer(bob, work, OFFICE, question.id()));
    assertThat(state(application).status()).isEqualTo(Status.PENDING);
  }

  @Test
  void questionsAreBoundedAndTheDecisionNever() throws Exception {
    RecordId application = filed();
    for (int i = 0; i < ApplicationState.QUESTIONS_MAX; i++) {
      TestRecord question = records.decide(office, application, Decision.SUPPLEMENT, Ground.OTHER);
      accept(question);
      accept(records.answer(alice, work, OFFICE, question.id()));
    }
    assertRefused(
        Reason.TOO_LARGE, records.decide(office, application, Decision.SUPPLEMENT, Ground.OTHER));
    accept(records.confirm(office, application, "1"));
    accept(records.decide(office, application, Decision.REVOKE, Ground.OTHER));
    assertThat(state(application).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void nothingIsConfirmedWhileItsTitleIsDisputed() throws Exception {
    RecordId application = filed();
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.AUTHORSHIP);
    accept(objection);
    assertRefused(Reason.DISPUTED, records.confirm(office, application, "1"));
    accept(records.resolve(office, objection.id(), ObjectionResolve.Outcome.DISMISSED));
    accept(records.confirm(office, application, "1"));
  }

  @Test
  void anUpheldObjectionTakesNoConfirmationBack() throws Exception {
    RecordId application = confirmed();
    TestRecord objection = records.object(bob, work, ObjectionRaise.Ground.AUTHORSHIP);
    accept(objection);
    accept(records.resolve(office, objection.id(), ObjectionResolve.Outcome.UPHELD));
    assertThat(state(application).status()).isEqualTo(Status.CONFIRMED);
    accept(records.decide(office, application, Decision.REVOKE, Ground.PRIOR_RIGHT));
  }

  @Test
  void trademarksAndPatentsAreConfirmedAsWorksAre() throws Exception {
    for (WorkDeclare.IpKind kind : WorkDeclare.IpKind.values()) {
      WorkDeclare plain =
          records.published(List.of(author(alice, 10_000)), consortium.hash("of " + kind));
      TestRecord declared =
          records
              .record(
                  new WorkDeclare(
                      plain.work(),
                      plain.title(),
                      kind,
                      switch (kind) {
                        case COPYRIGHT -> "art3.1";
                        case TRADEMARK -> "9";
                        case PATENT -> "G06F 21/64";
                      },
                      plain.authors(),
                      plain.derivedFrom(),
                      plain.completedOn(),
                      plain.firstPublished(),
                      plain.contents(),
                      plain.commitment(),
                      plain.iscc(),
                      plain.identifiers(),
                      plain.aiUse()))
              .by(alice, Role.CREATOR);
      accept(declared);
      TestRecord application = records.apply(alice, declared.work(), OFFICE);
      accept(application);
      accept(records.confirm(office, application.id(), "ZL202610123456.7"));
      ApplicationView view = view(application.id());
      assertThat(view.registration()).contains("ZL202610123456.7");
      assertThat(view.declaration()).map(WorkDeclare::ipKind).contains(kind);
    }
  }

  // ---- the examination clock, the past, the queue

  @Test
  void theClockCountsWhoWaitsForWhom() throws Exception {
    TestRecord filing = records.apply(alice, work, OFFICE);
    Timestamp filed = acceptAt(ledger.nextStamp(), filing).time();
    TestRecord question = records.decide(office, filing.id(), Decision.SUPPLEMENT, Ground.OTHER);
    acceptAt(filed.plus(1_000), question);
    acceptAt(filed.plus(1_300), records.answer(alice, work, OFFICE, question.id()));
    acceptAt(filed.plus(3_300), records.confirm(office, filing.id(), "1"));
    acceptAt(filed.plus(9_000), records.deposit(bob, CONTENT));
    ApplicationView view = view(filing.id());
    assertThat(view.record().header().time()).isEqualTo(filed);
    assertThat(view.decided()).contains(filed.plus(3_300));
    assertThat(view.pendingMs()).isEqualTo(3_000);
    assertThat(view.supplementMs()).isEqualTo(300);
    ApplicationView then =
        ask(query ->
            ApplicationView.of(query, filing.id(), AsOf.time(query, filed.plus(1_200)))
                .orElseThrow());
    assertThat(then.course().status()).isEqualTo(Status.SUPPLEMENT);
    assertThat(then.pendingMs()).isEqualTo(1_000);
    assertThat(then.supplementMs()).isEqualTo(200);
    assertThat(then.decided()).isEmpty();
    assertThat(then.registration()).isEmpty();
  }

  @Test
  void thePastIsAsItWas() throws Exception {
    Height before = ledger.ledger().tip().header().height();
    RecordId application = confirmed();
    Height granted = ledger.ledger().tip().header().height();
    accept(records.decide(office, application, Decision.REVOKE, Ground.OTHER));
    assertThat(view(application).registration()).isEmpty();
    assertThat(
            ask(query -> ApplicationView.of(query, application, AsOf.height(query, granted)))
                .orElseThrow()
                .registration())
        .contains("2026-F-1");
    Optional<ApplicationView> earlier =
        ask(query -> ApplicationView.of(query, application, AsOf.height(query, before)));
    assertThat(earlier).isEmpty();
  }

  @Test
  void theQueueHoldsWhatIsOpenAndLeadsThroughPages() throws Exception {
    Limits plain = Limits.DEFAULT;
    TestConsortium busy =
        TestConsortium.ofSeed(
            2,
            new Limits(
                plain.recordBytesMax(),
                plain.entryBytesMax(),
                plain.entryRecordsMax(),
                100_000,
                plain.timeToleranceMs()));
    ledger = busy.open(new MemoryStore());
    accept(busy.records().register(busy.actor(TestConsortium.NOTARY), busy.actor("alice")));
    List<RecordId> open = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      TestRecord declared = busy.records().declare(busy.actor("alice"), busy.hash("w" + i));
      TestRecord application = busy.records().apply(busy.actor("alice"), declared.work(), OFFICE);
      ledger.orderAll(ledger.nextStamp(), List.of(declared.bytes(), application.bytes()));
      if (i % 5 < 3) {
        accept(busy.records().confirm(busy.actor(OFFICE), application.id(), "" + i));
      } else {
        open.add(application.id());
      }
      if (i % 10 == 3) {
        accept(
            busy.records()
                .decide(
                    busy.actor(OFFICE), application.id(), Decision.SUPPLEMENT, Ground.FORMALITIES));
      }
    }
    for (int size : List.of(1, 3, 27, 28, 100)) {
      assertThat(queue(busy, size)).as("pages of %s", size).isEqualTo(open);
    }
  }

  private List<RecordId> queue(TestConsortium busy, int size) throws Exception {
    List<RecordId> found = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, busy.genesis());
      String cursor = "";
      do {
        LinkedPage<ApplicationView> page = ApplicationView.queue(query, OFFICE, size, cursor);
        assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(size);
        page.items().forEach(view -> found.add(view.record().id()));
        cursor = page.next().orElse("");
      } while (!cursor.isEmpty());
    }
    return found;
  }
}
