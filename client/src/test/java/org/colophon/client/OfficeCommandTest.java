package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.OrgId;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.ListApplicationsRequest;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of applications and objections. */
class OfficeCommandTest {
  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path office;
  private Path reason;
  private String work;

  @BeforeEach
  void aWorkIsDeclared() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    office = world.profile(World.OFFICE, world.officeKey);
    reason = world.file("reason.txt", "since it is so");
    world.run("work", "declare", world.file("song.txt", "a song"), "--profile", creator);
    work = world.network.statements().getFirst().id().hex();
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

  private World.Run file(Object... more) throws Exception {
    List<Object> words =
        new java.util.ArrayList<>(
            List.of(
                "application",
                "file",
                "--work",
                work,
                "--office",
                World.OFFICE,
                "--purpose",
                world.file("purpose.txt", "for the people"),
                "--process",
                world.file("process.txt", "at night"),
                "--originality",
                world.file("originality.txt", "for the people"),
                "--profile",
                creator));
    words.addAll(List.of(more));
    return done(words.toArray());
  }

  private List<Opening> openings(Path profile) throws Exception {
    List<Opening> openings = new java.util.ArrayList<>();
    try (var files = Files.list(profile.resolve("openings"))) {
      for (Path file : files.sorted().toList()) {
        openings.add(Opening.read(Files.readAllBytes(file)));
      }
    }
    return openings;
  }

  @Test
  void anApplicationCommitsToItsStatementsAndKeepsTheirOpenings() throws Exception {
    file();
    assertThat(role()).isEqualTo(Role.OWNER);
    ApplicationFile filed = (ApplicationFile) newest().content();
    assertThat(filed.work().hex()).isEqualTo(work);
    assertThat(filed.office()).isEqualTo(new OrgId(World.OFFICE));
    assertThat(filed.answers()).isEmpty();
    assertThat(filed.purpose()).isEqualTo(filed.originality()).isNotEqualTo(filed.process());
    assertThat(openings(creator))
        .extracting(Opening::commitment)
        .containsExactlyInAnyOrder(filed.purpose(), filed.process());
    assertThat(openings(creator))
        .extracting(Opening::digest)
        .contains(Hash.sha256("at night".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void theSameStatementsAreCommittedToAnewInAnAnswer() throws Exception {
    file();
    Statement first = newest();
    String question = "ab".repeat(32);
    assertThat(World.text(file("--answers", question, "--json").json().getFirst(), "answers"))
        .isEqualTo(question);
    ApplicationFile answer = (ApplicationFile) newest().content();
    assertThat(answer.answers()).map(id -> id.hex()).contains(question);
    assertThat(answer.purpose()).isNotEqualTo(((ApplicationFile) first.content()).purpose());
    assertThat(openings(creator)).hasSize(4);
  }

  @Test
  void anOfficeDecides() throws Exception {
    file();
    String application = newest().id().hex();
    done(
        "application",
        "decide",
        application,
        "--decision",
        "SUPPLEMENT",
        "--grounds",
        "TITLE_UNPROVEN,FORMALITIES",
        "--reason",
        reason,
        "--profile",
        office);
    assertThat(role()).isEqualTo(Role.MEMBER);
    ApplicationDecide asked = (ApplicationDecide) newest().content();
    assertThat(asked.grounds())
        .isEqualTo(
            Set.of(ApplicationDecide.Ground.FORMALITIES, ApplicationDecide.Ground.TITLE_UNPROVEN));
    assertThat(openings(office))
        .extracting(Opening::commitment)
        .containsExactly(asked.reason().orElseThrow());
    World.Run granted =
        done(
            "application",
            "decide",
            application,
            "--decision",
            "GRANT",
            "--registration",
            "国作登字-2026-F-7",
            "--json",
            "--profile",
            office);
    assertThat(World.text(granted.json().getFirst(), "decision")).isEqualTo("GRANT");
    assertThat(newest().content())
        .isEqualTo(
            new ApplicationDecide(
                asked.application(),
                ApplicationDecide.Decision.GRANT,
                Set.of(),
                Optional.empty(),
                Optional.of("国作登字-2026-F-7")));
  }

  @Test
  void whatANodeWouldRefuseForItsFormIsNotSent() throws Exception {
    file();
    String application = newest().id().hex();
    int before = world.network.size();
    for (List<Object> wrong :
        List.<List<Object>>of(
            List.of("--decision", "REFUSE"),
            List.of("--decision", "REFUSE", "--grounds", "OTHER"),
            List.of("--decision", "GRANT", "--grounds", "OTHER", "--reason", reason),
            List.of("--decision", "GRANT", "--registration", "no. 7"))) {
      List<Object> words = new java.util.ArrayList<>(List.of("application", "decide", application));
      words.addAll(wrong);
      words.addAll(List.of("--profile", office));
      assertThat(world.run(words.toArray()).exitCode()).isEqualTo(ExitCodes.REFUSED);
    }
    assertThat(
            world
                .run(
                    "application",
                    "decide",
                    application,
                    "--decision",
                    "POSTPONE",
                    "--profile",
                    office)
                .exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(world.network.size()).isEqualTo(before);
  }

  @Test
  void anApplicationIsShownWithItsClock() throws Exception {
    file();
    String application = newest().id().hex();
    World.Run shown = done("application", "show", application, "--profile", creator);
    assertThat(shown.out())
        .contains("confirmed  li-wei → " + World.OFFICE + ", number 2026-F-7")
        .contains("with the office 3 days, with the applicant 1 minute")
        .contains("pending by li-wei")
        .contains("application " + application);
    World.Run json = done("application", "show", application, "--json", "--profile", creator);
    assertThat(World.text(json.json().getFirst(), "pendingMs")).isEqualTo("259200005");
    assertThat(World.text(json.json().getFirst(), "registration")).isEqualTo("2026-F-7");
    assertThat(done("work", "show", work, "--profile", creator).out())
        .contains("application CONFIRMED at " + World.OFFICE + ", number 2026-F-7");
    assertThat(world.run("application", "show", work, "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.REFUSED);
  }

  @Test
  void applicationsAreListedByWorkSubjectAndOfficeAndQueued() throws Exception {
    file();
    for (List<String> by :
        List.of(
            List.of("--work", work),
            List.of("--subject", "li-wei"),
            List.of("--office", World.OFFICE))) {
      World.Run run = done("application", "list", by.get(0), by.get(1), "--profile", creator);
      assertThat(run.out()).contains("1 application");
    }
    World.Run queue =
        done("application", "queue", "--office", World.OFFICE, "--json", "--profile", office);
    assertThat(queue.out()).contains("\"applications\":[{\"applicant\":\"li-wei\"");
    assertThat(world.network.asked)
        .extracting(message -> ((ListApplicationsRequest) message).getOpen())
        .containsExactly(false, false, false, true);
    assertThat(
            world
                .run("application", "list", "--work", work, "--subject", "x-y", "--profile", office)
                .exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void anObjectionIsRaisedShownAndEnded() throws Exception {
    Path rival = world.profile("wang-fang");
    String claim = "cd".repeat(32);
    World.Run raised =
        done(
            "objection",
            "raise",
            "--work",
            work,
            "--ground",
            "COPYING",
            "--reason",
            reason,
            "--claim",
            claim,
            "--json",
            "--profile",
            rival);
    String objection = World.text(raised.json().getFirst(), "record");
    assertThat(role()).isEqualTo(Role.OBJECTOR);
    ObjectionRaise content = (ObjectionRaise) newest().content();
    assertThat(content.claim()).map(id -> id.hex()).contains(claim);
    assertThat(openings(rival)).extracting(Opening::commitment).containsExactly(content.reason());

    World.Run list = done("objection", "list", "--work", work, "--profile", creator);
    assertThat(list.out())
        .contains("open  wang-fang, copying")
        .contains("claim     " + claim)
        .contains("1 objection");
    assertThat(
            done("objection", "list", "--subject", "wang-fang", "--json", "--profile", creator)
                .out())
        .contains("\"ground\":\"COPYING\"", "\"standing\":true");
    assertThat(world.network.asked)
        .extracting(message -> ((ListObjectionsRequest) message).getSubject())
        .containsExactly("", "wang-fang");
    assertThat(done("work", "show", work, "--profile", creator).out())
        .contains("disputed    open: wang-fang, copying");

    done(
        "objection",
        "resolve",
        objection,
        "--outcome",
        "UPHELD",
        "--reason",
        reason,
        "--profile",
        office);
    assertThat(role()).isEqualTo(Role.MEMBER);
    assertThat(((ObjectionResolve) newest().content()).reason()).isPresent();
    done("objection", "resolve", objection, "--outcome", "WITHDRAWN", "--profile", rival);
    assertThat(role()).isEqualTo(Role.OBJECTOR);
    assertThat(
            world
                .run("objection", "resolve", objection, "--outcome", "UPHELD", "--profile", office)
                .exitCode())
        .isEqualTo(ExitCodes.REFUSED);
    assertThat(world.run("objection", "list", "--profile", office).exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void rightsAndLicencesSayThatTheyAreDisputed() throws Exception {
    String objection = "ef".repeat(32);
    world.network.disputes.add(objection);
    World.Run check =
        done("licence", "check", "--work", work, "--subject", "studio", "--profile", creator);
    assertThat(check.out()).contains("disputed by objection " + objection);
    World.Run json =
        done(
            "licence",
            "check",
            "--work",
            work,
            "--subject",
            "studio",
            "--json",
            "--profile",
            creator);
    assertThat(World.text(json.json().getFirst(), "disputedBy")).contains(objection);
    done(
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
        "--to-profile",
        world.profile("studio"),
        "--profile",
        creator);
    assertThat(done("licence", "list", "--work", work, "--profile", creator).out())
        .contains("disputed by objection " + objection);
  }

  @Test
  void aTitleIsCheckedAndADoubtfulOneEndsWithOne() {
    World.Run sound = world.run("title", "check", work, "--height", "7", "--profile", creator);
    assertThat(sound.exitCode()).as(sound.err()).isZero();
    assertThat(sound.out()).contains("SOUND", "nothing was found");
    org.colophon.rpc.proto.CheckTitleRequest asked =
        (org.colophon.rpc.proto.CheckTitleRequest) world.network.asked.getLast();
    assertThat(asked.getWork()).isEqualTo(work);
    assertThat(asked.getHeight()).isEqualTo(7);
    world.network.title =
        world.network.title.toBuilder()
            .setVerdict("DOUBTFUL")
            .addFindings(
                org.colophon.rpc.proto.TitleFinding.newBuilder()
                    .setKind("EARLIER_CLAIM")
                    .setVerdict("DOUBTFUL")
                    .setWork("ab".repeat(32))
                    .setRecord("cd".repeat(32)))
            .build();
    World.Run doubtful = world.run("title", "check", work, "--profile", creator);
    assertThat(doubtful.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(doubtful.out())
        .contains("claimed the same content earlier", "in the title of the original");
    assertThat(
            World.text(
                world.run("title", "check", work, "--json", "--profile", creator).json().getFirst(),
                "verdict"))
        .isEqualTo("DOUBTFUL");
    assertThat(world.run("title", "check", work, "--at", "2026-01-01", "--height", "1").exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void aSubjectIsFollowedAndCounted() throws Exception {
    file();
    World.Run all = done("subject", "trace", "li-wei", "--profile", creator);
    assertThat(all.out()).contains("li-wei", "person", "1 work.declare", "1 application.file");
    List<org.colophon.core.json.Json.Obj> some =
        done("subject", "trace", "li-wei", "--type", "work.declare", "--json", "--profile", creator)
            .json();
    assertThat(some).hasSize(3);
    assertThat(some.getLast().text()).isEqualTo("{\"counts\":{\"work.declare\":1}}");
    assertThat(world.run("subject", "trace", "nobody", "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.REFUSED);
  }
}
