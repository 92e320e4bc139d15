package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.colophon.rpc.proto.SearchWorksRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that finds works by their titles. */
class WorkSearchTest {
  @TempDir Path folder;
  private World world;
  private Path creator;

  @BeforeEach
  void worksAreDeclared() throws Exception {
    world = new World(folder);
    creator = world.profile("li-wei");
    for (int i = 1; i <= 3; i++) {
      Path file = world.file("photo-" + i + ".txt", "photo " + i);
      declare(file, "Harbour at dawn " + i);
    }
  }

  private void declare(Path file, String title) {
    world.run("work", "declare", file, "--title", title, "--profile", creator).done();
  }

  @Test
  void listsWhatIsFoundForPeople() {
    World.Run run = world.run("work", "search", "Harbour", "at", "--profile", creator).done();

    assertThat(run.out())
        .contains("Harbour at dawn 1", "Harbour at dawn 3", "li-wei", "3 works")
        .contains("looked at up to block 7 of 9");
  }

  @Test
  void turnsPagesUpToItsLimit() {
    World.Run run =
        world.run("work", "search", "Harbour", "--limit", 2, "--json", "--profile", creator).done();

    assertThat(run.out().lines())
        .hasSize(3)
        .last()
        .isEqualTo("{\"asOfHeight\":9,\"indexedHeight\":7,\"more\":true}");
    assertThat(world.network.asked)
        .last()
        .isInstanceOfSatisfying(
            SearchWorksRequest.class, asked -> assertThat(asked.getPageSize()).isEqualTo(2));
  }

  @Test
  void saysWhenNothingIsFound() {
    World.Run run = world.run("work", "search", "noon", "--profile", creator);

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).contains("0 works");
  }

  @Test
  void refusesLimitsWithoutSense() {
    for (Object limit : new Object[] {0, -1, 10_001, "many"}) {
      assertThat(world.run("work", "search", "x", "--limit", limit).exitCode())
          .isEqualTo(ExitCodes.USAGE);
    }
  }

  /** Whoever signs a declaration writes its title; a terminal is not theirs to command. */
  @Test
  void aTitleCannotCommandTheTerminal() throws Exception {
    declare(world.file("evil.txt", "evil"), "Harbour \u202etxt.exe");
    String out = world.run("work", "search", "Harbour", "--profile", creator).done().out();

    assertThat(out).doesNotContain("\u202e");
  }
}
