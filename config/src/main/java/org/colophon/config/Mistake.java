package org.colophon.config;

/**
 * One mistake in a settings file.
 *
 * @param key where it is, such as {@code peers[2].rpc}; empty for the file as a whole
 * @param found the value that stands there, shortened, or what is the matter with it
 * @param remedy what to write instead
 */
public record Mistake(String key, String found, String remedy) {
  private static final int FOUND_CHARS_MAX = 80;

  /** Shortens what was found. */
  public Mistake {
    found = found.length() > FOUND_CHARS_MAX ? found.substring(0, FOUND_CHARS_MAX) + "…" : found;
  }

  @Override
  public String toString() {
    return (key.isEmpty() ? "" : key + ": ") + found + " (expected: " + remedy + ")";
  }
}
