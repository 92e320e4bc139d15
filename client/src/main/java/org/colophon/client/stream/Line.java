package org.colophon.client.stream;

import org.colophon.core.Refusal;

/** One line of a stream. */
public sealed interface Line {
  /** From 1. */
  long number();

  /**
   * A line that could be read.
   *
   * @param number from 1
   * @param text without its end
   */
  record Text(long number, String text) implements Line {}

  /**
   * A line that is too long or no text.
   *
   * @param number from 1
   * @param refusal why
   */
  record Unreadable(long number, Refusal refusal) implements Line {}
}
