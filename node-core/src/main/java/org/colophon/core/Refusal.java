package org.colophon.core;

/**
 * A refusal: a named reason, and a sentence that tells what was found and what was expected. The
 * detail never quotes what the caller sent beyond names and numbers.
 *
 * @param reason the name
 * @param detail for a person; not hashed anywhere
 */
public record Refusal(Reason reason, String detail) {
  @Override
  public String toString() {
    return reason + ": " + detail;
  }
}
