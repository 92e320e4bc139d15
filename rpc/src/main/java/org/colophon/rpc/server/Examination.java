package org.colophon.rpc.server;

import java.util.List;
import org.colophon.core.Timestamp;

/**
 * What was found when a node was examined.
 *
 * @param time when it was, by the node's clock
 * @param findings all of them, good and bad
 */
public record Examination(Timestamp time, List<Finding> findings) {
  /** Copies the findings. */
  public Examination {
    findings = List.copyOf(findings);
  }

  /**
   * One thing that was looked at.
   *
   * @param severity how bad it is
   * @param topic what was looked at, such as {@code disk}
   * @param found what was found there
   * @param remedy what to do about it; empty when it is well
   */
  public record Finding(Severity severity, String topic, String found, String remedy) {
    /** That is as it should be. */
    public static Finding ok(String topic, String found) {
      return new Finding(Severity.OK, topic, found, "");
    }

    /** Something to look at. */
    public static Finding warning(String topic, String found, String remedy) {
      return new Finding(Severity.WARNING, topic, found, remedy);
    }

    /** Something to mend. */
    public static Finding error(String topic, String found, String remedy) {
      return new Finding(Severity.ERROR, topic, found, remedy);
    }
  }

  /** How bad something is. */
  public enum Severity {
    /** As it should be. */
    OK,
    /** It will do harm if it stays, or may. */
    WARNING,
    /** It does harm now. */
    ERROR
  }
}
