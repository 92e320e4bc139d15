package org.colophon.core;

/**
 * The pseudonym of someone who signs: a person or organisation behind a registrar, or an
 * organisation of the consortium under its own name. Three to 63 characters of {@code a-z 0-9 . -},
 * the first and last a letter or digit.
 *
 * @param text the name itself
 */
public record SubjectId(String text) implements Comparable<SubjectId> {
  /** Refuses a name outside the grammar. */
  public SubjectId {
    if (!Names.isName(text)) {
      throw new IllegalArgumentException(
          "subject: not 3 to 63 characters of a-z, 0-9, dot and hyphen that begin and end with a letter or digit");
    }
  }

  @Override
  public int compareTo(SubjectId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
