package org.colophon.node.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of contradictions outlive the node, and nobody fills a disk with them. */
final class ForkProofsTest {
  @TempDir private Path directory;

  private Path forks() {
    return directory.resolve("forks");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(forks())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void aProofIsKeptOnceAndItsAlarmStandsAfterAStart() throws IOException {
    Alarms alarms = Alarms.open(forks());
    alarms.equivocation("court", "their note\n", "our note\n");
    alarms.equivocation("court", "their note\n", "our note\n");
    assertThat(files()).singleElement().asString().matches("EQUIVOCATION-court-[0-9a-f]{64}\\.txt");
    assertThat(forks().resolve(files().getFirst())).hasContent("their note\n\n----\n\nour note\n");
    assertThat(Alarms.open(forks()).raised()).containsExactly(Alarms.EQUIVOCATION);
    alarms.fork("a quorum's note\n", "our note\n");
    assertThat(Alarms.open(forks()).raised()).containsExactly(Alarms.EQUIVOCATION, Alarms.FORK);
  }

  @Test
  void whoContradictsWithoutEndLeavesNoMoreThanAnybodyReads() throws IOException {
    Alarms alarms = Alarms.open(forks());
    for (int i = 0; i < 2 * ForkProofs.OF_ONE_MAX; i++) {
      alarms.equivocation("court-south", "note at second " + i, "our note");
    }
    assertThat(files()).hasSize(ForkProofs.OF_ONE_MAX);
    alarms.equivocation("court", "another's note", "our note");
    alarms.fork("a quorum's note", "our note");
    assertThat(files())
        .hasSize(ForkProofs.OF_ONE_MAX + 2)
        .anyMatch(f -> f.startsWith("FORK-"))
        .anyMatch(f -> f.matches("EQUIVOCATION-court-[0-9a-f]{64}\\.txt"));
  }

  @Test
  void whatTheDiskRefusesIsWrittenLater() throws IOException {
    Alarms alarms = Alarms.open(forks());
    Files.delete(forks());
    alarms.equivocation("court", "their note", "our note");
    assertThat(alarms.isRaised(Alarms.EQUIVOCATION)).isTrue();
    alarms.keepProofs();
    assertThat(forks()).doesNotExist();
    Files.createDirectory(forks());
    alarms.keepProofs();
    assertThat(files()).hasSize(1);
  }

  @Test
  void halfAProofIsNone() throws IOException {
    Files.createDirectories(forks());
    Files.writeString(forks().resolve("proof.part"), "their no");
    assertThat(Alarms.open(forks()).raised()).isEmpty();
    assertThat(files()).isEmpty();
  }
}
