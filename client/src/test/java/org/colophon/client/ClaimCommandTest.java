package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementAllege.Typology;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Labels;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Right;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.ListInfringementsRequest;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of infringements, prices and submissions to courts. */
class ClaimCommandTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");

  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path court;
  private String work;

  @BeforeEach
  void aWorkIsDeclared() throws Exception {
    // The chain of the bundles that stand beside the documents.
    world = new World(folder, Genesis.parse(Files.readAllBytes(EXAMPLES.resolve("genesis.json"))));
    creator = world.profile("li-wei");
    court = world.profile("court-1");
    world.run("work", "declare", world.file("song.txt", "a song"), "--profile", creator);
    work = newest().id().hex();
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private Role role() {
    return newest().signers().getFirst().role();
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  private void fails(int exitCode, String message, Object... words) {
    int before = world.network.size();
    world.run(words).failed(exitCode, message);
    assertThat(world.network.size()).as("nothing was sent").isEqualTo(before);
  }

  private static List<Opening> openings(Path profile) throws Exception {
    List<Opening> openings = new ArrayList<>();
    try (var files = Files.list(profile.resolve("openings"))) {
      for (Path file : files.sorted().toList()) {
        openings.add(Opening.read(Files.readAllBytes(file)));
      }
    }
    return openings;
  }

  private World.Run allege(Object... more) throws Exception {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "infringement",
                "allege",
                "--work",
                work,
                "--typology",
                "PLAGIARISM,MODIFICATION",
                "--rights",
                "RENTAL",
                "--from",
                "2026-01-05",
                "--until",
                "2026-03-01",
                "--evidence",
                work,
                "--profile",
                creator));
    words.addAll(List.of(more));
    return done(words.toArray());
  }

  @Test
  void anAllegationNamesWhatShowsItAndCommitsToItsDetails() throws Exception {
    world.network.claims.answers.add(
        RightAnswer.newBuilder()
            .setRight("RENTAL")
            .setGranted(true)
            .addSources(RightSource.newBuilder().setBasis("LICENSEE").addChain(work))
            .build());
    World.Run run =
        allege(
            "--respondent",
            "streamline",
            "--url",
            "https://example.org/7",
            "--details",
            world.file("details.txt", "it was like this"));
    assertThat(run.out())
        .contains("infringement alleged")
        .contains("streamline was allowed RENTAL (licensee) by record " + work);
    assertThat(role()).isEqualTo(Role.OWNER);
    InfringementAllege alleged = (InfringementAllege) newest().content();
    assertThat(alleged.typology()).containsExactly(Typology.MODIFICATION, Typology.PLAGIARISM);
    assertThat(alleged.rights()).containsExactly(Right.RENTAL);
    assertThat(alleged.window().from().value()).isEqualTo(1_767_571_200_000L);
    assertThat(alleged.urls()).containsExactly("https://example.org/7");
    assertThat(openings(creator))
        .extracting(Opening::commitment)
        .containsExactly(alleged.details().orElseThrow());
    allege("--platform", "--json");
    assertThat(role()).isEqualTo(Role.PLATFORM);
    assertThat(((InfringementAllege) newest().content()).respondent()).isEmpty();
  }

  @Test
  void aFindingIsAboutTheAllegedTimeUnlessItSaysAnother() throws Exception {
    allege();
    String allegation = newest().id().hex();
    InfringementAllege alleged = (InfringementAllege) newest().content();
    Path decision = world.file("judgment.txt", "in the name of the people");
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
        "--decision",
        decision,
        "--profile",
        court);
    assertThat(role()).isEqualTo(Role.MEMBER);
    InfringementFind found = (InfringementFind) newest().content();
    assertThat(found.window()).contains(alleged.window());
    assertThat(found.serious()).isTrue();
    assertThat(found.figures()).isEqualTo(Map.of("contribution", 4_000L, "multiple", 20_000L));
    assertThat(openings(court)).extracting(Opening::commitment).containsExactly(found.decision());
    done(
        "infringement",
        "find",
        allegation,
        "--outcome",
        "PARTLY_INFRINGED",
        "--from",
        "2026-02-01",
        "--decision",
        decision,
        "--profile",
        court);
    InfringementFind partly = (InfringementFind) newest().content();
    assertThat(partly.intent()).isEqualTo(InfringementFind.Intent.NOT_STATED);
    assertThat(partly.window().orElseThrow().from().value()).isEqualTo(1_769_904_000_000L);
    assertThat(partly.window().orElseThrow().until()).isEqualTo(alleged.window().until());
    Object[] not = {
      "infringement", "find", allegation, "--outcome", "NOT_INFRINGED", "--decision", decision
    };
    List<Object> serious = new ArrayList<>(List.of(not));
    serious.addAll(List.of("--serious", "--profile", court));
    fails(ExitCodes.USAGE, "NOT_INFRINGED goes without", serious.toArray());
    for (String figure : List.of("Multiple=1", "base_known=1", "multiple=-1")) {
      fails(
          ExitCodes.USAGE,
          "the name of a standard's input",
          "infringement",
          "find",
          allegation,
          "--outcome",
          "INFRINGED",
          "--figure",
          figure,
          "--decision",
          decision,
          "--profile",
          court);
    }
    List<Object> plain = new ArrayList<>(List.of(not));
    plain.addAll(List.of("--profile", court));
    done(plain.toArray());
    assertThat(((InfringementFind) newest().content()).window()).isEmpty();

    String shown = done("infringement", "show", allegation, "--profile", creator).out();
    assertThat(shown)
        .contains("not infringed")
        .contains("infringed by court-1, 2026-01-05 00:00:00")
        .contains("intentional, serious circumstances")
        .contains("contribution = 4000\n")
        .contains("against     somebody unknown")
        .contains("acts        modification, plagiarism");
    assertThat(
            World.text(
                done("infringement", "show", allegation, "--json", "--profile", creator)
                    .json()
                    .getFirst(),
                "findings"))
        .contains("\"outcome\":\"PARTLY_INFRINGED\"", "\"serious\":true")
        .contains("\"figures\":{\"contribution\":4000,\"multiple\":20000}");
  }

  @Test
  void infringementsAreListed() throws Exception {
    allege();
    assertThat(done("infringement", "list", "--work", work, "--profile", creator).out())
        .contains("li-wei → somebody unknown, modification, plagiarism")
        .contains("1 infringement");
    done("infringement", "list", "--respondent", "streamline", "--json", "--profile", creator);
    assertThat(world.network.asked)
        .extracting(asked -> ((ListInfringementsRequest) asked).getSubject())
        .containsExactly("", "streamline");
    fails(ExitCodes.USAGE, "either --work or --respondent", "infringement", "list");
  }

  @Test
  void pricesAreGivenInClearOrCommittedTo() throws Exception {
    List<Object> words =
        List.of(
            "price",
            "reference",
            "--from",
            "2025-01-01",
            "--until",
            "2026-01-01",
            "--currency",
            "CNY",
            "--profile",
            court);
    done(with(words, "--market", "songs", "--basis", "MARKET_STATISTIC", "--amount", "12050"));
    PriceReference statistic = (PriceReference) newest().content();
    assertThat(statistic.comparable()).isEqualTo(new PriceReference.Market("songs"));
    assertThat(statistic.figure()).isEqualTo(new PriceReference.Clear(12_050));
    assertThat(statistic.territory()).isEqualTo(Labels.ALL);
    assertThat(role()).isEqualTo(Role.MEMBER);
    assertThat(done("price", "show", newest().id().hex(), "--profile", creator).out())
        .contains("CNY 120.50", "market statistic", "songs");
    done(
        with(
            words,
            "--comparable",
            work,
            "--basis",
            "SALE_PRICE",
            "--commitment",
            work,
            "--territory",
            "CN,FR"));
    PriceReference sale = (PriceReference) newest().content();
    assertThat(sale.recordNamed().orElseThrow().hex()).isEqualTo(work);
    assertThat(sale.figure()).isEqualTo(new PriceReference.Committed(Hash.ofHex(work)));
    assertThat(done("price", "list", "--work", work, "--profile", creator).out())
        .contains("CNY 120.50", "CNY committed to by " + work, "2 prices");
    done("price", "list", "--appraiser", "court-1", "--json", "--profile", creator);
    assertThat(world.network.asked)
        .extracting(asked -> ((ListPricesRequest) asked).getAppraiser())
        .containsExactly("", "court-1");
    fails(ExitCodes.USAGE, "either --work or --appraiser", "price", "list");
    fails(ExitCodes.USAGE, "", with(words, "--market", "songs", "--basis", "UNIT_PROFIT"));
    fails(
        ExitCodes.USAGE,
        "--currency",
        "price",
        "reference",
        "--from",
        "2025-01-01",
        "--until",
        "2026-01-01",
        "--currency",
        "XAU",
        "--market",
        "songs",
        "--basis",
        "UNIT_PROFIT",
        "--amount",
        "5");
  }

  @Test
  void whatTwoPartiesAgreedOnIsCommittedTo() throws Exception {
    done(
        "price",
        "reference",
        "--comparable",
        work,
        "--basis",
        "LICENCE_FEE",
        "--amount",
        "2400000",
        "--currency",
        "CNY",
        "--from",
        "2025-01-01",
        "--until",
        "2026-01-01",
        "--profile",
        court);
    PriceReference price = (PriceReference) newest().content();
    PriceReference.Committed figure = (PriceReference.Committed) price.figure();
    Opening opening = World.openingOf(court, newest().id());
    assertThat(opening.fileName()).isEqualTo("CNY 24000.00");
    assertThat(opening.commitment()).isEqualTo(figure.commitment());
    assertThat(new String(newest().content().members().bytes(), StandardCharsets.UTF_8))
        .doesNotContain("24000");
  }

  private static Object[] with(List<Object> words, Object... more) {
    List<Object> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all.toArray();
  }

  @Test
  void aBundleIsVerifiedBeforeItIsSubmittedAndBeforeItIsReceived() throws Exception {
    Path bundle = folder.resolve("bundle.zip");
    Files.copy(EXAMPLES.resolve("single.zip"), bundle);
    done("court", "announce", bundle, "--to", "court-1", "--work", work, "--profile", creator);
    CourtSubmit submit = (CourtSubmit) newest().content();
    String submission = newest().id().hex();
    assertThat(role()).isEqualTo(Role.DEPOSITOR);
    assertThat(submit.material().sha256()).isEqualTo(Hash.sha256(Files.readAllBytes(bundle)));
    assertThat(submit.material().mediaType()).isEqualTo("application/zip");
    assertThat(submit.court()).isEqualTo(new OrgId("court-1"));
    assertThat(submit.works()).hasSize(1);

    byte[] spoilt = Files.readAllBytes(bundle);
    spoilt[spoilt.length / 2] ^= 1;
    Path broken = folder.resolve("broken.zip");
    Files.write(broken, spoilt);
    fails(
        ExitCodes.REFUSED,
        "does not verify",
        "court",
        "announce",
        broken,
        "--to",
        "court-1",
        "--profile",
        creator);
    fails(
        ExitCodes.REFUSED,
        "COMMITMENT_MISMATCH",
        "court",
        "receive",
        broken,
        "--submission",
        submission,
        "--profile",
        court);
    done("court", "receive", bundle, "--submission", submission, "--profile", court);
    CourtReceive receive = (CourtReceive) newest().content();
    assertThat(role()).isEqualTo(Role.MEMBER);
    assertThat(receive.outcome()).isEqualTo(CourtReceive.Outcome.RECEIVED);
    assertThat(receive.sha256()).contains(submit.material().sha256());
    assertThat(done("court", "show", submission, "--profile", creator).out())
        .contains("received")
        .contains(submit.material().sha256().hex())
        .contains("application/zip");
  }

  @Test
  void whatIsNoBundleGoesUnverifiedOnlyWhenToldSo() throws Exception {
    Path letter = world.file("letter.txt", "dear court");
    Hash digest = Hash.sha256("dear court".getBytes(StandardCharsets.UTF_8));
    fails(
        ExitCodes.REFUSED,
        "--unverified",
        "court",
        "announce",
        letter,
        "--to",
        "court-1",
        "--profile",
        creator);
    done(
        "court",
        "announce",
        letter,
        "--to",
        "court-1",
        "--unverified",
        "--platform",
        "--profile",
        creator);
    assertThat(role()).isEqualTo(Role.PLATFORM);
    String submission = newest().id().hex();
    Object[] receive = {"court", "receive", letter, "--submission", submission, "--profile", court};
    fails(ExitCodes.REFUSED, "--refuse NOT_VERIFIED", receive);
    done(with(List.of(receive), "--refuse", "NOT_VERIFIED"));
    CourtReceive refused = (CourtReceive) newest().content();
    assertThat(refused.ground()).isEqualTo(Optional.of(CourtReceive.Ground.NOT_VERIFIED));
    assertThat(refused.sha256()).contains(digest);
    done(with(List.of(receive), "--unverified"));
    assertThat(((CourtReceive) newest().content()).outcome())
        .isEqualTo(CourtReceive.Outcome.RECEIVED);
    done(
        "court",
        "receive",
        "--submission",
        submission,
        "--refuse",
        "INCOMPLETE",
        "--profile",
        court);
    assertThat(((CourtReceive) newest().content()).sha256()).isEmpty();
    fails(
        ExitCodes.USAGE,
        "FILE is missing",
        "court",
        "receive",
        "--submission",
        submission,
        "--profile",
        court);
  }

  @Test
  void whatIsDeliveredIsSaidAndGoesToACourtThatPublishedItsKey() throws Exception {
    Path report = world.file("report.txt", "the loss");
    int calls = world.network.calls.size();
    fails(ExitCodes.USAGE, "either --to or --resume", "court", "submit", "--profile", creator);
    fails(
        ExitCodes.USAGE,
        "nothing to deliver",
        "court",
        "submit",
        "--to",
        "court-1",
        "--profile",
        creator);
    fails(
        ExitCodes.USAGE,
        "takes nothing more",
        "court",
        "submit",
        "--resume",
        "5b".repeat(32),
        "--file",
        report,
        "--profile",
        creator);
    fails(
        ExitCodes.LOCAL,
        "there is no such delivery",
        "court",
        "submit",
        "--resume",
        "5b".repeat(32),
        "--profile",
        creator);
    fails(
        ExitCodes.USAGE,
        "the chain knows no court-9",
        "court",
        "submit",
        "--to",
        "court-9",
        "--file",
        report,
        "--profile",
        creator);
    assertThat(world.network.calls).hasSize(calls);
    assertThat(creator.resolve("deliveries")).doesNotExist();
  }

  @Test
  void whatWasAnnouncedIsNotAtTheCourtsNode() throws Exception {
    Path letter = world.file("letter.txt", "dear court");
    done("court", "announce", letter, "--to", "court-1", "--unverified", "--profile", creator);
    String submission = newest().id().hex();
    fails(
        ExitCodes.REFUSED,
        "handed over by other ways",
        "court",
        "open",
        submission,
        "--into",
        folder.resolve("case"),
        "--profile",
        court);
    assertThat(folder.resolve("case")).doesNotExist();
  }

  @Test
  void submissionsAreListed() throws Exception {
    Path letter = world.file("letter.txt", "dear court");
    done("court", "announce", letter, "--to", "court-1", "--unverified", "--profile", creator);
    assertThat(done("court", "list", "--court", "court-1", "--waiting", "--profile", court).out())
        .contains("waiting")
        .contains("li-wei → court-1")
        .contains("1 submission");
    assertThat(
            World.text(
                done("court", "list", "--subject", "li-wei", "--json", "--profile", creator)
                    .json()
                    .getFirst(),
                "submissions"))
        .contains("\"status\":\"WAITING\"");
    assertThat(world.network.asked)
        .extracting(asked -> ((ListSubmissionsRequest) asked).getWaiting())
        .containsExactly(true, false);
    fails(ExitCodes.USAGE, "either --court or --subject", "court", "list");
    fails(ExitCodes.USAGE, "--waiting goes with", "court", "list", "--subject", "a-b", "--waiting");
  }
}
