package org.colophon.core;

/**
 * Names one node of an organisation; unique in the chain. Three to 63 characters of {@code a-z 0-9
 * . -}, the first and last a letter or digit.
 *
 * @param text the name itself
 */
public record NodeId(String text) implements Comparable<NodeId> {
  /** Refuses a name outside the grammar. */
  public NodeId {
    if (!Names.isName(text)) {
      throw new IllegalArgumentException(
          "node: not 3 to 63 characters of a-z, 0-9, dot and hyphen that begin and end with a letter or digit");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
