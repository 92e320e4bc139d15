package org.colophon.report.layout;

import java.util.Optional;

/**
 * What a document says in one place: in one language, or in two, one under the other.
 *
 * @param first the text
 * @param second the same in the other language
 */
public record Phrase(String first, Optional<String> second) {
  /** What is the same in all languages: a name, a number, a digest. */
  public static Phrase of(String text) {
    return new Phrase(text, Optional.empty());
  }
}
