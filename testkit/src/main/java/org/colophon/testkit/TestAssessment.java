package org.colophon.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.content.Access;
import org.colophon.core.content.Amount;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.Interval;
import org.colophon.core.content.Right;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.report.About;
import org.colophon.core.report.Report;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Reckoning;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/**
 * The worked example of art. 54 on a ledger: sales without a licence, licences that are comparable
 * and licences that are not, a finding, and a case.
 */
public final class TestAssessment {
  /** Its world. */
  public final TestCasework world;

  /** The case. */
  public final RecordId caseOf;

  /** The allegation against the rival. */
  public final RecordId allegation;

  /** What the court found. */
  public final RecordId finding;

  /** 12,640 sales by the rival. */
  public final RecordId sales;

  /** Licences of one year, whose fees are committed to. */
  public final List<RecordId> licences = new ArrayList<>();

  /** What opens the fees of these licences, in their order. */
  public final List<Opened> fees = new ArrayList<>();

  private final TestRecords records;
  private final TestStandards standards;
  private final RecordId evidence;

  /** All of it but the assessment. */
  public TestAssessment(long seed) throws Exception {
    world = new TestCasework(seed);
    records = world.consortium.records();
    standards = world.consortium.standards();
    evidence = world.accept(records.deposit(world.author, world.consortium.hash("books")));
    for (String fee : List.of("CNY 24000.00", "CNY 30000.00", "CNY 36000.00")) {
      licences.add(licensed(Right.REPRODUCTION, 365, fee));
      fees.add(opening(fee));
    }
    licensed(Right.REPRODUCTION, 168, "CNY 9000.00");
    licensed(Right.PERFORMANCE, 365, "CNY 100.00");
    world.accept(
        records.grant(world.author, world.studio, world.song, TestTerms.of(Right.REPRODUCTION)));
    sales = world.accept(records.accesses(world.rival, world.song, Access.Mode.BUY, 12_640));
    world.accept(records.accesses(world.rival, world.song, Access.Mode.VIEW, 5));
    world.accept(records.accesses(world.platform, world.song, Access.Mode.BUY, 7));
    world.accept(records.notice(world.author, world.rival, world.song, Right.REPRODUCTION));
    allegation =
        world.accept(
            records.allege(world.author, world.rival, world.song, evidence, Right.REPRODUCTION));
    licensed(Right.REPRODUCTION, 366, "CNY 900000.00");
    finding = world.accept(records.find(world.court, allegation, TestStandards.FOUND));
    caseOf = world.open(world.song.hex(), "li-wei", "quick-copy").record();
    TestRecord proposal =
        standards.propose(world.consortium.actor(TestConsortium.NOTARY), TestStandards.COPYRIGHT);
    world.accept(proposal);
    world.accept(standards.vote(world.court, proposal));
    world.accept(standards.vote(world.consortium.actor(TestConsortium.OFFICE), proposal));
    world.accept(standards.activate(world.court, proposal));
  }

  private RecordId licensed(Right right, long days, String fee) throws Exception {
    Interval term = new Interval(TestConsortium.START, after(days));
    return world.accept(
        records.grant(
            world.author,
            world.studio,
            world.song,
            TestTerms.of(right).between(term.from(), term.until()).fee(opening(fee).commitment())));
  }

  private static org.colophon.core.Timestamp after(long days) {
    return TestConsortium.START.plus(days * 24 * 3600 * 1000);
  }

  private Opened opening(String fee) {
    return new Opened(world.author.subject(), world.consortium.hash("salt of " + fee), fee);
  }

  /** The court's figures, all in clear; what it found is as found. */
  public List<GivenInput> inputs() {
    return List.of(
        TestStandards.shown("paid_copies", Json.of(12_640), sales),
        TestStandards.shown("unit_profit", Json.of(350), evidence),
        TestStandards.shown("revenue", Json.of(6_000_000), evidence),
        TestStandards.shown("contribution", Json.of(4_000), finding),
        TestStandards.brought(
            "comparable_fees",
            Json.array(List.of(Json.of(2_400_000), Json.of(3_000_000), Json.of(3_600_000))),
            evidence),
        TestStandards.shown("days", Json.of(168), allegation),
        TestStandards.shown("expenses", Json.of(920_000), evidence),
        TestStandards.shown("infringed", Json.of(true), finding),
        TestStandards.shown("intentional", Json.of(true), finding),
        TestStandards.shown("serious", Json.of(true), finding),
        TestStandards.shown("multiple", Json.of(20_000), finding));
  }

  /** The court assesses from figures in clear, in its case. */
  public RecordId assess(List<GivenInput> inputs) throws Exception {
    return world.accept(
        standards.assess(
            world.court,
            made(inputs, TestStandards.result(TestStandards.COPYRIGHT, inputs), Optional.empty())));
  }

  /** The court assesses with fees that stay secret, and a second court confirms it. */
  public RecordId assessSecretly() throws Exception {
    List<GivenInput> inputs = new ArrayList<>(inputs());
    inputs.removeIf(input -> input.name().equals("comparable_fees"));
    TreeMap<String, Figure> figures = new TreeMap<>();
    for (GivenInput input : inputs) {
      if (input.given() instanceof GivenInput.Shown shown) {
        Value value =
            TestStandards.COPYRIGHT.input(input.name()).orElseThrow().value(shown.value());
        figures.put(input.name(), Figure.recorded(value, shown.records()));
      }
    }
    List<GivenInput.Part> parts = new ArrayList<>();
    List<Long> amounts = new ArrayList<>();
    for (int i = 0; i < licences.size(); i++) {
      parts.add(new GivenInput.Part(fees.get(i).commitment(), licences.get(i)));
      amounts.add(Amount.parse(fees.get(i).text()).orElseThrow().minorUnits());
    }
    List<Hash> salts = fees.stream().map(Opened::salt).toList();
    figures.put("comparable_fees", Figure.opened(new Value.Ints(amounts), licences, salts));
    inputs.add(new GivenInput("comparable_fees", new GivenInput.Secret(parts)));
    Hash result = Reckoning.of(CompiledStandard.of(TestStandards.COPYRIGHT), figures).digest();
    Actor south = world.consortium.actor(TestConsortium.COURT_SOUTH);
    Actor office = world.consortium.actor(TestConsortium.OFFICE);
    AssessmentMade.Panel panel =
        new AssessmentMade.Panel(
            List.of(world.court.subject(), south.subject(), office.subject()), 2);
    RecordId assessment =
        world.accept(standards.assess(world.court, made(inputs, result, Optional.of(panel))));
    world.accept(standards.confirm(south, assessment, result));
    return assessment;
  }

  private AssessmentMade made(
      List<GivenInput> inputs, Hash result, Optional<AssessmentMade.Panel> panel) {
    return new AssessmentMade(
        TestStandards.COPYRIGHT.hash(),
        allegation,
        Optional.of(caseOf),
        TestStandards.WINDOW,
        inputs,
        new TreeMap<>(Map.of("punitive_reading", "BASE_TIMES_ONE_PLUS_M")),
        result,
        panel);
  }

  /** The report on an assessment as of the newest seal. */
  public Report report(RecordId assessment, List<Opened> openings) throws Exception {
    return world.report(new About.Assessment(assessment, openings));
  }
}
