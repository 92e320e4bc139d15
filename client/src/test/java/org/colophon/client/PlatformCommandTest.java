package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.core.content.Access;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.Correction;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.Right;
import org.colophon.core.content.Takedown;
import org.colophon.core.evidence.ItemProof;
import org.colophon.core.record.Role;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.verifier.Opening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** batch, publication, recommendation, access, correction and notice. */
class PlatformCommandTest {
  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path platform;
  private Path song;
  private String work;

  @BeforeEach
  void aWork() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    platform = world.profile("platform");
    song = world.file("song.txt", "a song");
    world.run("work", "declare", song, "--profile", creator);
    work = newest().id().hex();
  }

  private Statement newest() {
    return world.network.statements().getLast();
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  // batch

  private ItemProof prove(Path items, Path item, String name) throws Exception {
    Path out = folder.resolve(name);
    done("batch", "prove", items, "--item", item, "--out", out);
    return ItemProof.parse(Files.readAllBytes(out));
  }

  @Test
  void everyFileOfAFolderIsProvenUnderOneRecord() throws Exception {
    for (int i = 0; i < 5; i++) {
      world.file("uploads/" + i + ".txt", "upload " + i);
    }
    Path uploads = folder.resolve("files/uploads");
    Path items = folder.resolve("uploads.items");
    int before = world.network.size();
    done("batch", "timestamp", "--items", uploads, "--out", items, "--profile", platform);
    assertThat(world.network.size()).isEqualTo(before + 1);
    ItemBatch batch = ((BatchTimestamp) newest().content()).items();
    assertThat(batch.count()).isEqualTo(5);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.PLATFORM);
    assertThat(Files.getPosixFilePermissions(items)).hasSize(2);
    assertThat(Files.readString(items)).contains("\"receipt\"", newest().id().hex());
    for (int i = 0; i < 5; i++) {
      ItemProof proof = prove(items, uploads.resolve(i + ".txt"), i + ".proof");
      assertThat(proof.record()).isEqualTo(newest().id());
      assertThat(proof.shows(batch)).isTrue();
    }
    World.Run none =
        world.run("batch", "prove", items, "--item", song, "--out", folder.resolve("none"));
    assertThat(none.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(none.err()).contains("NOT_FOUND");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void linesAndDigestsAreItemsToo() throws Exception {
    Path rows = world.file("rows.ndjson", "{\"row\":1}\n\n{\"row\":2}\r\n{\"row\":3}");
    Path items = folder.resolve("rows.items");
    done(
        "batch",
        "timestamp",
        "--items",
        rows,
        "--as",
        "LINES",
        "--out",
        items,
        "--profile",
        platform,
        "--notary");
    ItemBatch batch = ((BatchTimestamp) newest().content()).items();
    assertThat(batch.count()).isEqualTo(3);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.NOTARY);
    assertThat(prove(items, world.file("row", "{\"row\":2}"), "row.proof").shows(batch)).isTrue();

    Hash first = Hash.sha256(new byte[] {1});
    Hash second = Hash.sha256(new byte[] {2});
    Hash third = Hash.sha256(new byte[] {3});
    Path list =
        world.file(
            "list", first + "  a.jpg\n" + second + "\n{\"sha256\":\"" + third + "\",\"id\":7}\n");
    Path listed = folder.resolve("list.items");
    done(
        "batch",
        "timestamp",
        "--items",
        list,
        "--as",
        "DIGESTS",
        "--out",
        listed,
        "--profile",
        platform);
    Path out = folder.resolve("third.proof");
    done("batch", "prove", listed, "--digest", third, "--out", out);
    assertThat(
            ItemProof.parse(Files.readAllBytes(out))
                .shows(((BatchTimestamp) newest().content()).items()))
        .isTrue();
    assertThat(Files.readString(listed)).contains("\"name\":\"a.jpg\"");
  }

  @Test
  void oneLineThatIsNoItemSpoilsTheBatch() throws Exception {
    int before = world.network.size();
    for (String wrong : List.of("abc\n", "\n\n", Hash.sha256(new byte[0]) + "x\n", "{\"a\":1}\n")) {
      Path items = folder.resolve("wrong.items");
      World.Run run =
          world.run(
              "batch",
              "timestamp",
              "--items",
              world.file("wrong", wrong),
              "--as",
              "DIGESTS",
              "--out",
              items,
              "--profile",
              platform);
      assertThat(run.exitCode()).as(wrong).isEqualTo(ExitCodes.LOCAL);
      assertThat(items).doesNotExist();
    }
    assertThat(world.network.size()).isEqualTo(before);
  }

  @Test
  void aRefusedBatchLeavesNoFileAndALostAnswerLeavesTheWholeOne() throws Exception {
    Path items = folder.resolve("items");
    world.network.chain.rule =
        statement ->
            java.util.Optional.of(
                new org.colophon.core.Refusal(org.colophon.core.Reason.ROLE_DENIED, "no"));
    World.Run refused =
        world.run("batch", "timestamp", "--items", song, "--out", items, "--profile", platform);
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(items).doesNotExist();
    world.network.chain.rule = statement -> java.util.Optional.empty();
    for (int i = 0; i < 50; i++) {
      world.network.troubles.add(FakeNetwork.Trouble.LOST_ANSWER);
    }
    World.Run lost =
        world.run("batch", "timestamp", "--items", song, "--out", items, "--profile", platform);
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.NETWORK);
    world.network.troubles.clear();
    assertThat(prove(items, song, "proof").record()).isEqualTo(newest().id());
  }

  @Test
  void aFileOfItemsThatWasChangedProvesNothing() throws Exception {
    Path other = world.file("other.txt", "another");
    Path items = folder.resolve("items");
    done("batch", "timestamp", "--items", song, other, "--out", items, "--profile", platform);
    String text = Files.readString(items);
    String digest = Hash.sha256("another".getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    List<String> lines = text.lines().toList();
    for (String changed :
        List.of(
            text.replace(digest, "0".repeat(64)),
            text.replace(lines.get(1) + "\n", ""),
            text.replaceFirst("\"secret\":\"..", "\"secret\":\"zz"),
            lines.get(0) + "\n" + lines.get(1) + "\n",
            text.replace("colophon-items/1", "colophon-items/2"),
            "not JSON\n")) {
      Path spoilt = Files.writeString(folder.resolve("spoilt"), changed);
      World.Run run =
          world.run("batch", "prove", spoilt, "--item", song, "--out", folder.resolve("p"));
      assertThat(run.exitCode()).as(changed).isEqualTo(ExitCodes.LOCAL);
      assertThat(folder.resolve("p")).doesNotExist();
    }
  }

  @Test
  void batchesExplainWrongUsage() {
    Path items = folder.resolve("items");
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("batch", "timestamp", "--profile", platform),
            List.of("batch", "timestamp", "--items", song, "--profile", platform),
            List.of("batch", "prove", items, "--out", items),
            List.of("batch", "verify", "--item", song))) {
      assertThat(world.run(words.toArray()).exitCode()).isEqualTo(ExitCodes.USAGE);
    }
    World.Run there =
        world.run("batch", "timestamp", "--items", song, "--out", song, "--profile", platform);
    assertThat(there.exitCode()).isEqualTo(ExitCodes.LOCAL);
  }

  // publication, recommendation, access

  @Test
  void aPublicationNamesItsPlaceAndItsContent() throws Exception {
    done(
        "publication",
        "add",
        work,
        "--url",
        "https://example.org/7",
        "--content",
        song,
        "--at",
        "2025-12-01",
        "--profile",
        platform);
    Publication publication = (Publication) newest().content();
    assertThat(publication.work().hex()).isEqualTo(work);
    assertThat(publication.showing().url()).contains("https://example.org/7");
    assertThat(publication.showing().at().value()).isEqualTo(1_764_547_200_000L);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.PLATFORM);
    done(
        "publication",
        "add",
        song,
        "--channel",
        "news",
        "--content",
        song,
        "--creator",
        "--profile",
        creator);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.CREATOR);
    World.Run mail =
        world.run(
            "publication",
            "add",
            work,
            "--channel",
            "me@example.org",
            "--content",
            song,
            "--profile",
            platform);
    assertThat(mail.err()).contains("CLEAR_PERSONAL_DATA");
  }

  @Test
  void recommendationsAreAddedAndListed() {
    done("recommendation", "add", "--channel", "home", "--content", song, "--profile", platform);
    assertThat(((Recommendation) newest().content()).work()).isEmpty();
    done(
        "recommendation",
        "add",
        work,
        "--channel",
        "home",
        "--content",
        song,
        "--profile",
        platform);
    assertThat(((Recommendation) newest().content()).work()).isPresent();
    World.Run list = done("recommendation", "list", "--work", work, "--profile", creator);
    assertThat(list.out()).contains("recommendation", newest().id().hex());
  }

  @Test
  void accessesAreOneOrMany() throws Exception {
    done("access", "add", work, "--mode", "VIEW", "--user", "user-7", "--profile", platform);
    Access one = (Access) newest().content();
    assertThat(one.count()).isEqualTo(1);
    done(
        "access",
        "add",
        work,
        "--mode",
        "BUY",
        "--user",
        "user-7",
        "--price",
        "CNY 3.50",
        "--profile",
        platform);
    Access.Single paid = (Access.Single) ((Access) newest().content()).occasion();
    Opening opening = World.openingOf(platform, newest().id());
    assertThat(opening.fileName()).isEqualTo("CNY 3.50");
    assertThat(paid.price()).contains(opening.commitment());
    Path rows = world.file("sales.ndjson", "{\"user\":\"a\"}\n{\"user\":\"b\"}\n");
    Path items = folder.resolve("sales.items");
    done(
        "access",
        "add",
        work,
        "--mode",
        "BUY",
        "--items",
        rows,
        "--as",
        "LINES",
        "--out",
        items,
        "--profile",
        platform);
    Access many = (Access) newest().content();
    assertThat(many.count()).isEqualTo(2);
    assertThat(
            prove(items, world.file("row", "{\"user\":\"b\"}"), "proof")
                .shows(many.itemBatch().orElseThrow()))
        .isTrue();
  }

  @Test
  void eventsComeFromAListAndAreRecordedOnce() throws Exception {
    String event = "{\"at\":5,\"mode\":\"VIEW\",\"user\":\"user-%s\",\"work\":\"" + work + "\"";
    Path list =
        world.file(
            "events.ndjson",
            event.formatted("1")
                + ",\"ref\":\"E-1\"}\n"
                + event.formatted("2")
                + "}\n"
                + event.formatted("1")
                + ",\"ref\":\"E-3\"}\n"
                + "{\"mode\":\"VIEW\"}\n"
                + event.formatted("13812345678")
                + "}\n");
    Path results = folder.resolve("results.ndjson");
    int before = world.network.size();
    World.Run run =
        world.run("access", "add", "--from", list, "--results", results, "--profile", platform);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(world.network.size()).isEqualTo(before + 2);
    List<String> lines = Files.readAllLines(results);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).contains("REGISTERED", "E-1", work);
    assertThat(lines.get(2)).contains("SAME_CONTENT", "\"sameAs\":1");
    assertThat(lines.get(3)).contains("MALFORMED");
    assertThat(lines.get(4)).contains("CLEAR_PERSONAL_DATA");
    world.run("access", "add", "--from", list, "--results", results, "--profile", platform);
    assertThat(world.network.size()).isEqualTo(before + 2);
    assertThat(Files.readAllLines(results)).isEqualTo(lines);
  }

  @Test
  void aListWhoseAnswersAreLostIsResumedWithNothingDoubled() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(
          "{\"at\":" + i + ",\"channel\":\"home\",\"sha256\":\"" + "0".repeat(64) + "\"}\n");
    }
    Path list = world.file("events.ndjson", text.toString());
    Path results = folder.resolve("results.ndjson");
    int before = world.network.size();
    for (int i = 0; i < 50; i++) {
      world.network.troubles.add(FakeNetwork.Trouble.LOST_ANSWER);
    }
    World.Run lost =
        world.run(
            "recommendation", "add", "--from", list, "--results", results, "--profile", platform);
    assertThat(lost.exitCode()).isEqualTo(ExitCodes.NETWORK);
    world.network.troubles.clear();
    done("recommendation", "add", "--from", list, "--results", results, "--profile", platform);
    assertThat(world.network.size()).isEqualTo(before + 30);
    assertThat(Files.readAllLines(results)).hasSize(30);
  }

  @Test
  void eventsExplainWrongUsage() {
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("publication", "add"),
            List.of("publication", "add", work),
            List.of("publication", "add", work, "--channel", "x"),
            List.of("publication", "add", work, "--from", "x", "--json"),
            List.of("publication", "add", "--results", "x"),
            List.of("recommendation", "list"),
            List.of("access", "add", work, "--mode", "VIEW"),
            List.of("access", "add", work, "--user", "user-7"),
            List.of("access", "add", "--mode", "VIEW", "--user", "user-7"))) {
      World.Run run = world.run(with(words, platform));
      assertThat(run.exitCode()).as("%s: %s", words, run.err()).isEqualTo(ExitCodes.USAGE);
    }
  }

  private static Object[] with(List<Object> words, Path profile) {
    List<Object> all = new java.util.ArrayList<>(words);
    all.add("--profile");
    all.add(profile);
    return all.toArray();
  }

  // correction

  @Test
  void aCorrectionIsSignedAsTheRecordWas() {
    done(
        "correction",
        work,
        "--set",
        "title=A song",
        "--drop",
        "iscc",
        "--commit",
        "price=" + "0".repeat(64),
        "--profile",
        creator);
    Correction correction = (Correction) newest().content();
    assertThat(correction.corrects().hex()).isEqualTo(work);
    assertThat(correction.corrections()).hasSize(3);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.CREATOR);
    World.Run other = world.run("correction", work, "--set", "title=Mine", "--profile", platform);
    assertThat(other.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(other.err()).contains("ROLE_DENIED");
    assertThat(world.run("correction", work, "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(world.run("correction", work, "--commit", "a=b", "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  // notice

  @Test
  void aNoticeIsSentAnsweredAndShownWithItsWarning() {
    world.network.claims.answers.add(
        RightAnswer.newBuilder()
            .setRight("RENTAL")
            .setGranted(true)
            .addSources(
                RightSource.newBuilder().setBasis("LICENSEE").addChain(work).addChain("77aa"))
            .build());
    World.Run sent =
        done(
            "notice",
            "send",
            "--work",
            work,
            "--to",
            "platform",
            "--rights",
            "RENTAL,INTEGRITY",
            "--url",
            "https://example.org/7",
            "--evidence",
            work,
            "--profile",
            creator);
    assertThat(sent.out()).contains("warning", "platform was allowed RENTAL", "77aa");
    NoticeSend notice = (NoticeSend) newest().content();
    assertThat(notice.rights()).containsExactlyInAnyOrder(Right.RENTAL, Right.INTEGRITY);
    assertThat(newest().signers().getFirst().role()).isEqualTo(Role.OWNER);
    String id = newest().id().hex();
    assertThat(done("notice", "show", id, "--profile", creator).out())
        .contains(id, "INTEGRITY, RENTAL", "warning", "countered   no");
    done("notice", "counter", id, "--basis", "ANOTHER_WORK", "--profile", platform);
    assertThat(((NoticeCounter) newest().content()).basis())
        .isEqualTo(NoticeCounter.Basis.ANOTHER_WORK);
    World.Run taken =
        done("notice", "takedown", id, "--measure", "BLOCKED", "--json", "--profile", platform);
    assertThat(taken.out()).contains("\"warnings\":[{", "77aa");
    assertThat(((Takedown) newest().content()).measure()).isEqualTo(Takedown.Measure.BLOCKED);
    assertThat(
            world
                .run("notice", "counter", id, "--basis", "LICENSED", "--profile", platform)
                .exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }
}
