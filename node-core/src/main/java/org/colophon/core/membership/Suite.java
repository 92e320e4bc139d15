package org.colophon.core.membership;

/** The algorithms of a chain's log and checkpoints, which its genesis names once and for all. */
public enum Suite {
  /** One tree, with SHA-256; checkpoints under Ed25519 and ML-DSA-44. The genesis says nothing. */
  STANDARD("standard"),
  /**
   * Beside all of that, a second tree over the same leaves with SM3 (GB/T 32905), and a fourth line
   * of each validator under SM2 (GB/T 32918), which signs both roots.
   */
  SM("sm");

  private final String label;

  Suite(String label) {
    this.label = label;
  }

  /**
   * The suite of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Suite ofLabel(String label) {
    for (Suite suite : values()) {
      if (suite.label.equals(label)) {
        return suite;
      }
    }
    throw new IllegalArgumentException("(expected: standard or sm)");
  }

  /** Its name in a genesis, in commands and in answers. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
