package org.colophon.capture.surroundings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.capture.Plain;

/**
 * Where this machine's time comes from, as far as the system says.
 *
 * @param name in a few words
 * @param isSynchronised whether the system says that it is; absent when nothing says
 * @param details what was read, line by line
 */
public record ClockSource(String name, Optional<Boolean> isSynchronised, List<String> details) {
  private static final Path TIMESYNC = Path.of("/run/systemd/timesync/synchronized");
  private static final int CHRONY_REFERENCE = 1;
  private static final int CHRONY_STRATUM = 2;
  private static final int CHRONY_OFFSET = 4;
  private static final int CHRONY_FIELDS = 14;
  private static final int CHRONY_LEAP = 13;

  /** Copies the details. */
  public ClockSource {
    details = List.copyOf(details);
  }

  /** Asks chrony, then systemd, then what systemd leaves behind. */
  public static ClockSource read() {
    return chrony(Shell.lines("chronyc", "-c", "-n", "tracking"))
        .or(() -> timedatectl(Shell.lines("timedatectl", "show")))
        .orElseGet(() -> remains(Files.exists(TIMESYNC)));
  }

  /** The one line of {@code chronyc -c tracking}. */
  static Optional<ClockSource> chrony(Optional<List<String>> lines) {
    return lines
        .filter(all -> !all.isEmpty() && all.getFirst().split(",", -1).length >= CHRONY_FIELDS)
        .map(all -> {
          String[] fields = all.getFirst().split(",", -1);
          boolean isSynchronised = !fields[CHRONY_LEAP].equals("Not synchronised");
          return new ClockSource(
              "NTP by chrony: "
                  + (isSynchronised
                      ? "server "
                          + fields[CHRONY_REFERENCE]
                          + ", stratum "
                          + fields[CHRONY_STRATUM]
                          + ", off by "
                          + fields[CHRONY_OFFSET]
                          + " s"
                      : "not synchronised"),
              Optional.of(isSynchronised),
              List.of("chronyc -c -n tracking: " + Plain.text(all.getFirst())));
        });
  }

  /** Of {@code timedatectl show}. */
  static Optional<ClockSource> timedatectl(Optional<List<String>> lines) {
    return lines
        .filter(all -> all.stream().anyMatch(line -> line.startsWith("NTPSynchronized=")))
        .map(all -> {
          boolean isSynchronised = all.contains("NTPSynchronized=yes");
          List<String> details = new ArrayList<>();
          all.forEach(line -> details.add("timedatectl show: " + Plain.text(line)));
          return new ClockSource(
              "system clock, "
                  + (isSynchronised ? "synchronised by NTP" : "not synchronised")
                  + " (systemd)",
              Optional.of(isSynchronised),
              details);
        });
  }

  private static ClockSource remains(boolean hasSynchronised) {
    return hasSynchronised
        ? new ClockSource(
            "system clock, synchronised by systemd-timesyncd",
            Optional.of(true),
            List.of(TIMESYNC + " is there"))
        : new ClockSource(
            "system clock, of which nothing says whether it is synchronised",
            Optional.empty(),
            List.of("no chronyc, no timedatectl that answers, no " + TIMESYNC));
  }

  Finding finding() {
    return isSynchronised
        .map(is -> is ? Finding.clean("clock", name) : Finding.found("clock", name))
        .orElseGet(() -> Finding.unknown("clock", name));
  }
}
