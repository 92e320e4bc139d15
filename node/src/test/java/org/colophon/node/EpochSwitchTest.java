package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The moves with which an epoch begins are cut short after each of them, and gone on with. */
final class EpochSwitchTest {
  /** Three places that are there before, each moved away and replaced; a fourth that is new. */
  private static final List<String> MOVES =
      List.of(
          "forks before-epoch-1/forks",
          "before-epoch-1/new/forks forks",
          "before-epoch-1/new/last-signed.json last-signed.json",
          "raft before-epoch-1/raft",
          "before-epoch-1/new/raft raft",
          "store before-epoch-1/store",
          "before-epoch-1/new/store store");

  @TempDir private Path root;

  private void write(Path folder, String text) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("what"), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 3, 4, 5, 6, 7})
  void whateverWasMovedTheRestFollows(int moved) throws IOException {
    DataLayout layout = new DataLayout(root);
    for (Path place : List.of(layout.store(), layout.raft(), layout.forks())) {
      write(place, "before");
    }
    EpochSwitch prepared = EpochSwitch.prepare(layout, 1);
    for (Path place : List.of(layout.store(), layout.raft(), layout.forks())) {
      write(prepared.successor(place), "after");
    }
    Files.writeString(prepared.successor(layout.lastSigned()), "after");
    Files.writeString(prepared.kept("epoch.json"), "signed");
    if (moved < 0) {
      EpochSwitch.finish(layout);
      assertThat(layout.store().resolve("what")).hasContent("before");
      prepared.publish();
    } else {
      Files.move(root.resolve("before-epoch-1.building"), root.resolve("before-epoch-1"));
      for (String move : MOVES.subList(0, moved)) {
        String[] way = move.split(" ", -1);
        Files.move(root.resolve(way[0]), root.resolve(way[1]));
      }
    }
    EpochSwitch.finish(layout);
    EpochSwitch.finish(layout);
    Path kept = root.resolve("before-epoch-1");
    for (String place : List.of("store", "raft", "forks")) {
      assertThat(root.resolve(place).resolve("what")).hasContent("after");
      assertThat(kept.resolve(place).resolve("what")).hasContent("before");
    }
    assertThat(layout.lastSigned()).hasContent("after");
    assertThat(kept.resolve("epoch.json")).hasContent("signed");
    assertThat(kept.resolve("new")).doesNotExist();
  }
}
