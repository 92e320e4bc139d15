package org.colophon.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A known weakness, in the form of the Open Source Vulnerability schema (version 1).
 *
 * @param id of the advisory
 * @param summary what is weak, in one line
 * @param affected which versions of which libraries
 */
record Advisory(String id, String summary, List<Affected> affected) {
  /** Copies what is affected. */
  Advisory {
    affected = List.copyOf(affected);
  }

  /**
   * Versions of a library.
   *
   * @param name Maven's {@code group:artifact}
   * @param versions each by itself
   * @param events the ends of ranges, each list of one range
   */
  record Affected(String name, List<String> versions, List<List<Event>> events) {
    /** Copies the lists. */
    Affected {
      versions = List.copyOf(versions);
      events = List.copyOf(events);
    }

    /** Whether this version is among them. */
    boolean has(String version) {
      return versions.contains(version)
          || events.stream().anyMatch(range -> isInside(range, new ComparableVersion(version)));
    }
  }

  /** An end of a range, with the version that it is at. */
  record Event(Kind kind, String version) {}

  /** What happens at the end of a range. */
  enum Kind {
    /** From here on it is weak; "0" is before all versions. */
    INTRODUCED,
    /** From here on it is not. */
    FIXED,
    /** It is weak up to here, this one included. */
    LAST_AFFECTED
  }

  /** The advisory in a JSON document; empty when it was withdrawn or is about no Maven library. */
  static Optional<Advisory> of(JsonNode document) {
    if (document.has("withdrawn")) {
      return Optional.empty();
    }
    List<Affected> affected = new ArrayList<>();
    for (JsonNode item : document.path("affected")) {
      JsonNode library = item.path("package");
      if (library.path("ecosystem").asText().equals("Maven")) {
        affected.add(
            new Affected(
                library.path("name").asText(),
                texts(item.path("versions")),
                ranges(item.path("ranges"))));
      }
    }
    return affected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Advisory(
                document.path("id").asText(),
                document.path("summary").asText("no summary"),
                affected));
  }

  /** Whether it is about this part. */
  boolean concerns(Part part) {
    return affected.stream()
        .anyMatch(library -> library.name().equals(part.name()) && library.has(part.version()));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<List<Event>> ranges(JsonNode array) {
    List<List<Event>> ranges = new ArrayList<>();
    for (JsonNode range : array) {
      if (range.path("type").asText().equals("ECOSYSTEM")) {
        ranges.add(events(range.path("events")));
      }
    }
    return ranges;
  }

  private static List<Event> events(JsonNode array) {
    List<Event> events = new ArrayList<>();
    for (JsonNode item : array) {
      for (Kind kind : Kind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        if (item.has(name)) {
          events.add(new Event(kind, item.path(name).asText()));
        }
      }
    }
    return events;
  }

  /** The evaluation of the schema: the last end at or below the version decides. */
  private static boolean isInside(List<Event> range, ComparableVersion version) {
    boolean inside = false;
    List<Event> inOrder = range.stream().sorted((a, b) -> at(a).compareTo(at(b))).toList();
    for (Event event : inOrder) {
      int compared = version.compareTo(at(event));
      inside =
          switch (event.kind()) {
            case INTRODUCED -> inside || event.version().equals("0") || compared >= 0;
            case FIXED -> inside && compared < 0;
            case LAST_AFFECTED -> inside && compared <= 0;
          };
    }
    return inside;
  }

  private static ComparableVersion at(Event event) {
    return new ComparableVersion(event.version());
  }
}
