package org.colophon.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The licences under which a part of a release may stand; {@code licences.txt} lists them. */
final class AllowedLicences {
  private final Set<String> allowed;

  AllowedLicences(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** Those of this project. */
  static AllowedLicences ours() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AllowedLicences.class.getResourceAsStream("licences.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new AllowedLicences(
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .collect(Collectors.toSet()));
    }
  }

  /** By itself, or for this part alone. */
  private boolean isAllowed(Part part, String licence) {
    return allowed.contains(licence) || allowed.contains(part.name() + " " + licence);
  }

  /** One line for each part that may be used under no allowed licence. */
  List<String> findings(List<Part> parts) {
    return parts.stream()
        .filter(part -> part.licences().stream().noneMatch(licence -> isAllowed(part, licence)))
        .map(part ->
            part
                + ": "
                + (part.licences().isEmpty() ? "no licence" : String.join(", or ", part.licences()))
                + " (expected: one of licences.txt)")
        .toList();
  }
}
