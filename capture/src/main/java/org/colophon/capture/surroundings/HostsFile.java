package org.colophon.capture.surroundings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file that gives names addresses before anybody is asked (hosts(5)).
 *
 * @param lines its lines, without comments
 */
record HostsFile(List<String> lines) {
  private static final long BYTES_MAX = 64L << 20;

  HostsFile {
    lines = List.copyOf(lines);
  }

  static HostsFile read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + ": " + Files.size(file) + " bytes");
    }
    return new HostsFile(
        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList());
  }

  /** The lines that name that host. */
  List<String> of(String host) {
    return lines.stream()
        .filter(line ->
            Arrays.stream(line.split("\\s+", -1))
                .skip(1)
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(host)))
        .toList();
  }
}
