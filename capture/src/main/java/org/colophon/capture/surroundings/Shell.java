package org.colophon.capture.surroundings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program of the system a short question. */
final class Shell {
  private static final int SECONDS_MAX = 3;
  private static final int BYTES_MAX = 8_192;

  private Shell() {}

  /** The lines that it prints, empty when it is not there, fails, or takes too long. */
  static Optional<List<String>> lines(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      try {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return Optional.empty();
        }
        byte[] out = process.getInputStream().readNBytes(BYTES_MAX);
        return Optional.of(
            Arrays.stream(new String(out, StandardCharsets.UTF_8).split("\n"))
                .filter(line -> !line.isBlank())
                .toList());
      } finally {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
