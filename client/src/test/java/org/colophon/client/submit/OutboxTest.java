package org.colophon.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
  private static final List<byte[]> RECORDS = List.of(bytes("{\"a\":1}"), bytes("{\"b\":2}"));

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Another command: holds a record until its input ends, then ends without letting go of it. */
  public static void main(String[] folder) throws Exception {
    Outbox outbox = new Outbox(Path.of(folder[0]));
    outbox.hold(RECORDS);
    System.out.println("held");
    System.in.read();
    Runtime.getRuntime().halt(1);
  }

  @Test
  void whatNobodyLetGoOfIsHeldForTheNextRun() throws Exception {
    try (Outbox first = new Outbox(folder)) {
      first.hold(RECORDS);
    }
    try (Outbox next = new Outbox(folder)) {
      assertThat(next.held()).hasSize(1);
      assertThat(next.read(next.held().getFirst())).containsExactlyElementsOf(RECORDS);
      next.release(next.held().getFirst());
      assertThat(next.held()).isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void whatARunningCommandDeliversIsPassedOverUntilItEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OutboxTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Outbox own = new Outbox(folder);
        BufferedReader told =
            new BufferedReader(
                new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(told.readLine()).isEqualTo("held");
      assertThat(own.held()).isEmpty();
      assertThat(folder).isNotEmptyDirectory();
      other.getOutputStream().close();
      other.waitFor();
      assertThat(own.held()).hasSize(1);
      assertThat(own.read(own.held().getFirst())).containsExactlyElementsOf(RECORDS);
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whatWasNeverWrittenWholeWasNeverSent() throws Exception {
    Path file;
    try (Outbox outbox = new Outbox(folder)) {
      file = outbox.hold(RECORDS);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    try (Outbox outbox = new Outbox(folder)) {
      assertThat(outbox.read(outbox.held().getFirst())).isEmpty();
      assertThat(outbox.hold(RECORDS)).isEqualTo(file);
      assertThat(outbox.read(file)).containsExactlyElementsOf(RECORDS);
    }
  }

  @Test
  void twoInOneProgramDoNotDeliverTheSame() throws Exception {
    try (Outbox first = new Outbox(folder);
        Outbox second = new Outbox(folder)) {
      Path file = first.hold(RECORDS);
      assertThat(second.held()).isEmpty();
      first.release(file);
      assertThat(second.held()).isEmpty();
    }
  }
}
