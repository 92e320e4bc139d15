package org.colophon.core;

import java.util.regex.Pattern;

/**
 * A refusal: a named reason, and a sentence that tells what was found and what was expected. The
 * detail never quotes what the caller sent beyond names and numbers.
 *
 * @param reason the name
 * @param detail for a person; not hashed anywhere
 */
public record Refusal(Reason reason, String detail) {
  private static final Pattern NOT_OF_A_LINE = Pattern.compile("\\p{Cntrl}|[\\x80-\\x9f]");

  /**
   * Keeps the detail to one line: names in it come from outside, and logs and terminals show it.
   */
  public Refusal {
    detail = NOT_OF_A_LINE.matcher(detail).replaceAll("?");
  }

  @Override
  public String toString() {
    return reason + ": " + detail;
  }
}
