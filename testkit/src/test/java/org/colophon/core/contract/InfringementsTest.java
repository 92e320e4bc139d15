package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.InfringementFind.Intent;
import org.colophon.core.content.InfringementFind.Outcome;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Right;
import org.colophon.core.contract.InfringementState.Status;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.provenance.TraceEvent;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.InfringementView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.PermittedPart;
import org.colophon.core.query.RightsView;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** infringement.allege and infringement.find: what is alleged, what speaks against it, findings. */
class InfringementsTest extends ContractTest {
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  private final Actor otherCourt = consortium.actor(TestConsortium.COURT_SOUTH);
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final Actor platform = consortium.actor("platform");
  private final WorkId work;
  private final RecordId evidence;

  InfringementsTest() throws Exception {
    work = declare(alice, CONTENT);
    evidence = new RecordId(work.hash());
  }

  @BeforeEach
  void aPlatformIsRegistered() throws Exception {
    accept(records.registerOrganisation(notary, platform));
  }

  private TestRecord allegation() {
    return records.allege(alice, bob, work, evidence, Right.REPRODUCTION);
  }

  private RecordId alleged() throws Exception {
    TestRecord record = allegation();
    accept(record);
    return record.id();
  }

  private TestRecord allegation(Interval window, Actor respondent, Right... rights) {
    InfringementAllege plain =
        records.allegation(Optional.of(respondent.subject()), work, evidence, rights);
    return records
        .record(
            new InfringementAllege(
                plain.work(),
                plain.respondent(),
                plain.typology(),
                plain.rights(),
                window,
                plain.urls(),
                plain.evidence(),
                plain.details()))
        .by(alice, Role.OWNER);
  }

  private InfringementView view(RecordId allegation) throws Exception {
    return view(allegation, Optional.empty()).orElseThrow();
  }

  private Optional<InfringementView> view(RecordId allegation, Optional<Height> height)
      throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      AsOf asOf = height.isPresent() ? AsOf.height(query, height.get()) : AsOf.newest(query);
      return InfringementView.of(query, allegation, asOf);
    }
  }

  private TraceEvent lastOfTrace() throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return Trace.page(new LedgerQuery(reader, consortium.genesis()), work, 100, "")
          .orElseThrow()
          .events()
          .getLast();
    }
  }

  private static List<RecordId> allowedBy(InfringementView view) {
    return view.warnings().stream()
        .flatMap(answer -> answer.sources().stream())
        .map(source -> source.chain().getLast())
        .toList();
  }

  private Timestamp time() {
    return ledger.ledger().tip().header().time();
  }

  // ---- infringement.allege

  @Test
  void anAllegationIsFoundByWorkAndByRespondent() throws Exception {
    LeafIndex index = accept(allegation()).index();
    for (Link link :
        List.of(
            Link.work(work),
            Link.infringement(work),
            Link.infringement(bob.subject()),
            Link.subject(bob.subject()),
            Link.subject(alice.subject()))) {
      assertThat(linked(link)).as("%s", link).contains(index);
    }
    assertThat(linked(Link.infringement(alice.subject()))).isEmpty();
  }

  @Test
  void itStandsUntilACourtFinds() throws Exception {
    InfringementView view = view(alleged());
    assertThat(view.status()).isEqualTo(Status.ALLEGED);
    assertThat(view.findings()).isEmpty();
    assertThat(view.warnings()).isEmpty();
    assertThat(view.alleged().window()).isEqualTo(TestRecords.WINDOW);
    assertThat(lastOfTrace().summary())
        .startsWith(
            "alice alleged that bob infringed reproduction (redistribution) from 2026-01-01");
  }

  @Test
  void aPlatformAllegesWithoutHoldingAnythingAndWithoutKnowingWho() throws Exception {
    TestRecord record = records.allege(platform, work, evidence, Right.RENTAL);
    LeafIndex index = accept(record).index();
    assertThat(view(record.id()).alleged().respondent()).isEmpty();
    assertThat(linked(Link.infringement(work))).containsExactly(index);
    assertThat(lastOfTrace().summary()).contains("somebody unknown");
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(records.allegation(Optional.empty(), work, evidence, Right.RENTAL))
            .by(bob, Role.PLATFORM));
  }

  @Test
  void anOwnerHoldsAShareOfEachRightOrIsAnAuthorOfAMoralOne() throws Exception {
    assertRefused(Reason.NOT_OWNER, records.allege(bob, alice, work, evidence, Right.REPRODUCTION));
    accept(records.transfer(alice, bob, work, 10_000));
    assertRefused(
        Reason.NOT_OWNER,
        records.allege(alice, platform, work, evidence, Right.INTEGRITY, Right.REPRODUCTION));
    accept(records.allege(alice, platform, work, evidence, Right.INTEGRITY));
    accept(records.allege(bob, platform, work, evidence, Right.REPRODUCTION));
    assertRefused(Reason.NOT_OWNER, records.allege(bob, platform, work, evidence, Right.INTEGRITY));
  }

  @Test
  void workRespondentAndEvidenceStand() throws Exception {
    assertRefused(
        Reason.UNKNOWN_WORK,
        records.allege(alice, bob, new WorkId(CONTENT), evidence, Right.RENTAL));
    assertRefused(
        Reason.UNKNOWN_WORK, records.allege(platform, new WorkId(CONTENT), evidence, Right.RENTAL));
    assertRefused(
        Reason.UNKNOWN_KEY, records.allege(alice, stranger, work, evidence, Right.RENTAL));
    accept(records.allege(alice, office, work, evidence, Right.RENTAL));
    assertRefused(
        Reason.UNKNOWN_RECORD,
        records.allege(alice, bob, work, new RecordId(CONTENT), Right.RENTAL));
    assertRefused(Reason.UNKNOWN_KEY, records.allege(stranger, bob, work, evidence, Right.RENTAL));
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(records.allegation(Optional.empty(), work, evidence, Right.RENTAL))
            .by(alice, Role.CREATOR));
  }

  // ---- what speaks against it

  @Test
  void whoHeldALicenceInTheWindowIsNamedWithIt() throws Exception {
    TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    accept(licence);
    TestRecord record =
        records.allege(alice, bob, work, evidence, Right.RENTAL, Right.REPRODUCTION);
    accept(record);
    InfringementView view = view(record.id());
    assertThat(view.warnings())
        .extracting(RightsView.Answer::right)
        .containsExactly(Right.REPRODUCTION);
    assertThat(allowedBy(view)).containsExactly(licence.id());
    assertThat(lastOfTrace().warnings()).containsExactly(licence.id());
    assertThat(lastOfTrace().summary()).contains("Warning: the respondent was allowed to");
  }

  @Test
  void aLicenceThatBeganAndEndedWithinTheWindowIsNamedToo() throws Exception {
    TestRecord before = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    accept(before);
    accept(records.renounce(bob, before.id()));
    Timestamp from = time();
    Timestamp later = from.plus(100_000);
    TestRecord within =
        records.grant(
            alice, bob, work, TestTerms.of(Right.REPRODUCTION).between(from, later.plus(2_000)));
    acceptAt(later, within);
    acceptAt(later.plus(1_000), records.renounce(bob, within.id()));
    TestRecord record = allegation(new Interval(from, later.plus(50_000)), bob, Right.REPRODUCTION);
    acceptAt(later.plus(60_000), record);
    assertThat(allowedBy(view(record.id()))).containsExactly(within.id());
    TestRecord behind =
        allegation(new Interval(later.plus(1_000), later.plus(50_000)), bob, Right.REPRODUCTION);
    accept(behind);
    assertThat(allowedBy(view(behind.id()))).isEmpty();
  }

  @Test
  void aLicenceThatBeginsLaterThanItsRecordCountsFromItsBeginning() throws Exception {
    Timestamp now = time();
    TestRecord licence =
        records.grant(
            alice,
            bob,
            work,
            TestTerms.of(Right.RENTAL).between(now.plus(50_000), now.plus(60_000)));
    accept(licence);
    TestRecord before = allegation(new Interval(now, now.plus(50_000)), bob, Right.RENTAL);
    TestRecord over = allegation(new Interval(now, now.plus(50_001)), bob, Right.RENTAL);
    TestRecord future =
        allegation(new Interval(now.plus(59_999), now.plus(90_000)), bob, Right.RENTAL);
    TestRecord after =
        allegation(new Interval(now.plus(60_000), now.plus(90_000)), bob, Right.RENTAL);
    for (TestRecord record : List.of(before, over, future, after)) {
      accept(record);
    }
    assertThat(allowedBy(view(before.id()))).isEmpty();
    assertThat(allowedBy(view(over.id()))).containsExactly(licence.id());
    assertThat(allowedBy(view(future.id()))).containsExactly(licence.id());
    assertThat(allowedBy(view(after.id()))).isEmpty();
  }

  /** A licence of one day permits that day, and not the whole window. */
  @Test
  void thePartsOfTheWindowAreToldInWhichItWasAllowed() throws Exception {
    Timestamp now = time();
    Interval day = new Interval(now.plus(20_000), now.plus(30_000));
    accept(
        records.grant(
            alice, bob, work, TestTerms.of(Right.RENTAL).between(day.from(), day.until())));
    Interval window = new Interval(now, now.plus(60_000));
    TestRecord wide = allegation(window, bob, Right.RENTAL, Right.REPRODUCTION);
    TestRecord within = allegation(day, bob, Right.RENTAL);
    accept(wide);
    accept(within);
    PermittedPart allowed = new PermittedPart(day, Set.of(Right.RENTAL));
    assertThat(view(wide.id()).permitted()).containsExactly(allowed);
    assertThat(view(within.id()).permitted()).containsExactly(allowed);
  }

  /** What the owner does for others later says nothing of what it had allowed before. */
  @Test
  void noNumberOfLicencesToOthersHidesWhatWasAllowed() throws Exception {
    Timestamp now = time();
    Interval day = new Interval(now.plus(20_000), now.plus(30_000));
    accept(
        records.grant(
            alice, bob, work, TestTerms.of(Right.RENTAL).between(day.from(), day.until())));
    for (int i = 0; i < 80; i++) {
      acceptAt(
          now.plus(40_000 + i * 500),
          records.grant(alice, notary, work, TestTerms.of(Right.RENTAL)));
    }
    for (int i = 0; i < 80; i++) {
      TestTerms exclusive =
          TestTerms.of(Right.TRANSLATION)
              .exclusive()
              .between(now.plus(90_000 + i * 100), now.plus(90_100 + i * 100));
      acceptAt(now.plus(81_000 + i * 10), records.grant(alice, notary, work, exclusive));
    }
    TestRecord record = allegation(new Interval(now, now.plus(200_000)), bob, Right.RENTAL);
    acceptAt(now.plus(150_000), record);
    assertThat(view(record.id()).permitted())
        .containsExactly(new PermittedPart(day, Set.of(Right.RENTAL)));
  }

  /** An allegation of the days to come stays what it was when a licence ends before them. */
  @Test
  void whatEndsLaterChangesNothingThatWasTold() throws Exception {
    Timestamp now = time();
    TestRecord exclusive =
        records.grant(alice, notary, work, TestTerms.of(Right.RENTAL).exclusive());
    accept(exclusive);
    accept(records.transfer(alice, bob, work, 5_000));
    Interval window = new Interval(now.plus(50_000), now.plus(60_000));
    TestRecord record = allegation(window, bob, Right.RENTAL);
    accept(record);
    assertThat(view(record.id()).permitted()).isEmpty();
    acceptAt(now.plus(40_000), records.renounce(notary, exclusive.id()));
    assertThat(view(record.id()).permitted()).isEmpty();
    TestRecord again = allegation(window, bob, Right.RENTAL);
    accept(again);
    assertThat(view(again.id()).permitted())
        .containsExactly(new PermittedPart(window, Set.of(Right.RENTAL)));
  }

  @Test
  void whatWasGivenUpAndGrantedAgainIsTwoParts() throws Exception {
    Timestamp now = time();
    TestRecord own = records.grant(alice, bob, work, TestTerms.of(Right.RENTAL));
    acceptAt(now.plus(10_000), own);
    acceptAt(now.plus(20_000), records.renounce(bob, own.id()));
    TestRecord again = records.grant(alice, bob, work, TestTerms.of(Right.RENTAL));
    acceptAt(now.plus(30_000), again);
    TestRecord record = allegation(new Interval(now, now.plus(60_000)), bob, Right.RENTAL);
    acceptAt(now.plus(40_000), record);
    assertThat(view(record.id()).permitted())
        .extracting(PermittedPart::interval)
        .containsExactly(
            new Interval(now.plus(10_000), now.plus(20_000)),
            new Interval(now.plus(30_000), now.plus(60_000)));
  }

  @Test
  void aTitleHeldForAWhileIsNamed() throws Exception {
    Timestamp from = time();
    TestRecord transfer = records.transfer(alice, bob, work, 10_000);
    acceptAt(from.plus(10_000), transfer);
    TestRecord back = records.transfer(bob, alice, work, 10_000);
    acceptAt(from.plus(20_000), back);
    TestRecord during = allegation(new Interval(from, from.plus(30_000)), bob, Right.RENTAL);
    TestRecord after =
        allegation(new Interval(from.plus(20_000), from.plus(30_000)), bob, Right.RENTAL);
    accept(during);
    accept(after);
    assertThat(allowedBy(view(during.id()))).containsExactly(transfer.id());
    assertThat(allowedBy(view(after.id()))).isEmpty();
  }

  @Test
  void ofManyPermissionsTheLatestAreNamed() throws Exception {
    List<RecordId> licences = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.RENTAL));
      accept(licence);
      accept(records.renounce(bob, licence.id()));
      licences.add(licence.id());
    }
    TestRecord record = records.allege(alice, bob, work, evidence, Right.RENTAL);
    accept(record);
    assertThat(allowedBy(view(record.id()))).isEqualTo(licences.subList(9, 40));
  }

  @Test
  void whatCameAfterTheAllegationIsNoWarning() throws Exception {
    RecordId allegation = alleged();
    accept(records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION)));
    assertThat(view(allegation).warnings()).isEmpty();
  }

  @Test
  void aWindowFromBeforeTheChainBeganIsAskedFromItsBeginning() throws Exception {
    TestRecord licence = records.grant(alice, bob, work, TestTerms.of(Right.RENTAL));
    accept(licence);
    TestRecord record =
        allegation(new Interval(new Timestamp(0), TestTerms.YEAR_2100), bob, Right.RENTAL);
    TestRecord longAgo =
        allegation(new Interval(new Timestamp(0), TestConsortium.START), bob, Right.RENTAL);
    accept(record);
    accept(longAgo);
    assertThat(allowedBy(view(record.id()))).containsExactly(licence.id());
    assertThat(view(longAgo.id()).warnings()).isEmpty();
  }

  // ---- infringement.find

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void aCourtFinds(Outcome outcome) throws Exception {
    RecordId allegation = alleged();
    TestRecord find = records.find(court, allegation, outcome);
    LeafIndex index = accept(find).index();
    InfringementView view = view(allegation);
    assertThat(view.status().name()).isEqualTo(outcome.name());
    assertThat(view.findings()).hasSize(1);
    assertThat(view.findings().getFirst().record().id()).isEqualTo(find.id());
    assertThat(view.findings().getFirst().found().outcome()).isEqualTo(outcome);
    for (Link link :
        List.of(Link.work(work), Link.subject(alice.subject()), Link.subject(bob.subject()))) {
      assertThat(linked(link)).as("%s", link).contains(index);
    }
    assertThat(lastOfTrace().summary()).startsWith("court-north found ");
  }

  @Test
  void onlyACourtFindsAndNeverInAMatterOfItsOwn() throws Exception {
    RecordId allegation = alleged();
    assertRefused(
        Reason.UNKNOWN_RECORD, records.find(court, new RecordId(OTHER), Outcome.INFRINGED));
    assertRefused(Reason.UNKNOWN_RECORD, records.find(court, evidence, Outcome.INFRINGED));
    assertRefused(Reason.ROLE_DENIED, records.find(office, allegation, Outcome.INFRINGED));
    assertRefused(Reason.ROLE_DENIED, records.find(alice, allegation, Outcome.INFRINGED));
    TestRecord against = records.allege(alice, court, work, evidence, Right.RENTAL);
    accept(against);
    assertRefused(Reason.ROLE_DENIED, records.find(court, against.id(), Outcome.NOT_INFRINGED));
    accept(records.find(otherCourt, against.id(), Outcome.NOT_INFRINGED));
    accept(records.transfer(alice, court, work, 1));
    assertRefused(Reason.ROLE_DENIED, records.find(court, allegation, Outcome.INFRINGED));
    TestRecord own = records.allege(court, bob, work, evidence, Right.RENTAL);
    accept(own);
    accept(records.transfer(court, alice, work, 1));
    assertRefused(Reason.ROLE_DENIED, records.find(court, own.id(), Outcome.INFRINGED));
    accept(records.find(court, allegation, Outcome.INFRINGED));
  }

  @Test
  void whatIsFoundLiesWithinWhatWasAlleged() throws Exception {
    Timestamp from = TestConsortium.START.plus(1_000);
    Timestamp until = TestConsortium.START.plus(2_000);
    TestRecord record = allegation(new Interval(from, until), bob, Right.REPRODUCTION);
    accept(record);
    for (Interval wrong :
        List.of(
            new Interval(new Timestamp(from.value() - 1), until),
            new Interval(from, until.plus(1)),
            new Interval(until, until.plus(1)),
            new Interval(new Timestamp(0), from))) {
      assertRefused(
          Reason.BAD_INTERVAL,
          records.find(court, record.id(), Outcome.PARTLY_INFRINGED, Optional.of(wrong)));
    }
    Interval narrower = new Interval(from.plus(1), from.plus(2));
    accept(records.find(court, record.id(), Outcome.PARTLY_INFRINGED, Optional.of(narrower)));
    accept(
        records.find(
            court, record.id(), Outcome.INFRINGED, Optional.of(new Interval(from, until))));
    assertThat(view(record.id()).findings().getFirst().found().window()).contains(narrower);
  }

  @Test
  void aCaseIsARecordThatOpenedOne() throws Exception {
    RecordId allegation = alleged();
    for (RecordId wrong : List.of(evidence, allegation, new RecordId(OTHER))) {
      InfringementFind content =
          new InfringementFind(
              allegation,
              Outcome.NOT_INFRINGED,
              Intent.NOT_STATED,
              false,
              CONTENT,
              Optional.empty(),
              Optional.of(wrong),
              new TreeMap<>());
      assertRefused(Reason.UNKNOWN_RECORD, records.record(content).by(court, Role.MEMBER));
    }
  }

  @Test
  void laterFindingsStandOverEarlierOnesUpToSixteen() throws Exception {
    RecordId allegation = alleged();
    for (int i = 0; i < 16; i++) {
      Actor judge = i % 2 == 0 ? court : otherCourt;
      accept(records.find(judge, allegation, OUTCOMES.get(i % 3)));
    }
    assertRefused(Reason.TOO_LARGE, records.find(court, allegation, Outcome.INFRINGED));
    assertThat(view(allegation).findings()).hasSize(16);
    assertThat(view(allegation).status()).isEqualTo(Status.INFRINGED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyPastIsWhatAPlainListOfItSays(long seed) throws Exception {
    Random random = new Random(seed);
    Map<Height, Map<RecordId, List<Outcome>>> past = new TreeMap<>();
    Map<RecordId, List<Outcome>> now = new TreeMap<>();
    for (int step = 0; step < 120; step++) {
      if (now.isEmpty() || random.nextInt(4) == 0) {
        now.put(alleged(), List.of());
      } else {
        RecordId allegation = List.copyOf(now.keySet()).get(random.nextInt(now.size()));
        Outcome outcome = OUTCOMES.get(random.nextInt(3));
        List<Outcome> before = now.getOrDefault(allegation, List.of());
        TestRecord find =
            records.find(random.nextBoolean() ? court : otherCourt, allegation, outcome);
        if (before.size() == 16) {
          assertRefused(Reason.TOO_LARGE, find);
        } else {
          accept(find);
          now.put(allegation, Stream.concat(before.stream(), Stream.of(outcome)).toList());
        }
      }
      past.put(ledger.ledger().tip().header().height(), new TreeMap<>(now));
    }
    for (Map.Entry<Height, Map<RecordId, List<Outcome>>> then : past.entrySet()) {
      for (RecordId allegation : now.keySet()) {
        Optional<InfringementView> view = view(allegation, Optional.of(then.getKey()));
        Optional<List<Outcome>> expected = Optional.ofNullable(then.getValue().get(allegation));
        assertThat(view.map(InfringementsTest::outcomes))
            .as("seed %s, height %s", seed, then.getKey())
            .isEqualTo(expected);
      }
    }
  }

  private static List<Outcome> outcomes(InfringementView view) {
    List<Outcome> outcomes =
        new ArrayList<>(view.findings().stream().map(one -> one.found().outcome()).toList());
    assertThat(view.status().name())
        .isEqualTo(outcomes.isEmpty() ? "ALLEGED" : outcomes.getLast().name());
    return outcomes;
  }
}
