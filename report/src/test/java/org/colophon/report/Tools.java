package org.colophon.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs programs that this project did not write, where they are installed. */
public final class Tools {
  private Tools() {}

  /** Skips the test, and says so, when a program is not installed. */
  public static void require(String program, String debianPackage) {
    boolean isThere =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(isThere, program + " is not installed (Debian package " + debianPackage + ")");
  }

  /** What a shell command prints; it must succeed. */
  public static String run(Path folder, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "set -euo pipefail; " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
