package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.colophon.core.Timestamp;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.ValidityView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandTest {
  @TempDir private Path folder;
  private World world = uninitialised();
  private Path creator = Path.of("");

  @SuppressWarnings("NullAway")
  private static World uninitialised() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
  }

  @Test
  void everyCommandHelpsWithASentenceAndItsExitCodes() {
    List<List<String>> commands =
        List.of(
            List.of("work", "declare"),
            List.of("work", "reveal"),
            List.of("work", "show"),
            List.of("work", "trace"),
            List.of("draft", "add"),
            List.of("evidence", "deposit"),
            List.of("evidence", "capture"),
            List.of("capture"),
            List.of("evidence", "export"),
            List.of("scope", "export"),
            List.of("evidence", "verify"),
            List.of("evidence", "certificate"),
            List.of("evidence", "renew"),
            List.of("evidence", "receipt"),
            List.of("supplement"),
            List.of("transfer"),
            List.of("transfer", "accept"),
            List.of("work", "derive"),
            List.of("licence", "grant"),
            List.of("licence", "sub"),
            List.of("licence", "accept"),
            List.of("licence", "terminate"),
            List.of("licence", "check"),
            List.of("licence", "list"),
            List.of("licence", "export"),
            List.of("right", "encumber"),
            List.of("right", "waive"),
            List.of("chain", "status"),
            List.of("chain", "block"),
            List.of("chain", "record"),
            List.of("chain", "watch"),
            List.of("chain", "checkpoint"),
            List.of("chain", "consistency"),
            List.of("chain", "monitor"),
            List.of("key", "new"),
            List.of("key", "show"),
            List.of("key", "rotate"),
            List.of("key", "revoke"),
            List.of("subject", "request"),
            List.of("subject", "register"),
            List.of("profile", "new"),
            List.of("court", "submit"),
            List.of("court", "status"),
            List.of("court", "announce"),
            List.of("court", "open"),
            List.of("completion"));
    for (List<String> command : commands) {
      Object[] words =
          java.util.stream.Stream.concat(command.stream(), java.util.stream.Stream.of("--help"))
              .toArray();
      World.Run run = world.run(words);

      assertThat(run.exitCode()).as("%s", command).isZero();
      assertThat(run.err()).as("%s", command).isEmpty();
      assertThat(run.out())
          .as("%s", command)
          .contains("Usage: colophon " + String.join(" ", command))
          .contains("Example")
          .contains("Exit codes:")
          .doesNotContain("${");
    }
  }

  @Test
  void completionScriptNamesTheCommands() {
    assertThat(world.run("completion", "bash").out()).contains("declare").contains("consistency");
    assertThat(world.run("completion", "fish").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(world.run().exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(world.run("work").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(world.run("wrok").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(world.run("work", "declare", "x", "--creator", "li-wei:x").err())
        .contains("SUBJECT:SHARE");
    assertThat(world.run("chain", "record", "xyz").err()).contains("64 lower-case hex");
  }

  @Test
  void aMissingProfileIsNamedWithItsRemedy() {
    World.Run run = world.run("chain", "status");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(run.err()).startsWith("error: CONFIG: ").contains("colophon profile new");
  }

  @Test
  void statusTellsWhatMustBeRenewed() throws Exception {
    world.network.validities.add(
        ValidityView.newBuilder().setWhat("TLS").setUntil(1L << 41).setDue(true).build());
    world.network.validities.add(
        ValidityView.newBuilder().setWhat("CRL").setUntil(1).setDue(true).build());
    world.network.validities.add(
        ValidityView.newBuilder().setWhat("CA").setUntil(1L << 42).build());
    assertThat(asCreator("chain", "status").out())
        .contains("TLS ends: 2039-", "CRL has ended: 1970-")
        .doesNotContain("CA ends");
    assertThat(asCreator("chain", "status", "--json").out())
        .contains("{\"due\":true,\"until\":1,\"what\":\"CRL\"}")
        .contains(
            "\"custody\":{\"erased\":1,\"named\":3,\"namedBytes\":0,\"waiting\":0,\"waitingBytes\":0}");
  }

  @Test
  void aFileShowsWhoRegisteredItAndWhen() throws Exception {
    Path file = world.file("a.txt", "a");
    asCreator("work", "declare", file);

    World.Run run = asCreator("work", "show", file);
    World.Run json = asCreator("work", "show", file, "--json");

    assertThat(run.out()).contains("work.declare by li-wei  has priority").contains("claimed");
    assertThat(json.json().getFirst().members().keySet())
        .containsExactlyInAnyOrder("sha256", "matches", "works");
  }

  @Test
  void aFileThatNobodyRegisteredEndsWithOne() throws Exception {
    Path file = world.file("a.txt", "a");

    assertThat(asCreator("work", "show", file).exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(asCreator("work", "show", file).out()).startsWith("not registered");
    assertThat(asCreator("work", "trace", file).err()).startsWith("error: NOT_FOUND");
  }

  @Test
  void draftsGoOnFromTheNewest() throws Exception {
    World.Run first = asCreator("draft", "add", world.file("1.txt", "one"), "--json");
    String work = World.text(first.json().getFirst(), "work");
    asCreator("draft", "add", world.file("2.txt", "two"), "--work", work);
    asCreator("draft", "add", world.file("3.txt", "three"), "--work", work);

    List<Statement> statements = world.network.statements();
    DraftAdd last = (DraftAdd) statements.getLast().content();
    assertThat(last.sequence()).isEqualTo(3);
    assertThat(last.previous()).contains(statements.get(1).id());
    assertThat(asCreator("draft", "add", world.file("3.txt", "three"), "--work", work).out())
        .contains("draft recorded before");
    assertThat(world.network.size()).isEqualTo(3);
  }

  @Test
  void aDraftOfAnUnpublishedFileIsTracedByTheFile() throws Exception {
    Path file = world.file("1.txt", "one");
    asCreator("draft", "add", file);

    World.Run run = asCreator("work", "trace", file, "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().getFirst().members().keySet())
        .containsExactlyInAnyOrder("work", "events");
    Json.Obj prov = asCreator("work", "trace", file, "--prov").json().getFirst();
    assertThat(prov.members().keySet()).contains("entity", "activity", "agent", "wasGeneratedBy");
    String drafted =
        World.text(
            (Json.Obj) Objects.requireNonNull(run.json().getFirst().members().get("work")), "work");
    assertThat(prov.text())
        .as("the node's own document, and not another one")
        .contains("\"prov:generalEntity\":\"work:" + drafted + "\"")
        .contains("\"col:claimedTime\":")
        .contains("\"col:type\":\"draft.add\"");
  }

  @Test
  void aWorkIsShownAsOfAnInstant() throws Exception {
    Path file = world.file("1.txt", "one");
    asCreator("draft", "add", file);

    assertThat(asCreator("work", "show", file, "--at", "2026-03-01").exitCode()).isZero();
    assertThat(asCreator("work", "show", file, "--height", "7").exitCode()).isZero();
    assertThat(asCreator("work", "show", file, "--at", "2026-03-01", "--height", "7").exitCode())
        .isEqualTo(ExitCodes.USAGE);

    List<GetWorkRequest> asked =
        world.network.workAsked.stream()
            .filter(one -> one.getTime() != 0 || one.getHeight() != 0)
            .toList();
    assertThat(asked.getFirst().getTime()).isEqualTo(1_772_323_200_000L);
    assertThat(asked.getLast().getHeight()).isEqualTo(7);
    assertThat(asked).hasSize(2);
  }

  @Test
  void depositsAndSupplementsAreCommitments() throws Exception {
    Path shot = world.file("shot.png", "x");
    World.Run deposit = asCreator("evidence", "deposit", shot, "--custody", "collected", "--json");
    String record = World.text(deposit.json().getFirst(), "record");
    asCreator("supplement", record, world.file("more.txt", "y"));

    assertThat(world.network.statements().getFirst().content())
        .isInstanceOfSatisfying(
            EvidenceDeposit.class,
            content -> assertThat(content.custody()).isEqualTo(EvidenceDeposit.Custody.COLLECTED));
    assertThat(world.network.statements().getLast().content())
        .isInstanceOfSatisfying(
            Supplement.class, content -> assertThat(content.supplements().hex()).isEqualTo(record));
    assertThat(creator.resolve("openings").toFile().list()).hasSize(2);
  }

  @Test
  void aCaptureIsRecordedOnceWithWhatWasStated() throws Exception {
    Path traffic = world.file("page.wacz", "all that went over the network");
    Path picture = world.file("page.png", "a picture");
    Object[] words = {
      "evidence",
      "capture",
      "--url",
      "https://example.org/gallery/7",
      "--tool",
      "browser",
      "--tool-version",
      "145.0",
      "--clock",
      "NTP",
      "--relation",
      "engaged",
      "--part",
      "wacz=" + traffic,
      "--part",
      "Screenshot=" + picture,
      "--at",
      "2025-12-01T00:00:00Z",
      "--stated",
      "storage=write-once disk",
      "--json"
    };
    String record = World.text(asCreator(words).json().getFirst(), "record");
    assertThat(world.network.statements().getLast().content())
        .isInstanceOfSatisfying(
            EvidenceCapture.class,
            content -> {
              assertThat(content.capturedAt()).isEqualTo(new Timestamp(1_764_547_200_000L));
              assertThat(content.relation()).isEqualTo(EvidenceCapture.Relation.ENGAGED);
              assertThat(content.parts())
                  .extracting(EvidenceCapture.Part::kind)
                  .containsExactly(EvidenceCapture.Kind.WACZ, EvidenceCapture.Kind.SCREENSHOT);
              assertThat(content.stated().storage()).contains("write-once disk");
              assertThat(content.stated().notary()).isEmpty();
            });
    assertThat(World.text(asCreator(words).json().getFirst(), "record")).isEqualTo(record);
    assertThat(world.network.statements()).hasSize(1);
    // The same files from elsewhere are another capture.
    words[3] = "https://example.org/gallery/8";
    assertThat(World.text(asCreator(words).json().getFirst(), "record")).isNotEqualTo(record);
    assertThat(world.network.statements()).hasSize(2);
  }

  @Test
  void aCaptureThatCannotBeIsRefusedBeforeItIsSent() throws Exception {
    Path picture = world.file("page.png", "a picture");
    List<Object> words =
        new ArrayList<>(
            List.of(
                "evidence",
                "capture",
                "--url",
                "https://example.org/",
                "--tool",
                "browser",
                "--tool-version",
                "145.0",
                "--clock",
                "NTP",
                "--relation",
                "none",
                "--part",
                "screenshot=" + picture));
    World.Run withoutLog = asCreator(words.toArray());
    assertThat(withoutLog.exitCode()).isEqualTo(1);
    assertThat(withoutLog.err()).contains("MISSING_LOG");
    words.addAll(List.of("--part", "painting=" + picture));
    World.Run noKind = asCreator(words.toArray());
    assertThat(noKind.exitCode()).isEqualTo(2);
    assertThat(noKind.err()).contains("KIND=FILE");
    assertThat(world.network.statements()).isEmpty();
  }

  @Test
  void bothSignATransferWhenBothProfilesAreAtHand() throws Exception {
    Path acquirer = world.profile("studio");

    World.Run run =
        asCreator(
            "transfer", work(), "--to", "studio", "--share", "3000", "--to-profile", acquirer);

    assertThat(run.exitCode()).isZero();
    Statement statement = world.network.statements().getLast();
    assertThat(statement.signers().stream().map(Signer::role))
        .containsExactly(Role.OWNER, Role.ACQUIRER);
    assertThat(statement.notAfter()).isPresent();
    assertThat(((Transfer) statement.content()).allEconomic()).isTrue();
  }

  @Test
  void anOfferIsAcceptedByItsAcquirerAlone() throws Exception {
    Path acquirer = world.profile("studio");
    Path offer = folder.resolve("offer.json");
    String key = world.run("key", "show", "--profile", acquirer).out().trim();
    World.Run made =
        asCreator(
            "transfer",
            work(),
            "--to",
            "studio",
            "--key-of",
            "studio=" + key,
            "--share",
            "3000",
            "--rights",
            "TRANSLATION,adaptation",
            "--out",
            offer);
    assertThat(made.exitCode()).isZero();
    int before = world.network.size();

    assertThat(asCreator("transfer", "accept", offer).exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(world.network.size()).isEqualTo(before);
    World.Run accepted = world.run("transfer", "accept", offer, "--profile", acquirer);

    assertThat(accepted.exitCode()).isZero();
    assertThat(accepted.err()).contains("30 %").contains("from li-wei");
    assertThat(world.network.size()).isEqualTo(before + 1);
    World.Run again = world.run("transfer", "accept", offer, "--profile", acquirer);
    assertThat(again.exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(before + 1);
  }

  @Test
  void aPledgeeSignsATransferBehindItsAcquirer() throws Exception {
    Path acquirer = world.profile("studio");
    Path pledgee = world.profile("bank");
    Path offer = folder.resolve("offer.json");
    Path forBank = folder.resolve("for-bank.json");
    String key = world.run("key", "show", "--profile", pledgee).out().trim();
    String studio = world.run("key", "show", "--profile", acquirer).out().trim();
    asCreator(
        "transfer",
        work(),
        "--to",
        "studio",
        "--key-of",
        "studio=" + studio,
        "--pledgee",
        "bank",
        "--key-of",
        "bank=" + key,
        "--share",
        "3000",
        "--out",
        offer);
    int before = world.network.size();

    // For the acquirer alone it is not the last signature.
    assertThat(world.run("transfer", "accept", offer, "--profile", acquirer).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    world.run("transfer", "accept", offer, "--out", forBank, "--profile", acquirer);
    assertThat(world.network.size()).isEqualTo(before);
    World.Run accepted = world.run("licence", "accept", forBank, "--profile", pledgee);

    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    assertThat(world.network.statements().getLast().signers().stream().map(Signer::role))
        .containsExactly(Role.OWNER, Role.ACQUIRER, Role.PLEDGEE);
  }

  @Test
  void aChangedOfferIsRefused() throws Exception {
    Path acquirer = world.profile("studio");
    Path offer = folder.resolve("offer.json");
    String key = world.run("key", "show", "--profile", acquirer).out().trim();
    asCreator(
        "transfer",
        work(),
        "--to",
        "studio",
        "--key-of",
        "studio=" + key,
        "--share",
        "3000",
        "--out",
        offer);
    String text = Files.readString(offer);
    Files.writeString(offer, text.replace("\"share\":3000", "\"share\":9000"));

    World.Run run = world.run("transfer", "accept", offer, "--profile", acquirer);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).startsWith("error: BAD_SIGNATURE");
  }

  @Test
  void aSubjectAsksAndARegistrarConfirms() throws Exception {
    Path registrar = world.profile(World.OFFICE, world.officeKey);
    Path request = folder.resolve("request.json");
    Path name = world.file("name.txt", "李伟\n");

    World.Run asked = asCreator("subject", "request", "--name-file", name, "--out", request);
    World.Run done = world.run("subject", "register", request, "--profile", registrar, "--json");

    assertThat(asked.exitCode()).isZero();
    assertThat(done.exitCode()).isZero();
    assertThat(asked.out() + asked.err() + done.out() + done.err()).doesNotContain("李伟");
    assertThat(Files.getPosixFilePermissions(request)).hasSize(2);
    Statement statement = world.network.statements().getLast();
    assertThat(statement.signers().stream().map(Signer::role))
        .containsExactly(Role.REGISTRAR, Role.SUBJECT);
    assertThat(((SubjectRegister) statement.content()).subject().text()).isEqualTo("li-wei");
    assertThat(Files.readString(request)).doesNotContain("PRIVATE");
  }

  @Test
  void aKeyIsReplacedOnceTheChainHasTakenIt() throws Exception {
    String old = asCreator("key", "show").out().trim();
    world.network.troubles.addAll(
        java.util.Collections.nCopies(1000, FakeNetwork.Trouble.LOST_ANSWER));
    World.Run lost = asCreator("key", "rotate", "--timeout", "1");
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.NETWORK);
    assertThat(asCreator("key", "show").out().trim()).isEqualTo(old);
    world.network.troubles.clear();

    World.Run run = asCreator("key", "rotate", "--json");

    assertThat(run.exitCode()).isZero();
    String now = asCreator("key", "show").out().trim();
    assertThat(now).isNotEqualTo(old).isEqualTo(World.text(run.json().getFirst(), "key"));
    assertThat(KeyFiles.read(creator.resolve("key.pem.old")).name().text()).isEqualTo(old);
    assertThat(world.network.statements().stream().filter(s -> s.content() instanceof KeyRotate))
        .hasSize(1);
    assertThat(creator.resolve("key.pem.rotation")).doesNotExist();
    assertThat(creator.resolve("key.pem.next")).doesNotExist();
  }

  @Test
  void keysAreNeverPrintedOrOverwritten() throws Exception {
    Path key = folder.resolve("new.pem");

    assertThat(world.run("key", "new", "--alg", "sm2", "--out", key).out()).startsWith("sm2:");
    assertThat(world.run("key", "new", "--out", key).exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(world.run("key", "new", "--alg", "rsa", "--out", key).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
  }

  @Test
  void statusTellsNodesThatDoNotAnswer() {
    World.Run run = asCreator("chain", "status", "--json");

    assertThat(run.exitCode()).isZero();
    String nodes = World.text(run.json().getFirst(), "nodes");
    assertThat(nodes).contains("connection refused").contains("\"role\":\"LEADER\"");
  }

  @Test
  void consistencyIsVerifiedHere() throws Exception {
    for (int i = 0; i < 7; i++) {
      asCreator("work", "declare", world.file(i + ".txt", "file " + i));
    }

    World.Run run = asCreator("chain", "consistency", "3", "7", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("\"consistent\":true");
    assertThat(asCreator("chain", "consistency", "7", "3").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void watchingEndsAtItsLimit() throws Exception {
    asCreator("work", "declare", world.file("a.txt", "a"));
    asCreator("work", "declare", world.file("b.txt", "b"));

    World.Run run = asCreator("chain", "watch", "--from", "0", "--limit", "2");

    assertThat(run.out().lines()).hasSize(2).allMatch(l -> l.contains("work.declare by li-wei"));
  }

  @Test
  void evidenceThatDoesNotVerifyIsNotWritten() throws Exception {
    Path file = world.file("a.txt", "a");
    asCreator("work", "declare", file);
    Path out = folder.resolve("a.zip");

    World.Run run = asCreator("evidence", "export", file, "--out", out);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).startsWith("error: CONTAINER: the node's answer does not verify");
    assertThat(out).doesNotExist();
  }

  @Test
  void verifyingGarbageNamesTheCheck() throws Exception {
    Path zip = Files.write(folder.resolve("x.zip"), "no zip".getBytes(StandardCharsets.UTF_8));

    World.Run run = world.run("evidence", "verify", zip);
    World.Run json = world.run("evidence", "verify", zip, "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).contains("✗ CONTAINER").contains("NOT VERIFIED");
    assertThat(run.err()).contains("error: CONTAINER");
    assertThat(World.text(json.json().getFirst(), "failed")).isEqualTo("CONTAINER");
  }

  @Test
  void aNewProfileIsReadyToAsk() throws Exception {
    Path home = folder.resolve("fresh");

    World.Run made =
        world.run(
            "profile",
            "new",
            "--node",
            "https://localhost:7443",
            "--genesis",
            folder.resolve("genesis.json"),
            "--organisation",
            World.OFFICE,
            "--subject",
            "new-one",
            "--profile",
            home);

    assertThat(made.exitCode()).isZero();
    assertThat(world.run("key", "show", "--profile", home).out()).startsWith("ed25519:");
    assertThat(world.run("chain", "status", "--profile", home).exitCode()).isZero();
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    CommandLine line = Main.commandLine(contextWith(true, "1"));

    assertThat(line.getColorScheme().ansi().enabled()).isFalse();
    assertThat(Main.commandLine(contextWith(true, "")).getColorScheme().ansi().enabled()).isTrue();
    assertThat(Main.commandLine(contextWith(false, "")).getColorScheme().ansi().enabled())
        .isFalse();
  }

  private static Context contextWith(boolean terminal, String noColor) {
    return new Context(
        java.io.InputStream.nullInputStream(),
        System.out,
        System.err,
        java.util.Map.of("NO_COLOR", noColor),
        terminal,
        terminal,
        java.time.InstantSource.system(),
        new java.security.SecureRandom(),
        duration -> {},
        (profile, genesis, timeout) -> {
          throw new IllegalStateException("not asked for");
        });
  }

  private String work() throws Exception {
    World.Run run = asCreator("work", "declare", world.file("work.txt", "work"), "--json");
    return World.text(run.json().getFirst(), "work");
  }

  private World.Run asCreator(Object... words) {
    Set<String> own = Set.of("--profile");
    assertThat(words).doesNotContain(own.toArray());
    return world.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(words), java.util.stream.Stream.of("--profile", creator))
            .toArray());
  }
}
