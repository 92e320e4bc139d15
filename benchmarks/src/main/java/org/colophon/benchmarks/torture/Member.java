package org.colophon.benchmarks.torture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One node of the network: a process that is started, hurt and ended, and its files. */
final class Member {
  private static final long STOP_S = 30;

  private final String name;
  private final Path home;
  private final List<String> command;
  private final Map<String, String> environment;
  private Optional<Process> process = Optional.empty();

  /**
   * A node that does not run yet.
   *
   * @param home its folder, with {@code node.yaml}
   * @param command starts it
   */
  Member(Path home, List<String> command, Map<String, String> environment) {
    this.name = String.valueOf(home.getFileName());
    this.home = home;
    this.command = command;
    this.environment = environment;
  }

  String name() {
    return name;
  }

  Path data() {
    return home.resolve("data");
  }

  /** Holds how far its clock is off, as libfaketime reads it. */
  static Path clock(Path home) {
    return home.resolve("clock");
  }

  /** Holds how many microseconds each of its fsyncs takes more. */
  static Path syncDelay(Path home) {
    return home.resolve("sync-delay");
  }

  void setClock(long offsetS) throws IOException {
    Files.writeString(clock(home), (offsetS < 0 ? "" : "+") + offsetS + "s\n");
  }

  void setSyncDelay(long micros) throws IOException {
    Files.writeString(syncDelay(home), micros + "\n");
  }

  void start() throws IOException {
    if (isRunning()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(home.toFile(), "log")));
    builder.environment().putAll(environment);
    process = Optional.of(builder.start());
  }

  boolean isRunning() {
    return process.isPresent() && process.get().isAlive();
  }

  /** With which code it ended; empty while it runs or when it never ran. */
  Optional<Integer> exit() {
    return process.filter(ended -> !ended.isAlive()).map(Process::exitValue);
  }

  void kill() throws IOException {
    if (process.isPresent()) {
      signal("CONT");
      process.get().destroyForcibly();
      await(process.get());
    }
  }

  /** Tells it to end; kills it when it does not. */
  void stop() throws IOException {
    if (process.isPresent()) {
      signal("CONT");
      process.get().destroy();
      await(process.get());
    }
  }

  private static void await(Process process) throws IOException {
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  void freeze() throws IOException {
    signal("STOP");
  }

  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    if (isRunning()) {
      Shell.run("kill", "-" + signal, Long.toString(process.orElseThrow().pid()));
    }
  }

  /** Removes all its data. */
  void loseDisk() throws IOException {
    for (Path path : content(data()).reversed()) {
      if (!path.equals(data())) {
        Files.delete(path);
      }
    }
  }

  /** Files of its store and of Raft's log that hold something, sorted. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("store", "raft")) {
      for (Path path : content(data().resolve(part))) {
        if (Files.isRegularFile(path) && Files.size(path) > 0) {
          files.add(path);
        }
      }
    }
    return files;
  }

  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.naturalOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
