package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.SubjectId;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.gather.Gathered;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GatherRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of standards of damages, and what is reckoned by them. */
class StandardCommandTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final Standard COPYRIGHT = ShippedStandards.of("cn.copyright.54").orElseThrow();

  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path court;
  private Path office;
  private String work;

  @BeforeEach
  void aWorkIsDeclaredAndAStandardProposed() throws Exception {
    world = new World(folder, Genesis.parse(Files.readAllBytes(EXAMPLES.resolve("genesis.json"))));
    creator = world.profile("li-wei");
    court = world.profile("court-1");
    office = world.profile("ip-office");
    done("work", "declare", world.file("song.txt", "a song"), "--profile", creator);
    work = newest().id().hex();
    done("standard", "propose", "--shipped", "cn.copyright.54", "--profile", court);
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  private void fails(int exitCode, String message, Object... words) {
    int before = world.network.size();
    world.run(words).failed(exitCode, message);
    assertThat(world.network.size()).as("nothing was sent").isEqualTo(before);
  }

  /** Alleges an infringement of the work; returns the allegation. */
  private String alleged() {
    done(
        "infringement",
        "allege",
        "--work",
        work,
        "--typology",
        "REDISTRIBUTION",
        "--rights",
        "RENTAL",
        "--from",
        "2026-01-05",
        "--until",
        "2026-06-22",
        "--evidence",
        work,
        "--profile",
        creator);
    return newest().id().hex();
  }

  private void found(String allegation) throws Exception {
    done(
        "infringement",
        "find",
        allegation,
        "--outcome",
        "INFRINGED",
        "--intent",
        "INTENTIONAL",
        "--serious",
        "--figure",
        "contribution=4000",
        "--figure",
        "multiple=20000",
        "--from",
        "2026-01-05",
        "--until",
        "2026-06-22",
        "--decision",
        world.file("decision.txt", "judgment"),
        "--profile",
        court);
  }

  private Object[] assess(String allegation, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "case",
                "assess",
                allegation,
                "--standard",
                "cn.copyright.54",
                "--figure",
                "paid_copies=12640@" + work,
                "--figure",
                "unit_profit=350@" + work,
                "--figure",
                "revenue=6000000@" + work,
                "--figure",
                "comparable_fees=2400000,3000000,3600000@" + work,
                "--figure",
                "expenses=920000@" + work));
    words.addAll(List.of(more));
    words.addAll(List.of("--profile", court));
    return words.toArray();
  }

  @Test
  void aValidatorProposesWhatItHasTested() throws Exception {
    StandardPropose proposed = (StandardPropose) newest().content();
    assertThat(proposed.standard()).isEqualTo(COPYRIGHT);
    assertThat(proposed.results()).isEqualTo(CompiledStandard.of(COPYRIGHT).testResults());
    assertThat(newest().notAfter()).isPresent();
    assertThat(newest().signer(Role.MEMBER)).isPresent();
    fails(2, "--shipped", "standard", "propose", "--shipped", "cn.nothing", "--profile", court);
    fails(
        2,
        "--days: 91",
        "standard",
        "propose",
        "--shipped",
        "cn.patent.71",
        "--days",
        "91",
        "--profile",
        court);
    String broken = COPYRIGHT.json().text().replace("compensation + expenses_due", "int(1.5)");
    fails(
        1,
        "BAD_FORMULA",
        "standard",
        "propose",
        "--file",
        world.file("broken.json", broken),
        "--profile",
        court);
  }

  @Test
  void aFileIsReadAsPeopleWriteIt() throws Exception {
    done(
        "standard",
        "propose",
        "--file",
        world.file(
            "eu.json",
            ShippedStandards.of("eu.directive-2004-48.13-1-b")
                    .orElseThrow()
                    .json()
                    .text()
                    .replace(",\"", ",\n  \"")
                + "\n"),
        "--profile",
        court);
    assertThat(((StandardPropose) newest().content()).standard().id())
        .isEqualTo("eu.directive-2004-48.13-1-b");
  }

  @Test
  void validatorsAgreeAndPutItIntoForce() throws Exception {
    String proposal = newest().id().hex();
    done("standard", "vote", "cn.copyright.54", "--profile", office);
    StandardVote vote = (StandardVote) newest().content();
    assertThat(vote.proposal().hex()).isEqualTo(proposal);
    assertThat(vote.results()).isEqualTo(CompiledStandard.of(COPYRIGHT).testResults());
    done("standard", "activate", COPYRIGHT.hash().hex(), "--profile", court);
    assertThat(((StandardActivate) newest().content()).proposal().hex()).isEqualTo(proposal);
    World.Run list = done("standard", "list", "--profile", court);
    assertThat(list.out())
        .contains("cn.copyright.54, version 1", "active", "court-1 ip-office", "1 standard");
    World.Run show = done("standard", "show", "cn.copyright.54", "--profile", court);
    assertThat(show.out())
        .contains(COPYRIGHT.hash().hex(), "mulDiv(paid_copies, unit_profit, 1)", "第五十四条");
    World.Run json = done("standard", "show", "cn.copyright.54", "--json", "--profile", court);
    assertThat(json.out()).contains("\"status\":\"ACTIVE\"", "\"document\":{");
    fails(1, "nobody proposed it", "standard", "show", "cn.nothing", "--profile", court);
  }

  @Test
  void anotherDocumentThanThatOfTheHashIsNotTaken() {
    world.network.standards.otherDocument =
        Optional.of(ShippedStandards.of("cn.patent.71").orElseThrow().json().text());
    fails(4, "another document", "standard", "vote", "cn.copyright.54", "--profile", court);
  }

  @Test
  void theWorkedExampleComesOutToTheFen() throws Exception {
    String allegation = alleged();
    found(allegation);
    String finding = newest().id().hex();
    World.Run run = done(assess(allegation));
    assertThat(run.out())
        .contains(
            "CNY 44240.00",
            "CNY 24000.00",
            "CNY 13808.22",
            "CNY 88480.00",
            "CNY 141920.00",
            "CNY 97680.00",
            "punitive_reading = BASE_TIMES_ONE_PLUS_M (taken)",
            "days = 168",
            "record " + finding,
            "paid_copies = 12640 (from evidence, not counted by the chain)",
            "does not bind it")
        .doesNotContain("ASSUMED");
    assertThat(done(assess(allegation, "--found", "multiple=20000")).out()).isEqualTo(run.out());
    fails(2, "not what the finding states", assess(allegation, "--found", "multiple=50000"));
    fails(2, "not what the finding states", assess(allegation, "--found", "statutory_found=1"));
  }

  @Test
  void whatIsSubmittedIsWhatWasReckoned() throws Exception {
    String allegation = alleged();
    found(allegation);
    World.Run run =
        done(
            assess(allegation, "--reading", "punitive_reading=BASE_TIMES_M", "--submit", "--json"));
    AssessmentMade made = (AssessmentMade) newest().content();
    assertThat(newest().signer(Role.ASSESSOR)).isPresent();
    assertThat(made.standard()).isEqualTo(COPYRIGHT.hash());
    assertThat(made.parameters()).containsEntry("punitive_reading", "BASE_TIMES_M");
    assertThat(made.panel()).isEmpty();
    assertThat(run.out()).contains("\"result\":\"" + made.result().hex() + "\"", "\"receipt\":{");
    assertThat(made.inputs())
        .extracting(GivenInput::name)
        .contains("days", "intentional", "serious", "infringed", "multiple", "contribution")
        .doesNotContain("statutory_found");
  }

  @Test
  void assessmentsAreListedAndReckonedAgain() throws Exception {
    String allegation = alleged();
    found(allegation);
    done(assess(allegation, "--submit"));
    String assessment = newest().id().hex();
    assertThat(done("case", "assessments", allegation, "--profile", creator).out())
        .contains("final", "reckoned again by every node", assessment, "1 assessment");
    assertThat(done("case", "assessment", assessment, "--profile", creator).out())
        .contains("final", "contribution = 0.4", "multiple = 2", "does not bind it");
    assertThat(done("case", "assessment", assessment, "--json", "--profile", creator).out())
        .contains("\"status\":\"FINAL\"", "\"reckoning\":{");
    fails(1, "NOT_FOUND", "case", "assessment", allegation, "--profile", creator);
  }

  @Test
  void whatTheChainShowsIsGathered() {
    String allegation = alleged();
    World.Run run =
        done(
            "case",
            "gather",
            allegation,
            "--standard",
            "cn.copyright.54",
            "--openings",
            folder,
            "--profile",
            court);
    assertThat(run.out()).contains("days = 168", "record " + allegation, "is not zero");
  }

  @Test
  void whatNobodyFoundIsAssumedAndSaidSo() {
    String allegation = alleged();
    World.Run run = done(assess(allegation));
    assertThat(run.out()).contains("infringed = yes (ASSUMED)", "multiple = 1 (ASSUMED)");
    World.Run json = done(assess(allegation, "--assume", "multiple=30000", "--json"));
    assertThat(json.out()).contains("\"basis\":\"ASSUMED\"", "\"value\":30000");
    fails(2, "no court has found", assess(allegation, "--found", "multiple=20000"));
    fails(2, "no input of the standard", assess(allegation, "--assume", "luck=1"));
    fails(2, "is not assumed", assess(allegation, "--assume", "days=1"));
    fails(2, "no such reading", assess(allegation, "--reading", "punitive_reading=ALL"));
    fails(2, "minor units", assess(allegation, "--assume", "expenses=12.50"));
    fails(2, "yes or no", assess(allegation, "--assume", "serious=maybe"));
    fails(2, "NAME=VALUE@RECORD", assess(allegation, "--figure", "days=1"));
    fails(2, "NAME=VALUE", assess(allegation, "--assume", "serious"));
    fails(2, "64 lower-case hex", assess(allegation, "--figure", "days=1@record"));
  }

  @Test
  void whatIsMissingIsNotZero() {
    String allegation = alleged();
    World.Run run =
        done("case", "assess", allegation, "--standard", "cn.copyright.54", "--profile", court);
    assertThat(run.out())
        .contains("expenses = missing", "not computable without paid_copies, unit_profit");
  }

  @Test
  void aWorkIsValued() {
    done("standard", "propose", "--shipped", "cn.valuation.work", "--profile", court);
    World.Run run =
        done(
            "value",
            work,
            "--until",
            "2026-07-01",
            "--figure",
            "sale_prices=9000000,10000000,12000000@" + work,
            "--figure",
            "yearly_fees=2400000,3000000,3600000@" + work,
            "--profile",
            creator);
    assertThat(run.out()).contains("CNY 95000.00", "CNY 90000.00", "CNY 100000.00", "市场法");
    World.Run json = done("value", work, "--until", "2026-07-01", "--json", "--profile", creator);
    assertThat(json.out()).contains("\"missing\":[\"income\",\"market\"]");
  }

  /** One approach alone, from a fee that its holder opens: the range is that of the fees. */
  @Test
  void aWorkIsValuedByFeesThatAreOpened() throws Exception {
    done("standard", "propose", "--shipped", "cn.valuation.work", "--profile", court);
    List<Path> files = List.of(fee("low.json", "CNY 20000.00"), fee("high.json", "CNY 40000.00"));
    List<Gathered.Counted> fees = new ArrayList<>();
    for (Statement statement : world.network.statements()) {
      if (statement.content() instanceof PriceReference price
          && price.figure() instanceof PriceReference.Committed(Hash commitment)) {
        fees.add(new Gathered.Counted(statement.id(), Optional.empty(), Optional.of(commitment)));
      }
    }
    world.network.standards.gathered.add(
        new Gathered(
            "yearly_fees", Input.Query.LICENCE_FEES, Optional.empty(), fees, List.of(), 0));
    World.Run closed = done("value", work, "--until", "2026-07-01", "--json", "--profile", creator);
    assertThat(closed.out()).contains("\"missing\":[\"income\",\"market\"]");
    World.Run run =
        done(
            "value",
            work,
            "--until",
            "2026-07-01",
            "--comparable",
            fees.getFirst().record().hex(),
            "--openings",
            files.getFirst(),
            "--openings",
            files.getLast(),
            "--profile",
            creator);
    assertThat(run.out()).contains("CNY 90000.00", "CNY 60000.00", "CNY 120000.00", "收益法");
    assertThat(((GatherRequest) world.network.asked.getLast()).getComparablesList())
        .containsExactly(fees.getFirst().record().hex());
  }

  /** A fee that only who is told may know: its record, and what opens it, in a file. */
  private Path fee(String file, String amount) throws Exception {
    OpenedMember opened =
        OpenedMember.ofText(
            "commitment",
            new SubjectId("ip-office"),
            Hash.sha256(file.getBytes(StandardCharsets.UTF_8)),
            amount);
    done(
        "price",
        "reference",
        "--comparable",
        work,
        "--basis",
        "LICENCE_FEE",
        "--from",
        "2025-01-01",
        "--until",
        "2026-01-01",
        "--currency",
        "CNY",
        "--commitment",
        opened.commitment().hex(),
        "--profile",
        office);
    return world.file(
        file,
        Json.object()
            .put("record", newest().id().hex())
            .put("opened", Json.array(List.of(opened.json())))
            .build()
            .text());
  }

  @Test
  void whatOpensNoAmountOfItsRecordIsRefused() throws Exception {
    String allegation = alleged();
    Path words = fee("words.json", "a lot");
    Path dollars = fee("dollars.json", "USD 24000.00");
    Path lie = fee("lie.json", "CNY 0.05");
    String told = Files.readString(lie).replace(newest().id().hex(), work);
    fails(4, "opens 0 amounts", assess(allegation, "--opened", "comparable_fees=" + words));
    fails(
        4,
        "an amount in USD (expected: CNY)",
        assess(allegation, "--opened", "comparable_fees=" + dollars));
    fails(
        4,
        "opens nothing",
        assess(allegation, "--opened", "comparable_fees=" + world.file("told.json", told)));
  }

  @Test
  void amountsThatAreSecretAreOpenedAndConfirmed() throws Exception {
    String allegation = alleged();
    Path one = fee("one.json", "CNY 24000.00");
    Path two = fee("two.json", "CNY 30000.00");
    Path other = fee("other.json", "CNY 30000.01");
    String fees = "comparable_fees=" + one + "," + two;
    fails(2, "--assessor", assess(allegation, "--opened", fees, "--submit"));
    World.Run run =
        done(
            assess(
                allegation,
                "--opened",
                fees,
                "--assessor",
                "court-1",
                "--assessor",
                "ip-office",
                "--submit",
                "--json"));
    AssessmentMade made = (AssessmentMade) newest().content();
    String assessment = newest().id().hex();
    assertThat(run.out()).contains("\"basis\":\"OPENED\"", "\"value\":[2400000,3000000]");
    assertThat(world.network.statements().getLast().content().members().text())
        .doesNotContain("24000");
    assertThat(made.panel().orElseThrow().needed()).isEqualTo(2);
    for (Path shut : List.of(one, other)) {
      fails(
          4,
          "stays shut",
          "case",
          "confirm",
          assessment,
          "--openings",
          shut.toString(),
          "--profile",
          office);
    }
    done(
        "case",
        "confirm",
        assessment,
        "--openings",
        one.toString(),
        "--openings",
        two.toString(),
        "--profile",
        office);
    AssessmentConfirmed confirmed = (AssessmentConfirmed) newest().content();
    assertThat(confirmed.confirms().hex()).isEqualTo(assessment);
    assertThat(confirmed.result()).isEqualTo(made.result());
  }
}
