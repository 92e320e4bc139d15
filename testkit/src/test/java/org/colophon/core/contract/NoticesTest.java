package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.Right;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.NoticeView;
import org.colophon.core.query.RightsView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** notice.send, notice.counter and takedown. */
class NoticesTest extends ContractTest {
  private final Actor platform = consortium.actor("platform");
  private final Actor other = consortium.actor("platform-two");
  private WorkId work = new WorkId(CONTENT);

  NoticesTest() throws Exception {}

  @BeforeEach
  void platformsAreRegistered() throws Exception {
    accept(records.registerOrganisation(notary, platform));
    accept(records.registerOrganisation(notary, other));
    work = declare(alice, CONTENT);
  }

  private NoticeView view(RecordId notice) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return NoticeView.of(new LedgerQuery(reader, consortium.genesis()), notice).orElseThrow();
    }
  }

  private List<TraceEvent> trace() throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return Trace.page(new LedgerQuery(reader, consortium.genesis()), work, 100, "")
          .orElseThrow()
          .events();
    }
  }

  private NoticeSend notice(Actor respondent, List<RecordId> evidence) {
    return new NoticeSend(
        work,
        respondent.subject(),
        Set.of(Right.REPRODUCTION),
        List.of("https://example.org/"),
        evidence,
        Optional.empty());
  }

  private TestRecord counter(NoticeCounter.Basis basis, RecordId notice, RecordId licence) {
    return records
        .record(new NoticeCounter(notice, basis, Optional.of(licence), Optional.empty()))
        .by(platform, Role.PLATFORM);
  }

  @Test
  void aNoticeAgainstWhoHasNoLicenceCarriesNoWarning() throws Exception {
    TestRecord notice = records.notice(alice, platform, work, Right.REPRODUCTION);
    var receipt = accept(notice);
    assertThat(view(notice.id()).warnings()).isEmpty();
    assertThat(view(notice.id()).counter()).isEmpty();
    assertThat(trace().getLast().warnings()).isEmpty();
    assertThat(linked(Link.work(work))).contains(receipt.index());
    assertThat(linked(Link.subject(platform.subject()))).contains(receipt.index());
  }

  @Test
  void aNoticeAgainstALicenseeIsAcceptedAndNamesTheLicence() throws Exception {
    TestRecord licence =
        records.grant(alice, platform, work, TestTerms.of(Right.REPRODUCTION).sublicensing());
    TestRecord sub =
        records.sublicense(platform, other, licence.id(), TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    accept(sub);
    TestRecord both = records.notice(alice, platform, work, Right.REPRODUCTION, Right.TRANSLATION);
    TestRecord against = records.notice(alice, other, work, Right.REPRODUCTION);
    TestRecord apart = records.notice(alice, platform, work, Right.TRANSLATION);
    accept(both);
    accept(against);
    accept(apart);
    assertThat(view(both.id()).warnings())
        .extracting(RightsView.Answer::right)
        .containsExactly(Right.REPRODUCTION);
    assertThat(view(both.id()).warnings().getFirst().sources().getFirst().chain())
        .endsWith(licence.id());
    assertThat(view(against.id()).warnings().getFirst().sources().getFirst().chain())
        .endsWith(licence.id(), sub.id());
    assertThat(view(apart.id()).warnings()).isEmpty();
    List<TraceEvent> events = trace();
    assertThat(events)
        .extracting(TraceEvent::warnings)
        .endsWith(List.of(licence.id()), List.of(sub.id()), List.of());
    assertThat(events.get(events.size() - 3).summary())
        .contains("Warning: the respondent was allowed to by record")
        .contains(licence.id().hex().substring(0, 12));
  }

  @Test
  void aWarningSaysWhatStoodWhenTheNoticeWasOrdered() throws Exception {
    TestRecord before = records.notice(alice, platform, work, Right.REPRODUCTION);
    accept(before);
    TestRecord licence = records.grant(alice, platform, work, TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    TestRecord during = records.notice(alice, platform, work, Right.REPRODUCTION);
    accept(during);
    accept(records.takedown(platform, before.id()));
    accept(records.renounce(platform, licence.id()));
    TestRecord after = records.notice(alice, platform, work, Right.REPRODUCTION);
    accept(after);
    accept(records.takedown(platform, during.id()));
    assertThat(view(before.id()).warnings()).isEmpty();
    assertThat(view(during.id()).warnings()).hasSize(1);
    assertThat(view(after.id()).warnings()).isEmpty();
    assertThat(trace())
        .filteredOn(event -> event.record().statement().author().equals(platform.subject()))
        .extracting(TraceEvent::warnings)
        .containsExactly(List.of(licence.id()), List.of(), List.of());
  }

  @Test
  void aNoticeAgainstAHolderNamesItsTitle() throws Exception {
    TestRecord sale = records.transfer(alice, platform, work, 1_000);
    accept(sale);
    TestRecord notice = records.notice(alice, platform, work, Right.RENTAL);
    accept(notice);
    assertThat(view(notice.id()).warnings().getFirst().sources())
        .extracting(RightsView.Source::basis)
        .containsExactly(RightsView.Basis.OWNER);
    assertThat(trace().getLast().warnings()).containsExactly(sale.id());
  }

  @Test
  void anAuthorGivesNoticeOfMoralRightsAndKeepsThemAfterASale() throws Exception {
    accept(records.transfer(alice, bob, work, 10_000));
    accept(records.notice(alice, platform, work, Right.INTEGRITY));
    assertRefused(Reason.NOT_OWNER, records.notice(bob, platform, work, Right.INTEGRITY));
    assertRefused(Reason.NOT_OWNER, records.notice(alice, platform, work, Right.RENTAL));
    accept(records.notice(bob, platform, work, Right.RENTAL));
  }

  @Test
  void refusesANoticeByOthersOrToNobody() throws Exception {
    assertRefused(Reason.NOT_OWNER, records.notice(bob, platform, work, Right.REPRODUCTION));
    assertRefused(Reason.UNKNOWN_KEY, records.notice(alice, stranger, work, Right.REPRODUCTION));
    assertRefused(Reason.UNKNOWN_KEY, records.notice(alice, bob, work, Right.REPRODUCTION));
    assertRefused(
        Reason.UNKNOWN_WORK,
        records.notice(alice, platform, new WorkId(OTHER), Right.REPRODUCTION));
    assertRefused(
        Reason.ROLE_DENIED, records.record(notice(platform, List.of())).by(alice, Role.CREATOR));
    assertRefused(
        Reason.UNKNOWN_RECORD,
        records.record(notice(platform, List.of(new RecordId(OTHER)))).by(alice, Role.OWNER));
    TestRecord capture = records.capture(alice, OTHER);
    accept(capture);
    accept(records.record(notice(platform, List.of(capture.id()))).by(alice, Role.OWNER));
  }

  @Test
  void theRespondentAnswersOnce() throws Exception {
    TestRecord notice = records.notice(alice, platform, work, Right.REPRODUCTION);
    accept(notice);
    TestRecord counter = records.counter(platform, notice.id());
    TestRecord takedown = records.takedown(platform, notice.id());
    accept(takedown);
    var receipt = accept(counter);
    assertThat(view(notice.id()).counter().orElseThrow().id()).isEqualTo(counter.id());
    assertThat(view(notice.id()).takedown().orElseThrow().id()).isEqualTo(takedown.id());
    assertThat(linked(Link.subject(alice.subject()))).contains(receipt.index());
    assertRefused(Reason.ALREADY_ANSWERED, records.counter(platform, notice.id()));
    assertRefused(Reason.ALREADY_ANSWERED, records.takedown(platform, notice.id()));
  }

  @Test
  void refusesAnAnswerByOthersOrToNothing() throws Exception {
    TestRecord notice = records.notice(alice, platform, work, Right.REPRODUCTION);
    RecordId declaration = new RecordId(work.hash());
    assertRefused(Reason.UNKNOWN_RECORD, records.counter(platform, notice.id()));
    assertRefused(Reason.UNKNOWN_RECORD, records.takedown(platform, declaration));
    accept(notice);
    assertRefused(Reason.ROLE_DENIED, records.counter(other, notice.id()));
    assertRefused(Reason.ROLE_DENIED, records.takedown(other, notice.id()));
    assertRefused(Reason.ROLE_DENIED, records.takedown(alice, notice.id()));
    assertRefused(Reason.UNKNOWN_KEY, records.takedown(stranger, notice.id()));
  }

  @Test
  void aCounterNoticeNamesALicenceOfTheWork() throws Exception {
    TestRecord notice = records.notice(alice, platform, work, Right.REPRODUCTION);
    accept(notice);
    WorkId another = declare(alice, OTHER);
    TestRecord foreign = records.grant(alice, platform, another, TestTerms.of(Right.REPRODUCTION));
    accept(foreign);
    NoticeCounter.Basis licensed = NoticeCounter.Basis.LICENSED;
    assertRefused(Reason.EXCEEDS_PARENT, counter(licensed, notice.id(), foreign.id()));
    assertRefused(Reason.UNKNOWN_RECORD, counter(licensed, notice.id(), notice.id()));
    TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    accept(counter(licensed, notice.id(), licence.id()));
  }
}
