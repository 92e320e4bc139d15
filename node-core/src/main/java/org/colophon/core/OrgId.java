package org.colophon.core;

/**
 * Names an organisation of the consortium. Three to 63 characters of {@code a-z 0-9 . -}, the first
 * and last a letter or digit.
 *
 * @param text the name itself
 */
public record OrgId(String text) implements Comparable<OrgId> {
  /** Refuses a name outside the grammar. */
  public OrgId {
    if (!Names.isName(text)) {
      throw new IllegalArgumentException(
          "organisation: not 3 to 63 characters of a-z, 0-9, dot and hyphen that begin and end with a letter or digit");
    }
  }

  @Override
  public int compareTo(OrgId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
