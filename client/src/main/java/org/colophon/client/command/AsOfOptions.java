package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.core.Timestamp;
import picocli.CommandLine.Option;

/** The instant of which is asked. */
final class AsOfOptions {
  @Option(
      names = {"--at", "--as-of"},
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description = "As of that time: a day (UTC) or an instant of ISO 8601.")
  private Optional<Timestamp> at = Optional.empty();

  @Option(names = "--height", paramLabel = "N", description = "As of that block.")
  private Optional<Long> height = Optional.empty();

  /** Refuses two instants. */
  void check() throws Failure {
    if (at.isPresent() && height.isPresent()) {
      throw Failure.usage("--at or --height, not both");
    }
  }

  /** The time of which is asked; when none is and no block either, {@code otherwise}. */
  long time(long otherwise) {
    return height.isPresent() ? 0 : at.map(Timestamp::value).orElse(otherwise);
  }

  /** The block of which is asked; 0 for none. */
  long height() {
    return height.orElse(0L);
  }
}
