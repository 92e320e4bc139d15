package org.colophon.node.doctor;

/**
 * One thing that was looked at.
 *
 * @param severity how bad it is
 * @param topic what was looked at, such as {@code disk}
 * @param found what was found there
 * @param remedy what to do about it; empty when it is well
 */
public record Finding(Severity severity, String topic, String found, String remedy) {
  /** How bad something is. */
  public enum Severity {
    /** As it should be. */
    OK,
    /** It will do harm if it stays, or may. */
    WARNING,
    /** It does harm now. */
    ERROR
  }

  static Finding ok(String topic, String found) {
    return new Finding(Severity.OK, topic, found, "");
  }

  static Finding warning(String topic, String found, String remedy) {
    return new Finding(Severity.WARNING, topic, found, remedy);
  }

  static Finding error(String topic, String found, String remedy) {
    return new Finding(Severity.ERROR, topic, found, remedy);
  }
}
