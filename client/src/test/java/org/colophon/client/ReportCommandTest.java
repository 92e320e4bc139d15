package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.ReadRequest.Opened;
import org.colophon.core.record.Role;
import org.colophon.core.report.Report;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestAssessment;
import org.colophon.testkit.TestCasework;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that make reports and make them again, over a true ledger. */
class ReportCommandTest {
  private static final long SEED = 20_261_122;
  private static final URI FIRST = URI.create("https://localhost:1");

  @TempDir Path folder;
  private TestCasework casework;
  private TestCasework.TheCase told;
  private SealedChain chain;
  private World world;
  private Path author;
  private Path json;
  private Path pdf;

  @BeforeEach
  void tellAll() throws Exception {
    casework = new TestCasework(SEED);
    told = casework.tellAll();
    chain = new SealedChain(casework);
    world = new World(folder, casework.consortium.genesis());
    author = profile(casework.author);
    json = folder.resolve("report.json");
    pdf = folder.resolve("report.pdf");
  }

  private Path profile(Actor actor) throws Exception {
    return world.profile(actor.subject().text(), actor.key());
  }

  private World.Run run(Object... words) {
    return Shell.on((profile, trusted, timeout) -> chain)
        .at(java.time.Instant.parse("2027-01-01T00:00:00Z"))
        .run(words);
  }

  private World.Run done(Object... words) {
    return run(words).done();
  }

  private void fails(int exitCode, String message, Object... words) {
    run(words).failed(exitCode, message);
  }

  private World.Run transactions(Object... more) {
    Object[] words = {
      "report", "transactions", casework.song.hex(), "--json", json, "--profile", author
    };
    Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return run(all);
  }

  /** The court keeps what opens its case, as `case open` leaves it. */
  private void keepOpenings(Path profile) throws Exception {
    Path openings = Files.createDirectories(profile.resolve("openings"));
    int number = 0;
    for (Opened one : told.opened().openings()) {
      Opening opening =
          new Opening(
              told.opened().record(),
              "case.open",
              "",
              Role.MEMBER,
              one.by(),
              Hash.sha256(one.text().getBytes(StandardCharsets.UTF_8)),
              one.salt(),
              one.text(),
              new String(casework.ledger.leaf(told.opened().record()), StandardCharsets.UTF_8));
      Files.write(openings.resolve(number++ + ".json"), opening.bytes());
    }
  }

  @Test
  void writesTheReportAndItsPdf() throws Exception {
    World.Run run = transactions("--pdf", pdf, "--lang", "en");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("each proven").contains("licences").contains("DOUBTFUL");
    Report report = Report.read(Files.readAllBytes(json));
    assertThat(report.events()).isNotEmpty();
    assertThat(Files.readAllBytes(pdf)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    fails(
        4,
        "there is such a file already",
        "report",
        "transactions",
        casework.song.hex(),
        "--json",
        json,
        "--profile",
        author);
  }

  @Test
  void reportsOnAnAssessmentWithWhatOpensItsAmounts() throws Exception {
    TestAssessment story = new TestAssessment(SEED);
    RecordId assessment = story.assessSecretly();
    story.world.later(1);
    casework = story.world;
    chain = new SealedChain(casework);
    Path court = profile(casework.court);
    Path openings = Files.createDirectories(folder.resolve("opened"));
    for (int i = 0; i < story.fees.size(); i++) {
      Opened fee = story.fees.get(i);
      OpenedMember member = OpenedMember.ofText("fee", fee.by(), fee.salt(), fee.text());
      Files.writeString(
          openings.resolve(i + ".json"),
          Json.object()
              .put("record", story.licences.get(i).hex())
              .put("opened", Json.array(List.of(member.json())))
              .build()
              .text());
    }
    World.Run closed =
        done("report", "assessment", story.caseOf.hex(), "--json", json, "--profile", court);
    assertThat(closed.out()).contains("nothing is reckoned").doesNotContain("CNY");
    chain.onReport =
        text -> text.replaceFirst("(\"made\":\\{.*?\"result\":\")[0-9a-f]{4}", "$10000");
    fails(
        1,
        "says something else than the report tells of it",
        "report",
        "assessment",
        story.caseOf.hex(),
        "--json",
        json,
        "--force",
        "--profile",
        court);
    chain.onReport = text -> text;
    World.Run run =
        done(
            "report",
            "assessment",
            story.allegation.hex(),
            "--assessment",
            assessment.hex(),
            "--openings",
            openings,
            "--json",
            json,
            "--pdf",
            pdf,
            "--lang",
            "en",
            "--force",
            "--submit",
            "--profile",
            court);
    assertThat(run.out()).contains("CNY 141920.00", "CNY 97680.00", "stood by the report");
    assertThat(((ReportDigest) newest()).assessment()).contains(assessment);
    casework.later(1);
    assertThat(done("report", "check", json, "--profile", court).out())
        .contains("the same bytes come out", "stood by");
    fails(
        1,
        "no such assessment",
        "report",
        "assessment",
        story.caseOf.hex(),
        "--assessment",
        story.finding.hex(),
        "--json",
        json,
        "--force",
        "--profile",
        court);
  }

  @Test
  void tellsOfASubjectAndOfAShorterTime() throws Exception {
    done("report", "transactions", "quick-copy", "--json", json, "--profile", author);
    assertThat(Report.read(Files.readAllBytes(json)).titles()).hasSize(2);
    done(
        "report",
        "transactions",
        casework.song.hex(),
        "--from",
        "2026-02-15",
        "--until",
        "2026-04-01",
        "--as-of",
        "2026-04-15",
        "--json",
        json,
        "--force",
        "--profile",
        author);
    Report report = Report.read(Files.readAllBytes(json));
    assertThat(report.window().from()).isPresent();
    assertThat(report.disputes().allegations()).isEmpty();
  }

  @Test
  void verifiesACaseWithWhatOpensIt() throws Exception {
    Path court = profile(casework.court);
    keepOpenings(court);
    World.Run run =
        done("case", "verify", told.opened().record().hex(), "--json", json, "--profile", court);
    assertThat(run.out())
        .contains("CONTRADICTED  licence")
        .contains("permitted by")
        .contains("assists the court, does not bind it")
        .doesNotContain("infringes");
    assertThat(Report.read(Files.readAllBytes(json)).titles()).hasSize(1);
    World.Run closed =
        done(
            "case",
            "verify",
            told.opened().record().hex(),
            "--json",
            json,
            "--force",
            "--profile",
            author);
    assertThat(closed.out()).contains("not opened").doesNotContain(casework.song.hex());
    done(
        "case",
        "verify",
        told.opened().record().hex(),
        "--openings",
        court.resolve("openings"),
        "--json",
        json,
        "--force",
        "--profile",
        author);
    assertThat(Report.read(Files.readAllBytes(json)).titles()).hasSize(1);
    fails(
        1,
        "opens no case",
        "case",
        "verify",
        told.licence().hex(),
        "--json",
        folder.resolve("none.json"),
        "--profile",
        author);
  }

  @Test
  void standsByAReportAndChecksIt() throws Exception {
    World.Run run = transactions("--submit");
    assertThat(run.out()).contains("stood by the report");
    Hash digest = Hash.sha256(Files.readAllBytes(json));
    assertThat(newest())
        .isEqualTo(
            new ReportDigest(
                ReportDigest.Kind.TRANSACTIONS,
                Optional.of(casework.song),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Report.read(Files.readAllBytes(json)).block().height(),
                digest));
    casework.later(1);
    World.Run checked = done("report", "check", json, "--profile", author);
    assertThat(checked.out())
        .contains("the same bytes come out")
        .contains("https://localhost:1")
        .contains("https://localhost:2")
        .contains("stood by li-wei");
    var result = done("report", "check", json, "--json", "--profile", author).json().getFirst();
    assertThat(World.text(result, "sha256")).isEqualTo(digest.hex());
    assertThat(World.text(result, "recordedBy")).isNotEqualTo("[]");
  }

  @Test
  void aCourtStandsByItsVerification() throws Exception {
    Path court = profile(casework.court);
    keepOpenings(court);
    done(
        "case",
        "verify",
        told.opened().record().hex(),
        "--json",
        json,
        "--submit",
        "--member",
        "--profile",
        court);
    ReportDigest content = (ReportDigest) newest();
    assertThat(content.kind()).isEqualTo(ReportDigest.Kind.CASE_VERIFICATION);
    assertThat(content.caseOf()).contains(told.opened().record());
  }

  private Object newest() {
    try (LedgerReader reader = casework.ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, casework.consortium.genesis());
      var head = reader.head().orElseThrow();
      return query.record(head.firstIndex()).orElseThrow().statement().content();
    }
  }

  @Test
  void namesTheNodeThatMakesOtherBytes() throws Exception {
    transactions();
    chain.liar = FIRST;
    World.Run run = run("report", "check", json, "--profile", author);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("other bytes come out")
        .contains("other   https://localhost:1")
        .contains("same    https://localhost:2");
    chain.liar = URI.create("https://localhost:9");
    chain.silent.add(FIRST);
    assertThat(done("report", "check", json, "--profile", author).out())
        .contains("no answer from https://localhost:1");
    chain.silent.add(URI.create("https://localhost:2"));
    fails(3, "no node answered", "report", "check", json, "--profile", author);
  }

  @Test
  void refusesAFileThatSomebodyChanged() throws Exception {
    transactions();
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"share\":4000", "\"share\":4001"));
    World.Run run = run("report", "check", json, "--profile", author);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("other bytes come out");
    Files.writeString(json, text + "\n");
    fails(1, "REPORT", "report", "check", json, "--profile", author);
  }

  /** What a node says of a record is held against the record itself. */
  @ParameterizedTest
  @CsvSource({
    "TIMES, \"claimed\":([0-9]), \"claimed\":9$1",
    "TIMES, \"median\":([0-9]), \"median\":9$1",
    "RECORD, \"role\":\"owner\", \"role\":\"creator\"",
    "RECORD, \"type\":\"licence.sub\", \"type\":\"licence.grant\"",
    "RECORD, '\"share\":4000,\"to', '\"share\":4001,\"to'",
    "RECORD, \"standing\":\"RUN_OUT\", \"standing\":\"IN_FORCE\"",
    "BLOCK, \"block\":\\{\"header\":\"..., \"block\":{\"header\":\"000",
    "SEAL, \"note\":\"colophon, \"note\":\"colophom",
    "SEAL, \"quorum\":3, \"quorum\":2",
  })
  void believesNoNodeThatSaysOtherThingsOfARecord(String check, String from, String to) {
    chain.onReport = text -> text.replaceFirst(from, to);
    World.Run run = transactions();
    assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).contains(check);
    assertThat(json).doesNotExist();
  }

  @Test
  void believesNoRecordThatDoesNotVerifyAndNoProofThatDoesNotProve() {
    chain.onRecord =
        bytes -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          return text.replace("\"issuedAt\":1", "\"issuedAt\":2").getBytes(StandardCharsets.UTF_8);
        };
    World.Run run = transactions();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("SIGNATURE");
    chain.onRecord = bytes -> bytes;
    chain.shifted = 1;
    World.Run unproven = transactions();
    assertThat(unproven.exitCode()).isEqualTo(1);
    assertThat(unproven.err()).contains("PROOF");
    assertThat(json).doesNotExist();
  }

  @Test
  void refusesAReportOnSomethingElse() {
    chain.onReport =
        text ->
            text.replace("\"about\":{\"work\":\"", "\"about\":{\"work\":\"0")
                .replaceFirst("(\"about\":\\{\"work\":\"0[0-9a-f]{63})[0-9a-f]", "$1");
    World.Run run = transactions();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the node reported on something else");
  }

  @Test
  void saysWhatIsWrongWithTheCommand() {
    fails(
        2,
        "--lang",
        "report",
        "transactions",
        "li-wei",
        "--pdf",
        pdf,
        "--lang",
        "fr",
        "--profile",
        author);
    fails(
        2,
        "--until",
        "report",
        "transactions",
        "li-wei",
        "--pdf",
        pdf,
        "--from",
        "2026-02-01",
        "--until",
        "2026-01-01",
        "--profile",
        author);
    fails(
        1,
        "NOT_FOUND",
        "report",
        "transactions",
        new RecordId(Hash.sha256()).hex(),
        "--json",
        json,
        "--profile",
        author);
  }
}
