package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightDenial;
import org.colophon.rpc.proto.RightSource;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** licence and right: what the commands put into statements, and what they show. */
class LicenceCommandTest {
  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path studio;
  private String work;

  @BeforeEach
  void aWork() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    studio = world.profile("studio");
    Path song = world.file("song.txt", "a song");
    world.run("work", "declare", song, "--profile", creator);
    work = world.network.statements().getFirst().id().hex();
  }

  private String keyOf(Path profile) {
    return world.run("key", "show", "--profile", profile).out().trim();
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private List<Role> roles() {
    return newest().signers().stream().map(Signer::role).toList();
  }

  @Test
  void aLicenceIsGrantedAtOnceWhenBothProfilesAreAtHand() {
    World.Run run =
        world.run(
            "licence",
            "grant",
            "--work",
            work,
            "--to",
            "studio",
            "--rights",
            "NETWORK_DISSEMINATION",
            "--from",
            "2026-02-01",
            "--until",
            "2027-02-01T08:00:00+08:00",
            "--territory",
            "CN,FR-75",
            "--recreation",
            "ADAPT",
            "--exclusive",
            "--count",
            "5",
            "--to-profile",
            studio,
            "--profile",
            creator);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(roles()).containsExactly(Role.LICENSOR, Role.LICENSEE);
    LicenceTerms terms = ((LicenceGrant) newest().content()).terms();
    assertThat(terms.rights()).isEqualTo(Set.of(Right.NETWORK_DISSEMINATION, Right.ADAPTATION));
    assertThat(terms.recreation()).isEqualTo(Recreation.ADAPT);
    assertThat(terms.from().value())
        .isEqualTo(Instant.parse("2026-02-01T00:00:00Z").toEpochMilli());
    assertThat(terms.until().value())
        .isEqualTo(Instant.parse("2027-02-01T00:00:00Z").toEpochMilli());
    assertThat(terms.territory()).isEqualTo(Labels.of("CN", "FR-75"));
    assertThat(terms.language()).isEqualTo(Labels.ALL);
    assertThat(terms.exclusive()).isTrue();
  }

  @Test
  void aFeeIsCommittedToAndCanBeOpened() throws Exception {
    World.Run run = grantFor("--fee", "CNY 24000.00", "--to-profile", studio);
    assertThat(run.exitCode()).as(run.err()).isZero();
    LicenceTerms terms = ((LicenceGrant) newest().content()).terms();
    Opening opening = World.openingOf(creator, newest().id());
    assertThat(opening.fileName()).isEqualTo("CNY 24000.00");
    assertThat(opening.target()).isEqualTo(work);
    assertThat(terms.fee()).contains(opening.commitment());
    assertThat(newest().privateMatter()).isEmpty();
  }

  @Test
  void feesAreAmounts() {
    for (String fee : List.of("CNY 24000", "24000", "CNY 1,00", "XXX 1.00")) {
      World.Run run = grantFor("--fee", fee, "--to-profile", studio);
      assertThat(run.exitCode()).as(fee).isEqualTo(ExitCodes.USAGE);
      assertThat(run.err()).contains("no amount as 'CNY 120.00'");
    }
    World.Run both =
        grantFor("--fee", "CNY 1.00", "--fee-commitment", "5b".repeat(32), "--to-profile", studio);
    assertThat(both.exitCode()).isEqualTo(ExitCodes.USAGE);
    World.Run nothing = grantFor("--keep-at-custodians", "--to-profile", studio);
    assertThat(nothing.err()).contains("nothing is committed to");
  }

  private World.Run grantFor(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("licence", "grant", "--work", work, "--to", "studio", "--rights", "all"));
    words.addAll(List.of("--until", "2030-01-01", "--profile", creator));
    words.addAll(List.of(more));
    return world.run(words.toArray());
  }

  @Test
  void whoSignsAnOfferIsToldWhenItsFeeCannotBeSeen() throws Exception {
    world.run("key", "rotate", "--recipient-key", "--profile", creator);
    Path offer = folder.resolve("offer.json");
    World.Run made =
        grantFor(
            "--fee",
            "CNY 24000.00",
            "--keep-at-custodians",
            "--key-of",
            "studio=" + keyOf(studio),
            "--out",
            offer);
    assertThat(made.exitCode()).as(made.err()).isZero();
    World.Run accepted = world.run("licence", "accept", offer, "--profile", studio);
    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    assertThat(accepted.err())
        .contains("It commits to what you cannot see", "not encrypted for studio");
    assertThat(newest().privateMatter()).isPresent();
    World.Run seen = world.run("private", "open", newest().id().hex(), "--profile", creator);
    assertThat(seen.out()).contains("fee  CNY 24000.00");
  }

  @Test
  void anOfferIsAcceptedLaterByItsLicenseeAlone() throws Exception {
    Path offer = folder.resolve("offer.json");
    World.Run made =
        world.run(
            "licence",
            "offer",
            "--work",
            work,
            "--to",
            "studio",
            "--key-of",
            "studio=" + keyOf(studio),
            "--rights",
            "all",
            "--until",
            "2030-01-01",
            "--out",
            offer,
            "--profile",
            creator);
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("studio signs it with");
    int before = world.network.size();
    assertThat(world.run("licence", "accept", offer, "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    assertThat(world.run("transfer", "accept", offer, "--profile", studio).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    assertThat(world.network.size()).isEqualTo(before);
    World.Run accepted = world.run("licence", "accept", offer, "--profile", studio);
    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    assertThat(accepted.err())
        .contains("Signing: li-wei licensed ", " to studio, from 2026-01-01T00:00:00Z until 2030");
    assertThat(newest().notAfter()).isPresent();
    LicenceTerms terms = ((LicenceGrant) newest().content()).terms();
    assertThat(terms.rights()).hasSize(11).doesNotContain(Right.ADAPTATION, Right.INTEGRITY);
    assertThat(world.run("licence", "accept", offer, "--profile", studio).exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(before + 1);
  }

  @Test
  void anOfferGoesRoundWhenThreeMustSign() throws Exception {
    Path bank = world.profile("bank");
    Path offer = folder.resolve("offer.json");
    Path next = folder.resolve("next.json");
    world.run(
        "licence",
        "grant",
        "--work",
        work,
        "--to",
        "studio",
        "--pledgee",
        "bank",
        "--key-of",
        "studio=" + keyOf(studio),
        "--key-of",
        "bank=" + keyOf(bank),
        "--rights",
        "RENTAL",
        "--until",
        "2030-01-01",
        "--out",
        offer,
        "--profile",
        creator);
    assertThat(world.run("licence", "accept", offer, "--profile", bank).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    World.Run passed = world.run("licence", "accept", offer, "--out", next, "--profile", bank);
    assertThat(passed.exitCode()).as(passed.err()).isZero();
    assertThat(world.run("licence", "accept", next, "--profile", studio).exitCode()).isZero();
    assertThat(roles()).containsExactly(Role.LICENSOR, Role.LICENSEE, Role.PLEDGEE);
  }

  private String granted() {
    world.run(
        "licence",
        "grant",
        "--work",
        work,
        "--to",
        "studio",
        "--rights",
        "RENTAL",
        "--until",
        "2030-01-01",
        "--duty",
        "ATTRIBUTE",
        "--to-profile",
        studio,
        "--profile",
        creator);
    return newest().id().hex();
  }

  @Test
  void aLicenceIsPassedOnEndedListedAndExported() throws Exception {
    String licence = granted();
    World.Run sub =
        world.run(
            "licence",
            "sub",
            licence,
            "--to",
            "li-wei",
            "--rights",
            "RENTAL",
            "--until",
            "2029-01-01",
            "--to-profile",
            creator,
            "--profile",
            studio,
            "--json");
    assertThat(sub.exitCode()).as(sub.err()).isZero();
    assertThat(World.text(sub.json().getFirst(), "type")).isEqualTo("licence.sub");
    World.Run listed = world.run("licence", "list", "--work", work, "--profile", creator);
    assertThat(listed.out()).contains("in force", "li-wei → studio", "2 licences");
    World.Run then =
        world.run("licence", "list", "--work", work, "--height", "3", "--profile", creator);
    assertThat(then.exitCode()).as(then.err()).isZero();
    assertThat(world.network.licencesAsked.getLast().getHeight()).isEqualTo(3);
    assertThat(world.network.licencesAsked.getLast().getTime()).isZero();
    World.Run exported =
        world.run("licence", "export", licence, "--format", "odrl", "--profile", creator);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out())
        .contains("\"action\":\"col:rent\"", "\"action\":\"attribute\"", "\"type\":\"Agreement\"");
    World.Run ended =
        world.run(
            "licence",
            "terminate",
            licence,
            "--cause",
            "renunciation",
            "--effective",
            "2026-06-01",
            "--profile",
            studio);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(((LicenceTerminate) newest().content()).effective()).isPresent();
    assertThat(roles()).containsExactly(Role.LICENSEE);
    assertThat(
            world
                .run("licence", "terminate", licence, "--cause", "breach", "--profile", studio)
                .exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void rightsArePledgedAndGivenUp() {
    World.Run pledged =
        world.run(
            "right",
            "encumber",
            "--work",
            work,
            "--rights",
            "all",
            "--to",
            "studio",
            "--until",
            "2028-01-01",
            "--to-profile",
            studio,
            "--profile",
            creator);
    assertThat(pledged.exitCode()).as(pledged.err()).isZero();
    assertThat(((RightEncumber) newest().content()).rights()).isEqualTo(Right.ECONOMIC);
    String pledge = newest().id().hex();
    World.Run released = world.run("right", "waive", "--encumbrance", pledge, "--profile", studio);
    assertThat(released.exitCode()).as(released.err()).isZero();
    assertThat(((RightWaive) newest().content()).subject()).isInstanceOf(RightWaive.Pledge.class);
    World.Run waived =
        world.run(
            "right",
            "waive",
            "--work",
            work,
            "--rights",
            "RENTAL",
            "--until",
            "2028-01-01",
            "--profile",
            creator);
    assertThat(waived.exitCode()).as(waived.err()).isZero();
    assertThat(roles()).containsExactly(Role.OWNER);
  }

  @Test
  void aCheckShowsWhereARightComesFromAndWhyNot() {
    world.network.claims.answers.add(
        RightAnswer.newBuilder()
            .setRight("RENTAL")
            .setGranted(true)
            .addSources(
                RightSource.newBuilder()
                    .setBasis("LICENSEE")
                    .addChain("aa".repeat(32))
                    .addChain("bb".repeat(32))
                    .setLicence(LicenceView.newBuilder().setBegin(1).setEnd(2)))
            .build());
    world.network.claims.answers.add(
        RightAnswer.newBuilder()
            .setRight("OTHER")
            .setDenial(RightDenial.newBuilder().setReason("RUN_OUT").setRecord("cc".repeat(32)))
            .build());
    World.Run run =
        world.run("licence", "check", "--work", work, "--subject", "studio", "--profile", creator);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("as of 2026-01-01 00:00:00.000Z", "✓ RENTAL", "licensee", "→ bbbbbbbb")
        .contains("✗ OTHER", "run out");
    World.Run json =
        world.run(
            "licence",
            "check",
            "--work",
            work,
            "--subject",
            "studio",
            "--height",
            "5",
            "--json",
            "--profile",
            creator);
    assertThat(json.out()).contains("\"asOf\":{\"height\":5,\"time\":0}", "\"reason\":\"RUN_OUT\"");
    assertThat(
            world
                .run(
                    "licence",
                    "check",
                    "--work",
                    work,
                    "--subject",
                    "studio",
                    "--height",
                    "5",
                    "--at",
                    "2026-01-01",
                    "--profile",
                    creator)
                .exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void wrongTermsAreUsageErrors() throws Exception {
    Files.createDirectories(folder.resolve("none"));
    String[][] wrong = {
      {"--rights", "FLYING", "--until", "2030-01-01"},
      {"--rights", "ADAPTATION", "--until", "2030-01-01"},
      {"--rights", "RENTAL", "--until", "next year"},
      {"--rights", "RENTAL", "--until", "2030-01-01", "--territory", "China"},
      {"--rights", "RENTAL", "--until", "2030-01-01", "--valid-days", "0"},
      {"--rights", "RENTAL"},
    };
    for (String[] terms : wrong) {
      List<Object> words =
          new java.util.ArrayList<>(
              List.of("licence", "grant", "--work", work, "--to", "studio", "--profile", creator));
      words.addAll(List.of("--to-profile", studio));
      words.addAll(List.of(terms));
      assertThat(world.run(words.toArray()).exitCode()).isEqualTo(ExitCodes.USAGE);
    }
  }
}
