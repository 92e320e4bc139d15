package org.colophon.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.PriceReference.Basis;
import org.colophon.core.content.Right;
import org.colophon.core.contract.AssessmentState;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.gather.Sought;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.standard.LeftOut;
import org.colophon.core.standard.LeftOut.Why;
import org.colophon.core.standard.Reckoning;
import org.colophon.core.standard.Result.Role;
import org.colophon.core.standard.Sensitivity;
import org.colophon.core.standard.StepResult;
import org.colophon.formula.Value;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAssessment;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** What a report says of an assessment, and that every node says it with the same bytes. */
class AssessmentReportTest {
  private static final long SEED = 20_261_122;

  private final TestAssessment story;

  AssessmentReportTest() throws Exception {
    story = new TestAssessment(SEED);
  }

  private AssessmentFacts facts(Report report) {
    return report.assessment().orElseThrow();
  }

  private Report clear() throws Exception {
    RecordId assessment = story.assess(story.inputs());
    story.world.later(1);
    return story.report(assessment, List.of());
  }

  private static String text(Report report) {
    return new String(report.bytes(), StandardCharsets.UTF_8);
  }

  private static StepResult money(long minorUnits) {
    return new StepResult.Known(new Value.Int(minorUnits));
  }

  @Test
  void saysWhatItComesToUnderBothReadingsAndWhichWayWasTaken() throws Exception {
    AssessmentFacts facts = facts(clear());
    Reckoning reckoning = facts.reckoning().orElseThrow();
    assertThat(reckoning.digest()).isEqualTo(facts.made().result());
    assertThat(reckoning.readings())
        .extracting(reading -> reckoning.result(reading.parameters(), "total").orElseThrow())
        .containsExactly(money(14_192_000), money(9_768_000));
    Sensitivity sensitivity = facts.sensitivity().orElseThrow();
    assertThat(sensitivity.paths())
        .filteredOn(Sensitivity.Path::counts)
        .extracting(path -> path.result().role())
        .containsExactly(Role.LOSS, Role.PUNITIVE, Role.EXPENSES);
    assertThat(sensitivity.paths())
        .extracting(path -> path.result().role() + " " + path.decidedBy().orElse("-"))
        .containsExactly(
            "LOSS base",
            "GAIN base",
            "ROYALTY base",
            "PUNITIVE compensation",
            "STATUTORY compensation",
            "EXPENSES total");
    assertThat(sensitivity.variants())
        .contains(
            variant("multiple", new Value.Int(10_000), 9_768_000, 5_344_000),
            variant("multiple", new Value.Int(50_000), 27_464_000, 23_040_000),
            variant("contribution", new Value.Int(0), 14_192_000, 9_768_000),
            variant("contribution", new Value.Int(10_000), 18_920_000, 12_920_000),
            variant("serious", new Value.Bool(false), 5_344_000, 5_344_000),
            variant("infringed", new Value.Bool(false), 0, 0),
            new Sensitivity.Variant(
                "paid_copies", Optional.empty(), List.of(money(8_120_000), money(5_720_000))));
  }

  private static Sensitivity.Variant variant(String input, Value value, long first, long second) {
    return new Sensitivity.Variant(input, Optional.of(value), List.of(money(first), money(second)));
  }

  @Test
  void namesWhatCountsAndWhatWasLeftOutAndWhy() throws Exception {
    Report report = clear();
    AssessmentFacts facts = facts(report);
    Gathered copies = facts.gathering().figure("paid_copies").orElseThrow();
    assertThat(copies.value()).contains(12_640L);
    assertThat(copies.counted())
        .containsExactly(new Gathered.Counted(story.sales, Optional.of(12_640L), Optional.empty()));
    assertThat(copies.leftOut())
        .extracting(LeftOut::why)
        .containsExactly(Why.NOT_SOLD, Why.BY_ANOTHER);
    Gathered fees = facts.gathering().figure("comparable_fees").orElseThrow();
    assertThat(fees.value()).as("commitments come to no figure").isEmpty();
    assertThat(fees.counted())
        .extracting(Gathered.Counted::record)
        .containsExactlyElementsOf(story.licences);
    assertThat(fees.leftOut())
        .extracting(LeftOut::why)
        .containsExactly(Why.NOT_ONE_YEAR, Why.OTHER_RIGHTS, Why.NO_AMOUNT, Why.AFTER_ALLEGATION);
    assertThat(facts.gathering().notices()).hasSize(1);
    assertThat(report.records())
        .extracting(RecordFacts::id)
        .containsAll(facts.gathering().records())
        .contains(story.finding, story.caseOf, facts.agreement().activated());
  }

  @Test
  void saysWhoAgreed() throws Exception {
    AssessmentFacts facts = facts(clear());
    assertThat(facts.status()).isEqualTo(AssessmentState.Status.FINAL);
    assertThat(facts.agreement().validators()).hasSize(3);
    assertThat(facts.sealed().quorum()).isEqualTo(3);
    assertThat(facts.sealed().validators()).isEqualTo(4);
    assertThat(facts.sealed().signers()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(facts.confirmed()).isEmpty();
  }

  @Test
  void isReadAsItWasWrittenAndChangedByNothingLater() throws Exception {
    Report report = clear();
    assertThat(text(Report.read(report.bytes()))).isEqualTo(text(report));
    RecordId second = story.assess(story.inputs());
    story.world.later(3);
    assertThat(
            text(
                story.world.report(
                    report.about(), Window.ALL, Optional.of(report.block().height()))))
        .isEqualTo(text(report));
    assertThat(facts(story.report(second, List.of())).record()).isEqualTo(second);
  }

  @Test
  void refusesAReportWhoseFiguresSomebodyChanged() throws Exception {
    String text = text(clear());
    for (String changed :
        List.of(
            text.replace("14192000", "14192001"),
            text.replace("\"value\":12640", "\"value\":12641"),
            text.replace("\"counts\":true", "\"counts\":false"),
            text.replace("infringed ? expenses : 0", "infringed ? expenses : 1"))) {
      assertThat(changed).isNotEqualTo(text);
      assertThatThrownBy(() -> Report.read(changed.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void tellsSecretAmountsOnlyToWhoOpensThem() throws Exception {
    RecordId assessment = story.assessSecretly();
    story.world.later(1);
    Report closed = story.report(assessment, List.of());
    assertThat(facts(closed).reckoning()).isEmpty();
    assertThat(text(closed)).doesNotContain("\"reckoning\"").doesNotContain("OPENED");
    story.fees.forEach(fee -> assertThat(text(closed)).doesNotContain(fee.salt().hex()));
    Report open = story.report(assessment, story.fees.reversed());
    assertThat(open.about()).isEqualTo(new About.Assessment(assessment, story.fees));
    assertThat(facts(open).reckoning().orElseThrow().digest())
        .isEqualTo(facts(open).made().result());
    assertThat(facts(open).confirmed())
        .extracting(one -> one.subject().text())
        .containsExactly(
            story.world.court.subject().text(),
            story
                .world
                .consortium
                .actor(org.colophon.testkit.TestConsortium.COURT_SOUTH)
                .subject()
                .text());
    assertThat(text(Report.read(open.bytes()))).isEqualTo(text(open));
    Opened first = story.fees.getFirst();
    Opened lie = new Opened(first.by(), first.salt(), "CNY 1.00");
    assertRefused(Reason.COMMITMENT_MISMATCH, () -> story.report(assessment, List.of(lie)));
    assertRefused(Reason.NOT_FOUND, () -> story.report(story.allegation, List.of()));
  }

  private static void assertRefused(Reason reason, Making making) {
    assertThatThrownBy(making::make)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().reason()).isEqualTo(reason));
  }

  private interface Making {
    Object make() throws Exception;
  }

  @Test
  void whatNobodyFoundIsAssumedAndWhatNobodyShowedIsMissing() throws Exception {
    List<GivenInput> few = new ArrayList<>(story.inputs());
    few.removeIf(input -> List.of("revenue", "expenses").contains(input.name()));
    few.add(TestStandards.supposed("statutory_found", Json.of(50_000)));
    RecordId assessment = story.assess(few);
    story.world.later(1);
    Report report = story.report(assessment, List.of());
    Reckoning reckoning = facts(report).reckoning().orElseThrow();
    assertThat(text(report)).contains("\"basis\":\"ASSUMED\"").contains("\"basis\":\"MISSING\"");
    assertThat(reckoning.result(facts(report).made().parameters(), "total"))
        .contains(new StepResult.NotComputable(List.of("expenses_due")));
    assertThat(Report.read(report.bytes()).bytes()).isEqualTo(report.bytes());
  }

  /** Two appraisers' prices of one licence are one fee. */
  @Test
  void aDealCountsOnceHoweverManyPricesItHas() throws Exception {
    TestCasework world = new TestCasework(SEED);
    TestRecords records = world.consortium.records();
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    RecordId licence =
        world.accept(
            records.grant(
                world.author, world.studio, world.song, TestTerms.of(Right.REPRODUCTION)));
    RecordId first = world.accept(records.price(office, licence, Basis.LICENCE_FEE));
    RecordId second = world.accept(records.price(office, licence, Basis.LICENCE_FEE));
    try (LedgerReader reader = world.ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, world.consortium.genesis());
      Sought sought = Sought.ofWork(world.song, TestRecords.WINDOW, List.of(second));
      Gathered fees =
          Gathering.of(query, AsOf.newest(query), sought, TestStandards.COPYRIGHT)
              .figure("comparable_fees")
              .orElseThrow();
      assertThat(fees.counted()).extracting(Gathered.Counted::record).containsExactly(second);
      assertThat(fees.leftOut())
          .containsExactly(
              new LeftOut(licence, Why.NO_AMOUNT), new LeftOut(first, Why.COUNTED_ALREADY));
    }
  }
}
