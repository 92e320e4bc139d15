package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDeclareTest {
  @TempDir private Path folder;
  private World world = uninitialised();
  private Path creator = Path.of("");

  @BeforeEach
  void setUp() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
  }

  @SuppressWarnings("NullAway")
  private static World uninitialised() {
    return null;
  }

  @Test
  void registersAFileWithItsDigest() throws Exception {
    Path file = world.file("poem.txt", "abc");

    World.Run run = declare(file, "--json");

    assertThat(run.exitCode()).isZero();
    Json.Obj line = run.json().getFirst();
    assertThat(line.members().keySet())
        .containsExactlyInAnyOrder(
            "file", "status", "sha256", "size", "mediaType", "record", "work", "receipt");
    assertThat(World.text(line, "sha256"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(World.text(line, "status")).isEqualTo("REGISTERED");
    assertThat(World.text(line, "mediaType")).isEqualTo("text/plain");
    WorkDeclare work = (WorkDeclare) world.network.statements().getFirst().content();
    assertThat(work.title()).isEqualTo("poem.txt");
    assertThat(work.category()).isEqualTo("art3.1");
    assertThat(run.json().getLast().members().keySet()).containsExactly("summary");
  }

  @Test
  void runAgainItChangesNothingAndSaysSo() throws Exception {
    world.file("a.txt", "a");
    world.file("b.txt", "b");
    declare(folder.resolve("files"));

    World.Run again = declare(folder.resolve("files"));

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("2 already registered").contains("Nothing was changed.");
    assertThat(world.network.size()).isEqualTo(2);
    assertThat(world.network.calls).containsExactly(2);
  }

  @Test
  void signsManyFilesInGroups() throws Exception {
    for (int i = 0; i < 1203; i++) {
      world.file("many/" + i + ".txt", "content " + i);
    }

    World.Run run = declare(folder.resolve("files"));

    assertThat(run.out()).contains("1203 files: 1203 registered");
    assertThat(world.network.calls).containsExactlyInAnyOrder(500, 500, 203);
    assertThat(world.network.size()).isEqualTo(1203);
  }

  @Test
  void sendsTheSameBytesUntilTheyAreAnsweredFor() throws Exception {
    world.network.troubles.addAll(
        List.of(
            FakeNetwork.Trouble.LOST_REQUEST,
            FakeNetwork.Trouble.OVERLOADED,
            FakeNetwork.Trouble.LOST_ANSWER));
    List<String> sent = new ArrayList<>();
    world.network.onSubmit =
        records -> records.forEach(record -> sent.add(new String(record, StandardCharsets.UTF_8)));

    World.Run run = declare(world.file("a.txt", "a"));

    assertThat(run.exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(sent).hasSize(4);
    assertThat(sent.stream().distinct()).hasSize(1);
  }

  @Test
  void aLaterRunDeliversWhatAnEarlierOneCouldNot() throws Exception {
    for (int i = 0; i < 1000; i++) {
      world.network.troubles.add(FakeNetwork.Trouble.LOST_REQUEST);
    }
    World.Run first = declare(world.file("a.txt", "a"), "--timeout", "1");
    world.network.troubles.clear();

    World.Run second = declare(world.file("a.txt", "a"));

    assertThat(first.exitCode()).isEqualTo(ExitCodes.NETWORK);
    assertThat(first.out()).contains("run again");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("already registered");
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(outbox()).isEmpty();
  }

  @Test
  void anAnswerThatWasLostIsNoSecondDeclaration() throws Exception {
    for (int i = 0; i < 1000; i++) {
      world.network.troubles.add(FakeNetwork.Trouble.LOST_ANSWER);
    }
    declare(world.file("a.txt", "a"), "--timeout", "1");
    world.network.troubles.clear();

    World.Run second = declare(world.file("a.txt", "a"));

    assertThat(second.out()).contains("already registered");
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(outbox()).isEmpty();
  }

  @Test
  void namesTheConflictAndDeclaresAllTheSame() throws Exception {
    Path file = world.file("a.txt", "a");
    declare(file);
    Path other = world.profile("wang-fang");

    World.Run run = world.run("work", "declare", file, "--profile", other, "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(world.network.size()).isEqualTo(2);
    assertThat(World.text(run.json().getFirst(), "status")).isEqualTo("REGISTERED");
    assertThat(World.text(run.json().getFirst(), "conflicts")).contains("li-wei");
  }

  @Test
  void equalContentsAreOneWork() throws Exception {
    world.file("a.txt", "same");
    world.file("b.txt", "same");

    World.Run run = declare(folder.resolve("files"));

    assertThat(run.out()).contains("b.txt  same content as").contains("a.txt");
    assertThat(world.network.size()).isEqualTo(1);
  }

  @Test
  void refusalsAreNamedAndTheOthersStand() throws Exception {
    world.network.chain.rule =
        statement ->
            statement.content() instanceof WorkDeclare work && work.title().equals("b.txt")
                ? Optional.of(new Refusal(Reason.UNKNOWN_KEY, "not registered"))
                : Optional.empty();
    world.file("a.txt", "a");
    world.file("b.txt", "b");

    World.Run run = declare(folder.resolve("files"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out())
        .contains("b.txt  UNKNOWN_KEY: not registered")
        .contains("1 registered, 1 refused");
  }

  @Test
  void personalMatterIsRefusedBeforeAnythingIsSent() throws Exception {
    World.Run run = declare(world.file("a.txt", "a"), "--title", "Call 13812345678");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).contains("CLEAR_PERSONAL_DATA");
    assertThat(world.network.calls).isEmpty();
  }

  @Test
  void theOpeningIsOnTheDiskBeforeTheCommitmentIsSent() throws Exception {
    List<Path> seen = new ArrayList<>();
    world.network.onSubmit = records -> seen.addAll(openings());

    World.Run run = declare(world.file("novel.txt", "novel"), "--unpublished");

    assertThat(run.exitCode()).isZero();
    assertThat(seen).hasSize(1);
    assertThat(Files.getPosixFilePermissions(seen.getFirst())).hasSize(2);
    WorkDeclare work = (WorkDeclare) world.network.statements().getFirst().content();
    assertThat(work.contents()).isEmpty();
    assertThat(work.commitment()).isPresent();
    assertThat(run.out()).doesNotContain("salt");
  }

  @Test
  void anUnpublishedWorkIsFoundAgainByItsOpening() throws Exception {
    Path file = world.file("novel.txt", "novel");
    declare(file, "--unpublished");

    World.Run again = declare(file, "--unpublished");

    assertThat(again.out()).contains("already registered");
    assertThat(world.network.size()).isEqualTo(1);
    assertThat(openings()).hasSize(1);
  }

  @Test
  void revealsWhatItCommittedTo() throws Exception {
    Path file = world.file("novel.txt", "abc");
    declare(file, "--unpublished");

    World.Run run = world.run("work", "reveal", file, "--profile", creator, "--json");

    assertThat(run.exitCode()).isZero();
    WorkReveal reveal = (WorkReveal) world.network.statements().getLast().content();
    assertThat(reveal.digest().hex()).startsWith("ba7816bf");
    assertThat(World.text(run.json().getFirst(), "opens")).isEqualTo(reveal.record().hex());
    assertThat(declare(file).out()).contains("already registered");
  }

  @Test
  void whoIsNotAmongTheCreatorsSignsAsAgent() throws Exception {
    declare(world.file("a.txt", "a"), "--creator", "wang-fang:6000", "--creator", "studio:4000");

    assertThat(world.network.statements().getFirst().signers().getFirst().role())
        .isEqualTo(Role.AGENT);
  }

  @Test
  void oneTitleIsNotForManyFiles() throws Exception {
    world.file("a.txt", "a");
    world.file("b.txt", "b");

    World.Run run = declare(folder.resolve("files"), "--title", "x");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).startsWith("error: USAGE: --title");
  }

  @Test
  void aFileThatIsNotThereIsALocalFault() {
    World.Run run = declare(folder.resolve("missing"));

    assertThat(run.exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(run.err()).contains("missing: no such file").doesNotContain("\tat ");
  }

  private World.Run declare(Path file, Object... more) {
    return world.run(
        Stream.concat(Stream.of("work", "declare", file, "--profile", creator), Stream.of(more))
            .toArray());
  }

  private List<Path> openings() {
    return list(creator.resolve("openings"));
  }

  private List<Path> outbox() {
    return list(creator.resolve("outbox"));
  }

  private static List<Path> list(Path where) {
    if (!Files.isDirectory(where)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(where)) {
      return files.toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
