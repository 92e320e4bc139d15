package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the system's own commands. */
final class Shell {
  private static final int LIMIT_S = 120;

  private Shell() {}

  /** Runs a command to its end; returns what it printed. */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      byte[] printed = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            String.join(" ", command) + ": " + new String(printed, StandardCharsets.UTF_8).strip());
      }
      return new String(printed, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static String run(String... command) throws IOException {
    return run(List.of(command));
  }

  /** Whether a command runs and ends well. */
  static boolean works(String... command) {
    try {
      run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
