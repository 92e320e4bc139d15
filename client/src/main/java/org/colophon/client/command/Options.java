package org.colophon.client.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command understands. */
final class Options {
  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Folder of the profile (default: $$COLOPHON_PROFILE, else ~/.colophon).")
  Optional<Path> profile = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to go on trying when nodes do not answer (default: 60).")
  long timeoutSeconds = 60;

  @Option(names = "--debug", description = "Show where an error came from.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  Duration timeout() {
    return Duration.ofSeconds(Math.clamp(timeoutSeconds, 1, 86_400));
  }
}
