package org.colophon.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.proto.ListCasesRequest;
import org.colophon.rpc.proto.ListGrantsRequest;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of cases and of grants to read. */
class CaseCommandTest {
  private static final String COURT = "internet-court";
  private static final String NUMBER = "(2026) Jing 73 Min Chu 1";
  private static final String WORK = "5b".repeat(32);

  @TempDir Path folder;
  private World world;
  private Path court;
  private Path procuratorate;
  private Path judge;
  private SigningKey courtKey;
  private String opened;

  @BeforeEach
  void aCaseIsOpen() throws Exception {
    world = new World(folder);
    courtKey = SigningKey.generate(SignatureAlgorithm.ED25519);
    court = world.profile(COURT, courtKey);
    procuratorate = world.profile("procuratorate");
    judge = world.profile("judge-li");
    done(
        "case",
        "open",
        "--kind",
        "CIVIL",
        "--number",
        NUMBER,
        "--work",
        WORK,
        "--party",
        "li-wei",
        "--party",
        "streamline",
        "--profile",
        court);
    opened = newest().id().hex();
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private List<Role> roles() {
    return newest().signers().stream().map(Signer::role).toList();
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  private World.Run grant(Path profile, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("scope", "grant", opened, "--to", "judge-li", "--basis", "CN-CPL-67"));
    words.addAll(List.of("--profile", profile));
    words.addAll(List.of(more));
    return world.run(words.toArray());
  }

  private ScopeGrant granted(Object... more) {
    World.Run run = grant(court, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return (ScopeGrant) newest().content();
  }

  private static Hash sha256(String text) {
    return Hash.sha256(text.getBytes(UTF_8));
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

  @Test
  void aCaseCommitsToAllThatItIsAboutAndKeepsEachOpening() throws Exception {
    assertThat(roles()).containsExactly(Role.MEMBER);
    CaseOpen content = (CaseOpen) newest().content();
    List<Hash> commitments = new ArrayList<>(content.works());
    commitments.addAll(content.parties());
    commitments.add(content.number());
    assertThat(commitments).hasSize(4).doesNotHaveDuplicates();
    assertThat(openings(court))
        .extracting(Opening::commitment)
        .containsExactlyInAnyOrderElementsOf(commitments);
    assertThat(openings(court))
        .extracting(Opening::digest)
        .containsExactlyInAnyOrder(
            sha256(NUMBER), sha256(WORK), sha256("li-wei"), sha256("streamline"));
    assertThat(openings(court)).extracting(Opening::fileName).contains(NUMBER, WORK, "li-wei");
    assertThat(openings(court).getFirst().leaf())
        .contains("case.open")
        .doesNotContain("Jing", WORK, "li-wei");
  }

  @Test
  void anOutcomeCommitsToItsDocument() throws Exception {
    World.Run run =
        done(
            "case",
            "outcome",
            opened,
            "--outcome",
            "JUDGMENT",
            "--document",
            world.file("judgment.txt", "the defendant pays"),
            "--seal-until",
            "2027-06-01",
            "--json",
            "--profile",
            court);
    CaseOutcome content = (CaseOutcome) newest().content();
    assertThat(roles()).containsExactly(Role.MEMBER);
    assertThat(content.sealUntil()).isEqualTo(new Timestamp(1_811_808_000_000L));
    assertThat(content.document()).isPresent();
    assertThat(World.text(run.json().getFirst(), "case")).isEqualTo(opened);
    assertThat(openings(court)).extracting(Opening::digest).contains(sha256("the defendant pays"));
    assertThat(
            done(
                    "case",
                    "outcome",
                    opened,
                    "--outcome",
                    "WITHDRAWN",
                    "--seal-until",
                    "2027-06-01",
                    "--profile",
                    court)
                .out())
        .contains("case ended: WITHDRAWN");
  }

  @Test
  void aCaseIsShownByItsCommitments() {
    CaseOpen content = (CaseOpen) newest().content();
    assertThat(done("case", "show", opened, "--profile", court).out())
        .contains("judgment", "civil case of " + COURT, "sealed until", content.number().hex())
        .contains("open by " + COURT)
        .doesNotContain(NUMBER, WORK);
    Json.Obj json = done("case", "show", opened, "--json", "--profile", court).json().getFirst();
    assertThat(World.text(json, "organ")).isEqualTo(COURT);
    assertThat(World.text(json, "sealUntil")).isEqualTo("1767312000000");
    assertThat(done("case", "list", "--profile", court).out()).contains("1 case");
    assertThat(((ListCasesRequest) world.network.asked.getLast()).getOrgan()).isEqualTo(COURT);
    done(
        "case",
        "list",
        "--organ",
        "court-south",
        "--at",
        "2026-03-01",
        "--json",
        "--profile",
        judge);
    ListCasesRequest asked = (ListCasesRequest) world.network.asked.getLast();
    assertThat(asked.getOrgan()).isEqualTo("court-south");
    assertThat(asked.getTime()).isEqualTo(1_772_323_200_000L);
    assertThat(world.run("case", "show", WORK, "--profile", court).exitCode()).isEqualTo(1);
  }

  @Test
  void aGrantIsPlainUnlessTold() throws Exception {
    ScopeGrant content = granted("--work", WORK);
    assertThat(roles()).containsExactly(Role.MEMBER);
    assertThat(content.grantee()).isEqualTo(new SubjectId("judge-li"));
    assertThat(content.parent()).isEmpty();
    Scope scope = content.scope();
    assertThat(scope.types()).isEmpty();
    assertThat(scope.readers()).isEqualTo(Scope.ReaderClass.CASE);
    assertThat(scope.verbs()).containsExactly(Scope.Verb.READ);
    assertThat(scope.parties()).isEmpty();
    assertThat(scope.reads()).isEqualTo(1_000);
    assertThat(scope.depth()).isZero();
    assertThat(scope.urgent()).isFalse();
    Opening opening =
        openings(court).stream()
            .filter(one -> one.type().equals("scope.grant"))
            .findFirst()
            .orElseThrow();
    assertThat(opening.commitment()).isEqualTo(scope.works().getFirst());
    assertThat(opening.record()).isEqualTo(newest().id());
    assertThat(opening.leaf()).isEmpty();
  }

  @Test
  void aGrantSaysAllThatIsTold() {
    Scope scope =
        granted(
                "--work",
                WORK,
                "--work",
                WORK,
                "--party",
                "li-wei",
                "--types",
                "work.declare,access",
                "--class",
                "SEALED",
                "--records-from",
                "2026-01-01",
                "--records-until",
                "2026-02-01",
                "--verbs",
                "EXPORT,DECRYPT",
                "--until",
                "2026-01-02",
                "--reads",
                "50",
                "--reads-a-day",
                "5",
                "--depth",
                "2",
                "--urgent")
            .scope();
    assertThat(scope.works()).hasSize(1);
    assertThat(scope.parties()).hasSize(1);
    assertThat(scope.types()).contains(Set.of(RecordType.WORK_DECLARE, RecordType.ACCESS));
    assertThat(scope.readers()).isEqualTo(Scope.ReaderClass.SEALED);
    assertThat(scope.recordsFrom()).isEqualTo(new Timestamp(1_767_225_600_000L));
    assertThat(scope.recordsUntil()).isEqualTo(new Timestamp(1_769_904_000_000L));
    assertThat(scope.verbs()).containsExactly(Scope.Verb.DECRYPT, Scope.Verb.EXPORT);
    assertThat(scope.until()).isEqualTo(new Timestamp(1_767_312_000_000L));
    assertThat(scope.reads()).isEqualTo(50);
    assertThat(scope.readsADay()).isEqualTo(5);
    assertThat(scope.depth()).isEqualTo(2);
    assertThat(scope.urgent()).isTrue();
  }

  @Test
  void whatCannotBeGrantedIsSaidBeforeAnythingIsKept() throws Exception {
    int before = openings(court).size();
    assertThat(grant(court).err()).contains("--work or --party is needed");
    assertThat(grant(court, "--work", WORK, "--types", "work.destroy").exitCode()).isEqualTo(2);
    World.Run words =
        world.run(
            "scope",
            "grant",
            opened,
            "--to",
            "judge-li",
            "--basis",
            "the law",
            "--work",
            WORK,
            "--profile",
            court);
    assertThat(words.exitCode()).isEqualTo(2);
    assertThat(words.err()).contains("CN-CPL-67");
    assertThat(openings(court)).hasSize(before);
    assertThat(world.network.size()).isEqualTo(1);
  }

  @Test
  void twoOrgansSignOneAfterTheOther() throws Exception {
    Path offer = folder.resolve("grant.json");
    World.Run offered =
        grant(
            procuratorate,
            "--party",
            "streamline",
            "--with",
            COURT,
            "--key-of",
            COURT + "=" + courtKey.name(),
            "--out",
            offer);
    assertThat(offered.exitCode()).as(offered.err()).isZero();
    assertThat(offered.out()).contains("colophon scope accept");
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(openings(procuratorate)).hasSize(1);
    assertThat(world.run("licence", "accept", offer, "--profile", court).exitCode()).isEqualTo(4);
    assertThat(world.run("scope", "accept", offer, "--profile", judge).exitCode()).isEqualTo(4);
    World.Run accepted = done("scope", "accept", offer, "--profile", court);
    assertThat(accepted.err())
        .contains("procuratorate and internet-court let judge-li read case matter");
    assertThat(accepted.out()).contains("judge-li may read");
    assertThat(roles()).containsExactly(Role.MEMBER, Role.MEMBER);
    assertThat(newest().notAfter()).isPresent();
    assertThat(openings(procuratorate).getFirst().record()).isEqualTo(newest().id());
  }

  @Test
  void whatIsPassedOnStaysAsItIsUnlessTold() throws Exception {
    ScopeGrant above = granted("--work", WORK, "--party", "li-wei", "--depth", "2");
    String parent = newest().id().hex();
    World.Run run =
        done("scope", "delegate", parent, "--to", "clerk-chen", "--json", "--profile", judge);
    assertThat(World.text(run.json().getFirst(), "parent")).isEqualTo(parent);
    ScopeGrant content = (ScopeGrant) newest().content();
    assertThat(roles()).containsExactly(Role.GRANTEE);
    assertThat(content.parent()).map(id -> id.hex()).contains(parent);
    assertThat(content.basis()).isEqualTo(above.basis());
    assertThat(content.caseOpened()).isEqualTo(above.caseOpened());
    assertThat(content.scope().depth()).isEqualTo(1);
    assertThat(content.scope().widens(above.scope())).isEqualTo(Optional.empty());
    assertThat(content.scope().works()).isEqualTo(above.scope().works());
    done(
        "scope",
        "delegate",
        parent,
        "--to",
        "clerk-chen",
        "--parties",
        above.scope().parties().getFirst().hex(),
        "--reads",
        "9",
        "--depth",
        "0",
        "--until",
        "2026-01-03",
        "--profile",
        judge);
    Scope narrow = ((ScopeGrant) newest().content()).scope();
    assertThat(narrow.reads()).isEqualTo(9);
    assertThat(narrow.readsADay()).isEqualTo(9);
    assertThat(narrow.depth()).isZero();
    assertThat(narrow.until()).isEqualTo(new Timestamp(1_767_398_400_000L));
    assertThat(narrow.widens(above.scope())).isEqualTo(Optional.empty());
    assertThat(
            world
                .run("scope", "delegate", opened, "--to", "clerk-chen", "--profile", judge)
                .exitCode())
        .isEqualTo(1);
  }

  @Test
  void aGrantIsRevokedAsOrganOrAsGrantee() throws Exception {
    granted("--work", WORK);
    String grant = newest().id().hex();
    done(
        "scope",
        "revoke",
        grant,
        "--ground",
        "MISUSE",
        "--reason",
        world.file("why.txt", "it was sold"),
        "--profile",
        court);
    assertThat(roles()).containsExactly(Role.MEMBER);
    ScopeRevoke content = (ScopeRevoke) newest().content();
    assertThat(content.reason()).isPresent();
    assertThat(openings(court)).extracting(Opening::digest).contains(sha256("it was sold"));
    World.Run run =
        done("scope", "revoke", grant, "--ground", "NOT_NEEDED", "--json", "--profile", judge);
    assertThat(roles()).containsExactly(Role.GRANTEE);
    assertThat(World.text(run.json().getFirst(), "ground")).isEqualTo("NOT_NEEDED");
  }

  @Test
  void aGrantIsShownWithItsReadsAndLeases() {
    granted("--work", WORK, "--depth", "1");
    String grant = newest().id().hex();
    assertThat(done("scope", "show", grant, "--profile", judge).out())
        .contains("may read until", COURT + " → judge-li, CN-CPL-67")
        .contains("read up to class case, records of any type, ordered from the beginning")
        .contains("may be passed on 1 deep")
        .contains("1000 reads, 1000 a day: 7 used, 10 leased, 3 left, 2 of them today")
        .contains("court-1 took 10", "used 7", "not settled");
    assertThat(((ListLeasesRequest) world.network.asked.getLast()).getGrant()).isEqualTo(grant);
    Json.Obj json = done("scope", "show", grant, "--json", "--profile", judge).json().getFirst();
    assertThat(World.text(json, "grant")).contains("\"effective\":true", "\"leftToday\":2");
    assertThat(World.text(json, "leases")).contains("\"used\":7");
    done("scope", "revoke", grant, "--ground", "OTHER", "--profile", court);
    assertThat(done("scope", "list", "--case", opened, "--profile", judge).out())
        .contains("revoked on", "1 grant")
        .doesNotContain("may read until", "left");
    assertThat(((ListGrantsRequest) world.network.asked.getLast()).getCase()).isEqualTo(opened);
    assertThat(done("scope", "list", "--grantee", "judge-li", "--json", "--profile", judge).out())
        .contains("\"cause\":\"REVOKED\"");
    assertThat(world.run("scope", "list", "--profile", judge).exitCode()).isEqualTo(2);
  }
}
