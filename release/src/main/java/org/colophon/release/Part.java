package org.colophon.release;

import java.util.List;

/**
 * A library that a release holds.
 *
 * @param name Maven's {@code group:artifact}
 * @param version as Maven has it
 * @param licences as the library's own pom gives them, by SPDX id or by name; one of them is enough
 */
record Part(String name, String version, List<String> licences) {
  /** Copies the licences. */
  Part {
    licences = List.copyOf(licences);
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
