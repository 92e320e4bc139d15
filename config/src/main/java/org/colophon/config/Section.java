package org.colophon.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a settings file on its way to typed values. A mistake is noted and a stand-in is
 * returned, so that reading goes on and finds the other mistakes too; the caller must not use what
 * was read once {@link Problems#any} holds.
 */
final class Section {
  /** The mistakes found so far in a file. */
  static final class Problems {
    private final List<Mistake> mistakes = new ArrayList<>();

    void add(String key, String found, String remedy) {
      mistakes.add(new Mistake(key, found, remedy));
    }

    /** Whether that key, or a section around it, is wrong already. */
    boolean has(String key) {
      return mistakes.stream()
          .anyMatch(mistake -> key.equals(mistake.key()) || key.startsWith(mistake.key() + "."));
    }

    boolean any() {
      return !mistakes.isEmpty();
    }

    List<Mistake> all() {
      return List.copyOf(mistakes);
    }

    void throwIfAny(Path file) throws ConfigException {
      if (any()) {
        throw new ConfigException(file, mistakes);
      }
    }
  }

  private final String path;
  private final ObjectNode node;
  private final Path folder;
  private final Problems problems;
  private final Set<String> taken = new HashSet<>();

  Section(String path, ObjectNode node, Path folder, Problems problems) {
    this.path = path;
    this.node = node;
    this.folder = folder;
    this.problems = problems;
  }

  boolean has(String key) {
    return node.has(key) && !node.get(key).isNull();
  }

  /**
   * A text that {@code parse} turns into a value; its IllegalArgumentException names the remedy.
   */
  <T> T value(String key, String remedy, T standIn, Function<String, T> parse) {
    Optional<String> text = text(key, remedy);
    if (text.isEmpty()) {
      return standIn;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException e) {
      problems.add(path + key, quote(text.get()), String.valueOf(e.getMessage()));
      return standIn;
    }
  }

  /** Like {@link #value}, and empty when the key is absent. */
  <T> Optional<T> valueIf(String key, String remedy, T standIn, Function<String, T> parse) {
    taken.add(key);
    return has(key) ? Optional.of(value(key, remedy, standIn, parse)) : Optional.empty();
  }

  /** A path; a relative one starts at the file's folder. */
  Path file(String key, String remedy) {
    return value(key, remedy, folder, this::resolve);
  }

  /** A path, when there. */
  Optional<Path> fileIf(String key, String remedy) {
    return valueIf(key, remedy, folder, this::resolve);
  }

  /** A list of paths. */
  List<Path> files(String key, int max) {
    return values(key, max, this::resolve);
  }

  private Path resolve(String text) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path", e);
    }
  }

  /** True or false, or {@code standard} when absent. */
  boolean flag(String key, boolean standard) {
    taken.add(key);
    if (!has(key)) {
      return standard;
    }
    JsonNode found = node.get(key);
    if (!found.isBoolean()) {
      problems.add(path + key, shown(found), "true or false");
    }
    return found.asBoolean(standard);
  }

  /** An integer from {@code min} to {@code max}, or {@code standard} when absent. */
  int integer(String key, int min, int max, int standard) {
    return has(key) ? integer(key, min, max) : take(key, standard);
  }

  /** An integer from {@code min} to {@code max}. */
  int integer(String key, int min, int max) {
    JsonNode found = require(key, "a whole number from " + min + " to " + max);
    if (found == null) {
      return min;
    }
    if (!found.isIntegralNumber()
        || !found.canConvertToInt()
        || found.intValue() < min
        || found.intValue() > max) {
      problems.add(path + key, shown(found), "a whole number from " + min + " to " + max);
      return min;
    }
    return found.intValue();
  }

  /** A mapping; an empty one in its place when it is missing or something else. */
  Section section(String key) {
    JsonNode found = require(key, "a section with its own keys");
    if (found instanceof ObjectNode object) {
      return new Section(path + key + ".", object, folder, problems);
    }
    if (found != null) {
      problems.add(path + key, shown(found), "a section with its own keys");
    }
    return absent(path + key + ".");
  }

  /** A mapping that may be left out, empty when it is. */
  Section sectionIf(String key) {
    taken.add(key);
    return has(key)
        ? section(key)
        : new Section(path + key + ".", JsonNodeFactory.instance.objectNode(), folder, problems);
  }

  /** A list of mappings, each read by {@code read} and then closed. */
  <T> List<T> sections(String key, int max, Function<Section, T> read) {
    List<T> values = new ArrayList<>();
    for (JsonNode item : items(key, max)) {
      String itemPath = path + key + "[" + values.size() + "]";
      Section section;
      if (item instanceof ObjectNode object) {
        section = new Section(itemPath + ".", object, folder, problems);
      } else {
        problems.add(itemPath, shown(item), "a section with its own keys");
        section = absent(itemPath + ".");
      }
      values.add(read.apply(section));
      section.end();
    }
    return values;
  }

  /** A list of texts that {@code parse} turns into values. */
  <T> List<T> values(String key, int max, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    int i = 0;
    for (JsonNode item : items(key, max)) {
      String itemPath = path + key + "[" + i++ + "]";
      try {
        if (!item.isTextual()) {
          throw new IllegalArgumentException("text");
        }
        values.add(parse.apply(item.textValue()));
      } catch (IllegalArgumentException e) {
        problems.add(itemPath, shown(item), String.valueOf(e.getMessage()));
      }
    }
    return values;
  }

  /** Notes a mistake of this section. */
  void mistake(String key, String found, String remedy) {
    problems.add(path + key, found, remedy);
  }

  /** Notes the keys that nobody took. */
  void end() {
    List<String> known = taken.stream().sorted().toList();
    for (var entry : node.properties()) {
      if (!taken.contains(entry.getKey())) {
        problems.add(path + entry.getKey(), "unknown key", "one of " + String.join(", ", known));
      }
    }
  }

  /** Stands for a section that is not there; what it would hold is not asked for as well. */
  private Section absent(String absentPath) {
    return new Section(absentPath, JsonNodeFactory.instance.objectNode(), folder, new Problems());
  }

  private List<JsonNode> items(String key, int max) {
    JsonNode found = require(key, "a list");
    if (found == null) {
      return List.of();
    }
    if (!(found instanceof ArrayNode array)) {
      problems.add(path + key, shown(found), "a list");
      return List.of();
    }
    if (array.isEmpty() || array.size() > max) {
      problems.add(path + key, array.size() + " items", "1 to " + max + " items");
      return List.of();
    }
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private Optional<String> text(String key, String remedy) {
    JsonNode found = require(key, remedy);
    if (found == null) {
      return Optional.empty();
    }
    if (!found.isTextual() || found.textValue().isBlank()) {
      problems.add(path + key, shown(found), remedy);
      return Optional.empty();
    }
    return Optional.of(found.textValue());
  }

  private @Nullable JsonNode require(String key, String remedy) {
    taken.add(key);
    if (!has(key)) {
      problems.add(path + key, "missing", remedy);
      return null;
    }
    return node.get(key);
  }

  private int take(String key, int standard) {
    taken.add(key);
    return standard;
  }

  private static String shown(JsonNode node) {
    if (node.isObject()) {
      return "a section";
    }
    if (node.isArray()) {
      return "a list of " + node.size();
    }
    return node.isTextual() ? quote(node.textValue()) : node.toString();
  }

  private static String quote(String text) {
    return "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
