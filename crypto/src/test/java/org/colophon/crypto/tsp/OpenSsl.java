package org.colophon.crypto.tsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code openssl} command in a directory of its own: the tool that a court would use. */
record OpenSsl(Path directory) {
  /** What a run left: its exit code and all that it printed. */
  record Outcome(int code, String output) {}

  Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "openssl", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("openssl does not end: " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Runs what must succeed. */
  void must(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = run(arguments);
    if (outcome.code() != 0) {
      throw new IOException(String.join(" ", arguments) + ": " + outcome.output());
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(path(name), bytes);
  }

  void write(String name, String text) throws IOException {
    Files.writeString(path(name), text);
  }
}
