package org.colophon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A settings file that cannot be used, with every mistake in it at once. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /** The mistakes of that file; at least one. */
  public ConfigException(Path file, List<Mistake> mistakes) {
    super(text(file, mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** All mistakes, in the order of the file's sections. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static String text(Path file, List<Mistake> mistakes) {
    return mistakes.stream()
        .map(mistake -> "\n  " + mistake)
        .collect(
            Collectors.joining(
                "",
                file + ": " + mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes"),
                ""));
  }
}
