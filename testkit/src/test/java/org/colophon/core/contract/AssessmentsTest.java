package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Access;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.Currency;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementFind.Outcome;
import org.colophon.core.content.Interval;
import org.colophon.core.content.PriceReference.Basis;
import org.colophon.core.content.Right;
import org.colophon.core.contract.AssessmentState.Status;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** assessment: what an infringement comes to, reckoned again by every node. */
class AssessmentsTest extends ContractTest {
  private final TestStandards standards = consortium.standards();
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final Actor south = consortium.actor(TestConsortium.COURT_SOUTH);
  private final WorkId work;
  private final RecordId evidence;
  private final TestRecord allegation;
  private final TestRecord finding;
  private final TestRecord grant;
  private final TestRecord price;

  AssessmentsTest() throws Exception {
    work = declare(alice, CONTENT);
    evidence = new RecordId(work.hash());
    allegation = records.allege(alice, bob, work, evidence, Right.REPRODUCTION);
    finding = records.find(court, allegation.id(), TestStandards.FOUND);
    grant = records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION));
    price = records.price(office, grant.id(), Basis.LICENCE_FEE);
  }

  @BeforeEach
  void anInfringementIsFoundAndAStandardInForce() throws Exception {
    accept(grant);
    accept(price);
    accept(allegation);
    accept(finding);
    TestRecord proposal = standards.propose(notary, TestStandards.COPYRIGHT);
    accept(proposal);
    accept(standards.vote(court, proposal));
    accept(standards.vote(office, proposal));
    accept(standards.activate(notary, proposal));
  }

  /** The worked example, with what the court found. */
  private List<GivenInput> inputs() {
    RecordId found = finding.id();
    return List.of(
        TestStandards.brought("paid_copies", Json.of(12_640), evidence),
        TestStandards.shown("unit_profit", Json.of(350), evidence),
        TestStandards.shown("revenue", Json.of(6_000_000), evidence),
        TestStandards.shown("contribution", Json.of(4_000), found),
        TestStandards.brought(
            "comparable_fees",
            Json.array(List.of(Json.of(2_400_000), Json.of(3_000_000), Json.of(3_600_000))),
            evidence),
        TestStandards.shown("days", Json.of(168), allegation.id()),
        TestStandards.shown("expenses", Json.of(920_000), evidence),
        TestStandards.shown("infringed", Json.of(true), found),
        TestStandards.shown("intentional", Json.of(true), found),
        TestStandards.shown("serious", Json.of(true), found),
        TestStandards.shown("multiple", Json.of(20_000), found));
  }

  private List<GivenInput> with(GivenInput other) {
    List<GivenInput> inputs = new ArrayList<>(inputs());
    inputs.removeIf(input -> input.name().equals(other.name()));
    inputs.add(other);
    return inputs;
  }

  private AssessmentView view(RecordId assessment) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      return AssessmentView.of(query, assessment, AsOf.newest(query)).orElseThrow();
    }
  }

  private void refuses(Reason reason, List<GivenInput> inputs) throws Exception {
    assertRefused(
        reason, standards.assess(court, allegation.id(), inputs, OTHER, Optional.empty()));
  }

  @Test
  void whatRestsOnNoSecretIsReckonedByEveryNodeAndFinal() throws Exception {
    TestRecord assessment = standards.assess(court, allegation.id(), inputs());
    accept(assessment);
    assertThat(view(assessment.id()).status()).isEqualTo(Status.FINAL);
    assertThat(linked(Link.assessment(allegation.id()))).hasSize(1);
    refuses(Reason.RESULT_DIFFERS, inputs());
  }

  @Test
  void courtsAndPartiesAssess() throws Exception {
    accept(standards.assess(alice, allegation.id(), inputs()));
    accept(standards.assess(bob, allegation.id(), inputs()));
    accept(
        standards.assess(
            consortium.actor(TestConsortium.PROCURATORATE), allegation.id(), inputs()));
    assertRefused(Reason.ROLE_DENIED, standards.assess(office, allegation.id(), inputs()));
    assertRefused(Reason.ROLE_DENIED, standards.assess(notary, allegation.id(), inputs()));
    assertRefused(Reason.UNKNOWN_KEY, standards.assess(stranger, allegation.id(), inputs()));
    assertRefused(Reason.UNKNOWN_RECORD, standards.assess(court, evidence, inputs()));
  }

  @Test
  void aFindingIsTakenAsTheCourtFoundIt() throws Exception {
    refuses(
        Reason.RESULT_DIFFERS, with(TestStandards.shown("serious", Json.of(false), finding.id())));
    refuses(Reason.UNKNOWN_RECORD, with(TestStandards.shown("serious", Json.of(true), evidence)));
    refuses(
        Reason.UNKNOWN_RECORD,
        with(TestStandards.brought("paid_copies", Json.of(1), new RecordId(OTHER))));
    accept(records.find(south, allegation.id(), Outcome.PARTLY_INFRINGED));
    assertRefused(Reason.BAD_TRANSITION, standards.assess(court, allegation.id(), inputs()));
  }

  /**
   * A party does not suppose another finding than the one that stands, nor keep silent about it.
   */
  @Test
  void nobodyReckonsAroundAFinding() throws Exception {
    for (Actor assessor : List.of(alice, bob, court)) {
      for (GivenInput around :
          List.of(
              TestStandards.supposed("infringed", Json.of(true)),
              TestStandards.supposed("serious", Json.of(false)),
              TestStandards.supposed("serious", Json.of(true)),
              TestStandards.supposed("intentional", Json.of(true)),
              TestStandards.supposed("multiple", Json.of(50_000)))) {
        assertRefused(
            Reason.RESULT_DIFFERS, standards.assess(assessor, allegation.id(), with(around)));
      }
    }
    for (String kept : List.of("infringed", "serious", "intentional", "multiple")) {
      List<GivenInput> silent = new ArrayList<>(inputs());
      silent.removeIf(input -> input.name().equals(kept));
      assertRefused(Reason.RESULT_DIFFERS, standards.assess(alice, allegation.id(), silent));
    }
    accept(
        standards.assess(
            alice,
            allegation.id(),
            with(TestStandards.supposed("statutory_found", Json.of(50_000)))));
  }

  @Test
  void actsOutsideOfTheTimeThatWasFoundDoNotCount() throws Exception {
    Timestamp from = TestRecords.WINDOW.from();
    Interval found = new Interval(from, from.plus(1));
    TestRecord narrow =
        records.find(court, allegation.id(), Outcome.PARTLY_INFRINGED, Optional.of(found));
    accept(narrow);
    List<GivenInput> inputs =
        List.of(
            TestStandards.shown("days", Json.of(1), allegation.id()),
            TestStandards.shown("infringed", Json.of(true), narrow.id()),
            TestStandards.shown("intentional", Json.of(true), narrow.id()),
            TestStandards.shown("serious", Json.of(true), narrow.id()));
    AssessmentMade made =
        TestStandards.assessment(
            allegation.id(),
            inputs,
            TestStandards.result(TestStandards.COPYRIGHT, inputs),
            Optional.empty());
    assertRefused(
        Reason.BAD_INTERVAL,
        standards.assess(alice, TestStandards.within(made, new Interval(from, from.plus(2)))));
    accept(standards.assess(alice, TestStandards.within(made, found)));
  }

  /** Silence of a court about the mind is no word that there was no intent. */
  @Test
  void aMindThatWasNotStatedIsSupposedAndNotFound() throws Exception {
    TestRecord silent = records.findWithoutIntent(south, allegation.id(), TestRecords.WINDOW);
    accept(silent);
    List<GivenInput> found =
        List.of(
            TestStandards.shown("infringed", Json.of(true), silent.id()),
            TestStandards.shown("serious", Json.of(false), silent.id()));
    List<GivenInput> inferred = new ArrayList<>(found);
    inferred.add(TestStandards.shown("intentional", Json.of(false), silent.id()));
    assertRefused(Reason.UNKNOWN_RECORD, standards.assess(alice, allegation.id(), inferred));
    List<GivenInput> supposed = new ArrayList<>(found);
    supposed.add(TestStandards.supposed("intentional", Json.of(true)));
    accept(standards.assess(alice, allegation.id(), supposed));
  }

  @Test
  void anotherMattersFindingIsNone() throws Exception {
    TestRecord other = records.allege(alice, bob, work, evidence, Right.RENTAL);
    accept(other);
    assertRefused(Reason.UNKNOWN_RECORD, standards.assess(court, other.id(), inputs()));
  }

  @Test
  void figuresAreOfTheStandardsKinds() throws Exception {
    refuses(Reason.MALFORMED, with(TestStandards.supposed("unheard_of", Json.of(1))));
    refuses(Reason.MALFORMED, with(TestStandards.supposed("expenses", Json.of(true))));
    refuses(Reason.MALFORMED, with(TestStandards.supposed("expenses", Json.of(-1))));
    refuses(Reason.MALFORMED, with(TestStandards.supposed("paid_copies", Json.of(12_640))));
    refuses(Reason.MALFORMED, with(TestStandards.brought("comparable_fees", Json.of(5), evidence)));
  }

  @Test
  void theWindowLiesInWhatWasAllegedAndInTheStandardsTime() throws Exception {
    List<GivenInput> oneDay = with(TestStandards.shown("days", Json.of(1), allegation.id()));
    AssessmentMade made =
        TestStandards.assessment(
            allegation.id(),
            oneDay,
            TestStandards.result(TestStandards.COPYRIGHT, oneDay),
            Optional.empty());
    Timestamp from = TestRecords.WINDOW.from();
    assertRefused(
        Reason.BAD_INTERVAL,
        standards.assess(
            court,
            TestStandards.within(
                made, new Interval(new Timestamp(from.value() - 1), from.plus(1)))));
    accept(standards.assess(court, TestStandards.within(made, new Interval(from, from.plus(1)))));
  }

  @Test
  void theStandardIsInForceAndItsReadingsAreChosen() throws Exception {
    AssessmentMade made =
        TestStandards.assessment(
            allegation.id(),
            inputs(),
            TestStandards.result(TestStandards.COPYRIGHT, inputs()),
            Optional.empty());
    assertRefused(
        Reason.NOT_IN_FORCE, standards.assess(court, changed(made, OTHER, made.parameters())));
    assertRefused(
        Reason.MALFORMED,
        standards.assess(
            court, changed(made, made.standard(), Map.of("punitive_reading", "AS_ONE_LIKES"))));
    assertRefused(
        Reason.MALFORMED, standards.assess(court, changed(made, made.standard(), Map.of())));
  }

  /** Days and accesses are counted again from the records that are named. */
  @Test
  void whatTheChainShowsIsCountedAgain() throws Exception {
    refuses(
        Reason.RESULT_DIFFERS, with(TestStandards.shown("days", Json.of(169), allegation.id())));
    Actor seller = consortium.actor("seller");
    Actor other = consortium.actor("other-seller");
    accept(records.registerOrganisation(notary, seller));
    accept(records.registerOrganisation(notary, other));
    TestRecord alleged = records.allege(alice, seller, work, evidence, Right.RENTAL);
    TestRecord sold = records.accesses(seller, work, Access.Mode.BUY, 12_640);
    TestRecord shown = records.accesses(seller, work, Access.Mode.VIEW, 12_640);
    TestRecord byAnother = records.accesses(other, work, Access.Mode.BUY, 12_640);
    for (TestRecord record : List.of(alleged, sold, shown, byAnother)) {
      accept(record);
    }
    accept(counting(alleged, 12_640, sold.id()));
    for (TestRecord wrong :
        List.of(
            counting(alleged, 12_641, sold.id()),
            counting(alleged, 12_640, shown.id()),
            counting(alleged, 12_640, byAnother.id()),
            counting(alleged, 1, evidence),
            counting(alleged, 12_640, sold.id(), evidence))) {
      assertRefused(Reason.RESULT_DIFFERS, wrong);
    }
  }

  /** A deposit of a party's books is no count of the chain, and is not given for one. */
  @Test
  void whatIsBroughtFromElsewhereIsGivenAsSuch() throws Exception {
    Actor seller = consortium.actor("seller");
    accept(records.registerOrganisation(notary, seller));
    TestRecord sold = records.accesses(seller, work, Access.Mode.BUY, 12_640);
    accept(sold);
    refuses(Reason.RESULT_DIFFERS, with(TestStandards.shown("paid_copies", Json.of(1), evidence)));
    Json fees = Json.array(List.of(Json.of(2_400_000)));
    refuses(Reason.RESULT_DIFFERS, with(TestStandards.shown("comparable_fees", fees, evidence)));
    refuses(Reason.RESULT_DIFFERS, with(TestStandards.shown("comparable_fees", fees, price.id())));
    refuses(Reason.MALFORMED, with(TestStandards.brought("comparable_fees", fees, price.id())));
    refuses(Reason.MALFORMED, with(TestStandards.brought("paid_copies", Json.of(5), sold.id())));
    refuses(Reason.MALFORMED, with(TestStandards.brought("days", Json.of(168), evidence)));
    refuses(Reason.MALFORMED, with(TestStandards.brought("revenue", Json.of(1), evidence)));
    refuses(Reason.RESULT_DIFFERS, with(TestStandards.shown("days", Json.of(168), evidence)));
    accept(
        standards.assess(
            court,
            allegation.id(),
            with(TestStandards.brought("paid_copies", Json.of(1), evidence))));
  }

  /** What only a court may find is taken from what it stated, or it is assumed and said to be. */
  @Test
  void numbersAreTakenAsTheCourtStatedThem() throws Exception {
    refuses(
        Reason.RESULT_DIFFERS,
        with(TestStandards.shown("multiple", Json.of(50_000), finding.id())));
    refuses(
        Reason.UNKNOWN_RECORD,
        with(TestStandards.shown("statutory_found", Json.of(50_000), finding.id())));
    TestRecord silent = records.find(south, allegation.id(), Outcome.INFRINGED);
    accept(silent);
    assertRefused(
        Reason.UNKNOWN_RECORD,
        standards.assess(
            court,
            allegation.id(),
            List.of(TestStandards.shown("contribution", Json.of(4_000), silent.id()))));
  }

  private TestRecord counting(TestRecord alleged, long copies, RecordId... shownBy) {
    return standards.assess(
        court, alleged.id(), List.of(TestStandards.shown("paid_copies", Json.of(copies), shownBy)));
  }

  private static AssessmentMade changed(
      AssessmentMade made, org.colophon.crypto.Hash standard, Map<String, String> parameters) {
    return new AssessmentMade(
        standard,
        made.allegation(),
        made.caseOf(),
        made.window(),
        made.inputs(),
        new TreeMap<>(parameters),
        made.result(),
        made.panel());
  }

  private TestRecord secret(Actor assessor, RecordId price, SubjectId... panel) {
    GivenInput fees =
        new GivenInput(
            "comparable_fees",
            new GivenInput.Secret(List.of(new GivenInput.Part(records.hash("price"), price))));
    return standards.assess(
        assessor,
        allegation.id(),
        with(fees),
        OTHER,
        Optional.of(new AssessmentMade.Panel(List.of(panel), panel.length / 2 + 1)));
  }

  @Test
  void whatRestsOnASecretIsFinalWhenEnoughAssessorsAgree() throws Exception {
    TestRecord assessment =
        secret(court, price.id(), court.subject(), south.subject(), office.subject());
    accept(assessment);
    assertThat(view(assessment.id()).status()).isEqualTo(Status.PENDING);
    assertThat(view(assessment.id()).confirmedBy()).containsExactly(court.subject());
    assertRefused(Reason.RESULT_DIFFERS, standards.confirm(south, assessment.id(), CONTENT));
    assertRefused(Reason.ROLE_DENIED, standards.confirm(notary, assessment.id(), OTHER));
    assertRefused(Reason.ALREADY_VOTED, standards.confirm(court, assessment.id(), OTHER));
    assertRefused(Reason.UNKNOWN_RECORD, standards.confirm(south, evidence, OTHER));
    accept(standards.confirm(south, assessment.id(), OTHER));
    assertThat(view(assessment.id()).status()).isEqualTo(Status.FINAL);
    accept(standards.confirm(office, assessment.id(), OTHER));
    assertThat(view(assessment.id()).confirmedBy())
        .containsExactly(court.subject(), south.subject(), office.subject());
  }

  @Test
  void aSecretIsACommitmentThatARecordMakes() throws Exception {
    TestRecord profit = records.price(office, grant.id(), Basis.UNIT_PROFIT);
    accept(profit);
    assertRefused(Reason.COMMITMENT_MISMATCH, secret(court, profit.id(), court.subject()));
    assertRefused(Reason.COMMITMENT_MISMATCH, secret(court, evidence, court.subject()));
    assertRefused(Reason.UNKNOWN_RECORD, secret(court, new RecordId(OTHER), court.subject()));
    assertRefused(Reason.UNKNOWN_ORGANISATION, secret(court, price.id(), alice.subject()));
    GivenInput multiple =
        new GivenInput(
            "multiple",
            new GivenInput.Secret(List.of(new GivenInput.Part(records.hash("price"), price.id()))));
    assertRefused(
        Reason.MALFORMED,
        standards.assess(
            court,
            allegation.id(),
            with(multiple),
            OTHER,
            Optional.of(new AssessmentMade.Panel(List.of(court.subject()), 1))));
    accept(secret(alice, price.id(), court.subject()));
  }

  /** What its gathering leaves out is not brought in by hand. */
  @Test
  void aSecretFeeIsOfADealThatIsComparable() throws Exception {
    Currency yuan = Currency.ofCode("CNY").orElseThrow();
    Currency dollar = Currency.ofCode("USD").orElseThrow();
    TestRecord rental =
        records.grant(
            alice,
            bob,
            work,
            TestTerms.of(Right.RENTAL)
                .between(TestTerms.ONE_YEAR.from(), TestTerms.ONE_YEAR.until())
                .fee(records.hash("price")));
    TestRecord forEver =
        records.grant(
            alice, bob, work, TestTerms.of(Right.REPRODUCTION).fee(records.hash("price")));
    TestRecord inDollars =
        records.price(office, grant.id(), Basis.LICENCE_FEE, dollar, TestTerms.ONE_YEAR);
    TestRecord ofAllYears =
        records.price(office, grant.id(), Basis.LICENCE_FEE, yuan, TestRecords.WINDOW);
    TestRecord late = records.price(office, grant.id(), Basis.LICENCE_FEE);
    for (TestRecord record : List.of(rental, forEver, inDollars, ofAllYears, late)) {
      accept(record);
      assertRefused(Reason.RESULT_DIFFERS, secret(court, record.id(), court.subject()));
    }
    GivenInput.Part once = new GivenInput.Part(records.hash("price"), price.id());
    TestRecord later = records.allege(alice, bob, work, evidence, Right.RENTAL);
    accept(later);
    GivenInput.Part again = new GivenInput.Part(records.hash("price"), late.id());
    assertRefused(Reason.RESULT_DIFFERS, committed(later, List.of(once, again)));
    accept(committed(later, List.of(again)));
    accept(committed(later, List.of(once)));
    accept(committed(later, List.of(new GivenInput.Part(records.hash("price"), rental.id()))));
  }

  private TestRecord committed(TestRecord alleged, List<GivenInput.Part> parts) {
    return standards.assess(
        court,
        alleged.id(),
        List.of(new GivenInput("comparable_fees", new GivenInput.Secret(parts))),
        OTHER,
        Optional.of(new AssessmentMade.Panel(List.of(court.subject()), 1)));
  }
}
