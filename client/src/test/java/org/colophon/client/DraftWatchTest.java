package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.json.Json;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The creation diary: what is saved in a folder becomes drafts. */
class DraftWatchTest {
  @TempDir Path folder;
  private World world;
  private Path creator;
  private Path desk;
  private long saves = 1;

  /** What happens while the command waits; it is ended behind the last. */
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();

  @BeforeEach
  void aDesk() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    desk = Files.createDirectory(folder.resolve("desk"));
  }

  /** Saves a file; each save has a time of its own, as with any editor and human. */
  private Path save(String name, String text) {
    try {
      Path file = desk.resolve(name);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_767_225_600_000L + 1000 * saves++));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private World.Run once(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("draft", "watch", desk, "--once", "--profile", creator));
    words.addAll(List.of(more));
    return world.run(words.toArray());
  }

  /** Watches until all that is to happen meanwhile has happened, and twice more. */
  private String watch() {
    meanwhile.add(() -> {});
    meanwhile.add(() -> {});
    World.Run run =
        Shell.on((profile, trusted, timeout) -> world.network)
            .pausing(duration -> {
              if (meanwhile.isEmpty()) {
                throw new InterruptedException("enough");
              }
              meanwhile.pop().run();
            })
            .run("draft", "watch", desk, "--profile", creator);
    return run.out() + run.err();
  }

  private List<DraftAdd> drafts() {
    return world.network.statements().stream()
        .map(Statement::content)
        .map(DraftAdd.class::cast)
        .toList();
  }

  private List<Json.Obj> diary() {
    World.Run run = world.run("draft", "diary", desk, "--json", "--profile", creator);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  private static List<String> texts(Json.Obj file, String member) {
    return file.members().get("drafts") instanceof Json.Arr(List<Json> drafts)
        ? drafts.stream().map(draft -> World.text((Json.Obj) draft, member)).toList()
        : List.of();
  }

  @Test
  void eachSavedVersionIsADraftThatGoesOnFromTheOneBefore() {
    save("novel.txt", "one");
    meanwhile.add(() -> {});
    meanwhile.add(() -> save("novel.txt", "one and two"));
    meanwhile.add(() -> {});
    meanwhile.add(() -> save("novel.txt", "one"));
    watch();
    assertThat(drafts()).extracting(DraftAdd::sequence).containsExactly(1L, 2L, 3L);
    List<Statement> statements = world.network.statements();
    assertThat(drafts().get(1).previous()).contains(statements.get(0).id());
    assertThat(drafts().get(2).previous()).contains(statements.get(1).id());
    assertThat(diary()).hasSize(1);
    assertThat(texts(diary().getFirst(), "sha256"))
        .as("back to the first version is a version too")
        .containsExactly(sha256("one"), sha256("one and two"), sha256("one"));
    assertThat(World.text(diary().getFirst(), "now")).isEqualTo("SAME");
  }

  private static String sha256(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Test
  void theChainLearnsNoDigest() {
    save("novel.txt", "one");
    once();
    String onChain = world.network.statements().getFirst().toString();
    assertThat(onChain).doesNotContain(sha256("one")).doesNotContain("novel");
  }

  @Test
  void aRunThatFindsNothingNewRecordsNothing() {
    save("novel.txt", "one");
    assertThat(once().exitCode()).isZero();
    assertThat(once().out()).isEmpty();
    save("novel.txt", "one");
    assertThat(once().out()).as("saved again, and the same").isEmpty();
    save("novel.txt", "two");
    assertThat(once("--json").json()).hasSize(1);
    assertThat(drafts()).hasSize(2);
  }

  @Test
  void aFileThatIsBeingWrittenWaits() {
    save("novel.txt", "o");
    meanwhile.add(() -> save("novel.txt", "on"));
    meanwhile.add(() -> save("novel.txt", "one"));
    watch();
    assertThat(texts(diary().getFirst(), "sha256")).containsExactly(sha256("one"));
  }

  @Test
  void whatIsHiddenEmptyOrPassingIsNoWork() {
    save(".secret", "x");
    save("empty.txt", "");
    save("novel.txt~", "x");
    save("download.part", "x");
    save("notes.log", "x");
    save("chapters/one.txt", "x");
    once("--exclude", "*.log");
    assertThat(diary())
        .extracting(file -> World.text(file, "path"))
        .containsExactly("chapters/one.txt");
  }

  @Test
  void aRenamedFileGoesOnAndACopyIsAWorkOnceItDiffers() throws Exception {
    save("novel.txt", "one");
    once();
    Files.move(desk.resolve("novel.txt"), desk.resolve("harbour.txt"));
    once();
    save("copy.txt", "one");
    once();
    assertThat(drafts()).hasSize(1);
    save("harbour.txt", "two");
    once();
    save("copy.txt", "three");
    once();
    assertThat(drafts()).extracting(DraftAdd::sequence).containsExactly(1L, 2L, 1L);
    assertThat(diary())
        .extracting(file -> World.text(file, "path"))
        .containsExactly("copy.txt", "harbour.txt");
    assertThat(texts(diary().getLast(), "sha256")).containsExactly(sha256("one"), sha256("two"));
  }

  @Test
  void whatGotNoAnswerIsSentAgainAndStandsOnce() {
    save("novel.txt", "one");
    for (int i = 0; i < 1000; i++) {
      world.network.troubles.add(FakeNetwork.Trouble.LOST_ANSWER);
    }
    World.Run run = once("--timeout", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.NETWORK);
    assertThat(run.err()).contains("novel.txt");
    world.network.troubles.clear();
    assertThat(once().exitCode()).isZero();
    assertThat(drafts()).hasSize(1);
    assertThat(texts(diary().getFirst(), "record"))
        .containsExactly(world.network.statements().getFirst().id().hex());
  }

  @Test
  void aDraftThatStandsAndIsNotInTheDiaryIsTakenIntoIt() throws Exception {
    Path file = save("novel.txt", "one");
    world.run("draft", "add", file, "--profile", creator);
    once();
    assertThat(drafts()).hasSize(1);
    assertThat(texts(diary().getFirst(), "sequence")).containsExactly("1");
  }

  @Test
  void aTornLastLineOfTheDiaryIsForgottenAndTheDraftFoundAgain() throws Exception {
    save("novel.txt", "one");
    once();
    save("novel.txt", "two");
    once();
    Path file = diaryFile();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 5));
    assertThat(once().exitCode()).isZero();
    assertThat(drafts()).hasSize(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  private Path diaryFile() throws IOException {
    try (var files = Files.list(creator.resolve("diaries"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aDiaryThatCannotBeReadStopsTheCommandByName() throws Exception {
    save("novel.txt", "one");
    once();
    Files.writeString(diaryFile(), "{}\n", StandardOpenOption.APPEND);
    World.Run run = once();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.LOCAL);
    assertThat(run.err()).contains("line 2");
  }

  @Test
  void theDiaryTellsWhatBecameOfAFile() throws Exception {
    save("novel.txt", "one");
    save("poem.txt", "a poem");
    once();
    save("novel.txt", "two");
    Files.delete(desk.resolve("poem.txt"));
    assertThat(diary())
        .extracting(file -> World.text(file, "now"))
        .containsExactly("CHANGED", "GONE");
    String text = world.run("draft", "diary", desk, "--profile", creator).out();
    assertThat(text).contains("novel.txt", "draft 1", "claimed", "ordered", sha256("one"));
  }

  @Test
  void refusesWhatIsNoFolder() {
    assertThat(world.run("draft", "watch", desk.resolve("no"), "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    assertThat(world.run("draft", "diary", desk, "--profile", creator).exitCode())
        .isEqualTo(ExitCodes.LOCAL);
    assertThat(once("--settle", "0").exitCode()).isEqualTo(ExitCodes.USAGE);
  }
}
