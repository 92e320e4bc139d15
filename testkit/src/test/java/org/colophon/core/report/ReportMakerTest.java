package org.colophon.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Right;
import org.colophon.core.contract.ObjectionState;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LicenceView.Standing;
import org.colophon.core.query.TitleCheck;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.report.Check.Kind;
import org.colophon.core.report.Check.Verdict;
import org.colophon.core.report.Check.What;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;
import org.junit.jupiter.api.Test;

/** What reports say, and that every node says it with the same bytes. */
class ReportMakerTest {
  private static final long SEED = 20_261_122;

  private final TestCasework world;
  private final TestRecords records;

  ReportMakerTest() throws Exception {
    world = new TestCasework(SEED);
    records = world.consortium.records();
  }

  private About theSong() {
    return new About.Work(world.song);
  }

  private static void assertRefused(Reason reason, Making making) {
    assertThatThrownBy(making::make)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  private interface Making {
    Object make() throws Exception;
  }

  private static Check check(Report report, Kind kind) {
    return report.checks().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }

  private static List<What> found(Report report, Kind kind) {
    return check(report, kind).findings().stream().map(Check.Finding::what).toList();
  }

  @Test
  void tellsEveryDealOfAWork() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Report report = world.report(theSong());
    Deals deals = report.deals();
    assertThat(deals.transfers())
        .extracting(one -> one.from().text(), one -> one.to().text(), Deals.Transferred::share)
        .containsExactly(tuple("li-wei", "east-lake.press", 4_000L));
    assertThat(deals.licences()).hasSize(5);
    assertThat(licence(report, told.old()).standing()).isEqualTo(Standing.RUN_OUT);
    assertThat(licence(report, told.ended()).standing()).isEqualTo(Standing.TERMINATED);
    assertThat(licence(report, told.ended()).endedBy()).isPresent();
    assertThat(licence(report, told.licence()).standing()).isEqualTo(Standing.IN_FORCE);
    assertThat(licence(report, told.below()).parent()).contains(told.licence());
    assertThat(licence(report, told.below()).territory()).containsExactly("CN", "SG");
    assertThat(deals.licences().getLast().standing()).isEqualTo(Standing.NOT_BEGUN);
    assertThat(deals.publications()).hasSize(1);
    TitleFacts title = report.titles().getFirst();
    assertThat(title.verdict()).isEqualTo(TitleCheck.Verdict.DOUBTFUL);
    assertThat(title.declared().orElseThrow().holdings())
        .extracting(holding -> holding.subject().text() + " " + holding.share())
        .containsExactly("east-lake.press 4000", "li-wei 6000");
    assertThat(title.uses().recommendations()).isEqualTo(1);
    assertThat(title.uses().accesses())
        .containsExactly(
            new TitleFacts.Accesses(Access.Mode.VIEW, 1, 1),
            new TitleFacts.Accesses(Access.Mode.DOWNLOAD, 1_200, 0));
    assertThat(title.uses().more()).isFalse();
  }

  private static Deals.Licensed licence(Report report, RecordId id) {
    return report.deals().licences().stream()
        .filter(one -> one.record().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsEveryDisputeOfAWork() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Disputes disputes = world.report(theSong()).disputes();
    assertThat(disputes.objections())
        .extracting(Disputes.Objected::status)
        .containsExactly(ObjectionState.Status.DISMISSED, ObjectionState.Status.OPEN);
    assertThat(disputes.notices()).hasSize(2);
    assertThat(disputes.notices().getFirst().allowedBy()).containsExactly(told.licence());
    assertThat(disputes.notices().getFirst().counter()).isPresent();
    assertThat(disputes.notices().getLast().allowedBy()).isEmpty();
    assertThat(disputes.allegations()).hasSize(3);
    Disputes.Alleged licensed = disputes.allegations().getFirst();
    assertThat(licensed.permitted()).containsExactly(Right.NETWORK_DISSEMINATION);
    assertThat(licensed.allowedBy()).containsExactly(told.licence());
    assertThat(licensed.findings()).hasSize(1);
    assertThat(disputes.allegations().get(1).permitted()).isEmpty();
    assertThat(disputes.allegations().getLast().respondent()).isEmpty();
  }

  /** Whatever is named can be looked up in the records, and nobody who acquired it is told. */
  @Test
  void everyRecordThatIsNamedIsAmongTheRecordsInTheirOrder() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    for (About about :
        List.of(theSong(), new About.Subject(world.author.subject()), told.opened().about())) {
      Report report = world.report(about);
      List<String> ids = report.records().stream().map(facts -> facts.id().hex()).toList();
      String text = text(report);
      Matcher named =
          Pattern.compile("\"(?:record|newest|earlier|later)\":\"([0-9a-f]{64})\"").matcher(text);
      while (named.find()) {
        assertThat(ids).contains(named.group(1));
      }
      assertThat(ids).containsAll(report.events().stream().map(RecordId::hex).toList());
      assertThat(report.records())
          .extracting(RecordFacts::index)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(text).doesNotContain("user-7");
    }
  }

  private static String text(Report report) {
    return new String(report.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    for (About about :
        List.of(theSong(), new About.Subject(world.press.subject()), told.opened().about())) {
      Report report = world.report(about);
      Report read = Report.read(report.bytes());
      assertThat(read.about()).isEqualTo(about);
      assertThat(text(read)).isEqualTo(text(report));
    }
  }

  @Test
  void refusesBytesThatSomebodyChanged() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    String text = text(world.report(told.opened().about()));
    for (String changed :
        List.of(
            text.replace("\"verdict\":\"CONTRADICTED\"", "\"verdict\":\"SOUND\""),
            text.replace("\"share\":4000", "\"share\":40001"),
            text.replace("\"share\":4000", "\"share\": 4000"),
            text.replace("colophon-report-2", "colophon-report-1"),
            text.replace("\"role\":\"owner\"", "\"role\":\"king\""),
            text.replace("{\"report\":", "{\"more\":1,\"report\":"),
            text.substring(0, text.length() - 1))) {
      assertThat(changed).isNotEqualTo(text);
      assertThatThrownBy(() -> Report.read(changed.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void isNotChangedByWhatComesLater() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Report before = world.report(theSong());
    Report caseBefore = world.report(told.opened().about());
    Report subjectBefore = world.report(new About.Subject(world.author.subject()));
    everythingGoesOn(told);
    Optional<Height> height = Optional.of(before.block().height());
    assertThat(text(world.report(theSong(), Window.ALL, height))).isEqualTo(text(before));
    assertThat(text(world.report(told.opened().about(), Window.ALL, height)))
        .isEqualTo(text(caseBefore));
    assertThat(text(world.report(new About.Subject(world.author.subject()), Window.ALL, height)))
        .isEqualTo(text(subjectBefore));
    assertThat(text(world.report(theSong()))).isNotEqualTo(text(before));
  }

  /** All that could change the state in which the past is looked up. */
  private void everythingGoesOn(TestCasework.TheCase told) throws Exception {
    Disputes disputes = world.report(theSong()).disputes();
    RecordId open = disputes.objections().getLast().record();
    world.accept(records.resolve(world.court, open, ObjectionResolve.Outcome.DISMISSED));
    world.accept(records.takedown(world.platform, disputes.notices().getFirst().record()));
    world.accept(records.terminate(world.author, told.licence()));
    world.accept(records.transfer(world.press, world.studio, world.song, 1_000));
    world.accept(records.correct(world.author, new RecordId(world.song.hash())));
    world.accept(records.revoke(world.press));
    world.accept(records.accesses(world.platform, world.song, Access.Mode.BUY, 9));
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    TestRecord applied = records.apply(world.author, world.song, TestConsortium.OFFICE);
    world.accept(applied);
    world.accept(records.confirm(office, applied.id(), "2026-F-00012345"));
    world.accept(records.cases().close(world.court, told.opened().record(), world.inDays(365)));
    world.later(5);
  }

  /** A commitment that stood already and is opened later was no conflict that anybody knew. */
  @Test
  void aRevealMakesNoConflictOfThePast() throws Exception {
    Hash digest = world.consortium.hash("sketch");
    Hash salted = records.commitment(world.rival, digest);
    TestRecord hidden = records.declareUnpublished(world.rival, salted);
    world.accept(hidden);
    TestRecord open = records.declare(world.studio, digest);
    world.accept(open);
    world.later(1);
    About about = new About.Work(open.work());
    Report before = world.report(about);
    assertThat(before.titles().getFirst().conflicts()).isEmpty();
    world.accept(records.reveal(world.rival, hidden.id(), digest));
    world.later(1);
    Optional<Height> then = Optional.of(before.block().height());
    assertThat(text(world.report(about, Window.ALL, then))).isEqualTo(text(before));
    assertThat(world.report(about).titles().getFirst().conflicts())
        .extracting(TitleFacts.Conflicting::earlier)
        .containsExactly(hidden.id());
  }

  /** An office refused once; that a newer application waits does not hide it from the past. */
  @Test
  void aNewerApplicationHidesNothingOfThePast() throws Exception {
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    TestRecord first = records.apply(world.author, world.song, TestConsortium.OFFICE);
    world.accept(first);
    world.accept(
        records.decide(
            office,
            first.id(),
            ApplicationDecide.Decision.REFUSE,
            ApplicationDecide.Ground.UNANSWERED));
    world.later(1);
    Report before = world.report(theSong());
    assertThat(before.titles().getFirst().findings())
        .extracting(TitleCheck.Finding::kind)
        .containsExactly(TitleCheck.Kind.NOT_CONFIRMED);
    world.accept(records.apply(world.author, world.song, TestConsortium.OFFICE));
    world.later(1);
    assertThat(text(world.report(theSong(), Window.ALL, Optional.of(before.block().height()))))
        .isEqualTo(text(before));
  }

  @Test
  void anotherMachinesLanguageAndTimeChangeNothing() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    String here = text(world.report(told.opened().about()));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.of("ar", "EG"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
      assertThat(text(world.report(told.opened().about()))).isEqualTo(here);
      List<Opened> turned = told.opened().openings().reversed();
      assertThat(text(world.report(new About.Case(told.opened().record(), turned))))
          .as("in whatever order it is opened")
          .isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aWindowTellsOfItsOwnTimeAndTheWholeTitle() throws Exception {
    Timestamp begin = world.inDays(45);
    world.tellAll();
    Report whole = world.report(theSong());
    Timestamp end = world.inDays(-95);
    Report part =
        world.report(theSong(), new Window(Optional.of(begin), Optional.of(end)), Optional.empty());
    assertThat(part.events()).isNotEmpty();
    assertThat(whole.events()).containsSubsequence(part.events());
    assertThat(part.events().size()).isLessThan(whole.events().size());
    assertThat(part.deals().transfers()).isEqualTo(whole.deals().transfers());
    assertThat(part.deals().publications()).isEmpty();
    assertThatThrownBy(() -> new Window(Optional.of(end), Optional.of(begin)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCaseIsVerifiedThingByThing() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Report report = world.report(told.opened().about());
    assertThat(found(report, Kind.SIGNATURES)).containsExactly(What.SIGNATURES_VERIFY);
    assertThat(found(report, Kind.TITLE)).containsExactly(What.TITLE_DOUBTFUL);
    assertThat(found(report, Kind.CONFLICTS)).containsExactly(What.LATER_CLAIM);
    assertThat(check(report, Kind.CONFLICTS).verdict()).isEqualTo(Verdict.SOUND);
    assertThat(found(report, Kind.TIME_ORDER)).containsExactly(What.FIRST_ON_CHAIN);
    assertThat(found(report, Kind.OBJECTIONS))
        .containsExactly(What.OBJECTION_DISMISSED, What.OBJECTION_OPEN);
    assertThat(found(report, Kind.LICENCE))
        .containsExactly(
            What.PERMITTED_IN_PART, What.PERMITTED_BY, What.NO_PERMISSION, What.RESPONDENT_UNKNOWN);
    assertThat(check(report, Kind.LICENCE).verdict()).isEqualTo(Verdict.CONTRADICTED);
    assertThat(found(report, Kind.NOTICES))
        .containsExactly(What.NOTICE_TO_PERMITTED, What.NOTICE_COUNTERED, What.NOTICE_UNANSWERED);
    assertThat(found(report, Kind.EVIDENCE))
        .containsExactly(What.CAPTURE_WHOLE, What.CAPTURE_INCOMPLETE, What.CAPTURE_BY_PARTY);
    assertThat(found(report, Kind.INFRINGEMENT))
        .containsExactly(What.COURT_DENIED, What.COURT_FOUND);
    assertThat(found(report, Kind.READS)).containsExactly(What.NO_READS);
    for (Kind left : List.of(Kind.LEGITIMATE_SOURCE, Kind.FAIR_USE)) {
      assertThat(check(report, left).verdict()).isEqualTo(Verdict.NOT_JUDGED_HERE);
    }
    assertThat(report.events()).isEmpty();
  }

  @Test
  void aWorkOfWhichNothingIsSaidIsNotOnTheChain() throws Exception {
    TestCasework.OpenedCase opened = world.open(world.song.hex(), "li-wei");
    world.later(1);
    Report report = world.report(opened.about());
    assertThat(found(report, Kind.TITLE)).containsExactly(What.TITLE_HANGS_TOGETHER);
    assertThat(found(report, Kind.TIME_ORDER)).containsExactly(What.FIRST_ON_CHAIN);
    assertThat(found(report, Kind.CONFLICTS)).containsExactly(What.NO_OTHER_CLAIM);
    assertThat(found(report, Kind.OBJECTIONS)).containsExactly(What.NO_OBJECTION);
    assertThat(found(report, Kind.LICENCE)).containsExactly(What.NO_ALLEGATION);
    assertThat(found(report, Kind.NOTICES)).containsExactly(What.NO_NOTICE);
    assertThat(found(report, Kind.EVIDENCE)).containsExactly(What.NO_EVIDENCE);
    assertThat(check(report, Kind.INFRINGEMENT).verdict()).isEqualTo(Verdict.NOT_JUDGED_HERE);
    assertThat(check(report, Kind.LICENCE).verdict()).isEqualTo(Verdict.NOT_ON_CHAIN);
  }

  @Test
  void aLaterClaimIsContradictedByTheEarlierOne() throws Exception {
    TestRecord copy = records.declare(world.rival, world.consortium.hash("song"));
    world.accept(copy);
    TestCasework.OpenedCase opened = world.open(copy.work().hex(), "quick-copy");
    world.later(1);
    Report report = world.report(opened.about());
    assertThat(found(report, Kind.TIME_ORDER)).containsExactly(What.EARLIER_ON_CHAIN);
    assertThat(found(report, Kind.CONFLICTS)).containsExactly(What.EARLIER_CLAIM);
    assertThat(check(report, Kind.TIME_ORDER).findings().getFirst().record())
        .contains(new RecordId(world.song.hash()));
  }

  @Test
  void worksThatAreNotOpenedOrNotOnTheChainAreSaidToBeSo() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Report closed = world.report(new About.Case(told.opened().record(), List.of()));
    assertThat(found(closed, Kind.TITLE)).containsExactly(What.NOT_OPENED);
    assertThat(closed.titles()).isEmpty();
    assertThat(text(closed)).doesNotContain(world.song.hex());
    TestCasework.OpenedCase nowhere =
        world.open(world.consortium.hash("never declared").hex(), "li-wei");
    world.later(1);
    Report report = world.report(nowhere.about());
    assertThat(found(report, Kind.TITLE)).containsExactly(What.NOT_DECLARED);
    assertThat(check(report, Kind.TITLE).verdict()).isEqualTo(Verdict.NOT_ON_CHAIN);
  }

  @Test
  void readsUnderTheCaseAreSettledOrNot() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    Actor node = world.consortium.actor(TestConsortium.node(TestConsortium.NOTARY).text());
    world.accept(records.register(world.consortium.actor(TestConsortium.NOTARY), node));
    TestRecord grant =
        records
            .cases()
            .grant(
                told.opened().record(),
                world.studio.subject(),
                TestScope.at(world.inDays(0)).lasting(Duration.ofDays(100)).scope(),
                world.court);
    world.accept(grant);
    TestRecord settled = lease(node, grant, 1);
    world.accept(records.cases().settle(node, settled.id(), 1));
    TestRecord over = lease(node, grant, 1);
    assertThat(over.id()).isNotEqualTo(settled.id());
    world.later(0);
    assertThat(found(world.report(told.opened().about()), Kind.READS))
        .containsExactly(What.READS_SETTLED, What.READS_OPEN);
    world.later(2);
    // A report knows no later time than its block's.
    world.accept(records.deposit(world.author, world.consortium.hash("meanwhile")));
    world.later(0);
    assertThat(found(world.report(told.opened().about()), Kind.READS))
        .containsExactly(What.READS_SETTLED, What.READS_UNSETTLED);
  }

  private TestRecord lease(Actor node, TestRecord grant, long days) throws Exception {
    TestRecord lease = records.cases().lease(node, grant.id(), 10, world.inDays(days));
    world.accept(lease);
    return lease;
  }

  @Test
  void signaturesThatDoNotVerifyAreNamed() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    RecordVerifier ofAnotherChain =
        new RecordVerifier(new ChainId("colophon/other/0123456789abcdef"), 1 << 20);
    try (var reader = world.ledger.read()) {
      Report report =
          ReportMaker.make(
              new LedgerQuery(reader, world.consortium.genesis()),
              ofAnotherChain,
              told.opened().about(),
              Window.ALL,
              Optional.empty());
      assertThat(check(report, Kind.SIGNATURES).verdict()).isEqualTo(Verdict.CONTRADICTED);
      assertThat(found(report, Kind.SIGNATURES)).contains(What.SIGNATURE_FAILS);
      assertThat(check(report, Kind.SIGNATURES).findings()).hasSize(report.records().size());
    }
  }

  @Test
  void tellsASubjectsDealsInAllItsWorks() throws Exception {
    world.tellAll();
    Report report = world.report(new About.Subject(world.rival.subject()));
    assertThat(report.titles()).extracting(TitleFacts::work).contains(world.song);
    assertThat(report.titles()).hasSize(2);
    assertThat(report.deals().licences()).hasSize(1);
    assertThat(report.otherWorks()).isZero();
  }

  @Test
  void whatIsTooMuchIsCountedAndNotLeftOut() throws Exception {
    for (int i = 0; i < ReportMaker.WORKS_MAX + 3; i++) {
      world.accept(records.declare(world.studio, world.consortium.hash("picture " + i)));
    }
    world.later(1);
    Report report = world.report(new About.Subject(world.studio.subject()));
    assertThat(report.titles()).hasSize(ReportMaker.WORKS_MAX);
    assertThat(report.otherWorks()).isEqualTo(3);
    assertThat(report.events()).hasSizeGreaterThanOrEqualTo(ReportMaker.WORKS_MAX + 3);
  }

  @Test
  void tenThousandEventsAreToldAndOneMoreIsRefused() throws Exception {
    Timestamp begin = world.ledger.nextStamp();
    world.publishOften(Report.EVENTS_MAX);
    world.later(1);
    Window window = new Window(Optional.of(begin), Optional.empty());
    Report report = world.report(theSong(), window, Optional.empty());
    assertThat(report.events()).hasSize(Report.EVENTS_MAX);
    assertThat(report.deals().publications()).hasSize(Report.EVENTS_MAX);
    assertThat(report.bytes()).hasSizeLessThan(Report.BYTES_MAX);
    assertThat(Report.read(report.bytes()).bytes()).isEqualTo(report.bytes());
    world.publishOften(1);
    world.later(1);
    assertRefused(Reason.TOO_LARGE, () -> world.report(theSong(), window, Optional.empty()));
  }

  @Test
  void refusesByNameWhatItCannotTell() throws Exception {
    TestCasework.TheCase told = world.tellAll();
    WorkId nowhere = new WorkId(world.consortium.hash("nowhere"));
    assertRefused(Reason.NOT_FOUND, () -> world.report(new About.Work(nowhere)));
    assertRefused(
        Reason.NOT_FOUND, () -> world.report(new About.Work(new WorkId(told.licence().hash()))));
    assertRefused(Reason.NOT_FOUND, () -> world.report(new About.Subject(new SubjectId("nobody"))));
    assertRefused(Reason.NOT_FOUND, () -> world.report(new About.Case(told.licence(), List.of())));
    Height ahead = world.report(theSong()).block().height().plus(1);
    assertRefused(Reason.NOT_FOUND, () -> world.report(theSong(), Window.ALL, Optional.of(ahead)));
    world.accept(records.object(world.studio, world.song, ObjectionRaise.Ground.COPYING));
    assertRefused(
        Reason.NOT_FOUND, () -> world.report(theSong(), Window.ALL, Optional.of(ahead.plus(9))));
    Opened first = told.opened().openings().getFirst();
    Opened wrong = new Opened(first.by(), first.salt(), "somebody-else");
    assertRefused(
        Reason.COMMITMENT_MISMATCH,
        () ->
            world.report(
                new About.Case(
                    told.opened().record(),
                    Stream.concat(told.opened().openings().stream(), Stream.of(wrong)).toList())));
    TestCasework.OpenedCase odd = world.open("not a work", "li-wei");
    world.later(1);
    assertRefused(Reason.MALFORMED, () -> world.report(odd.about()));
  }
}
