package org.colophon.client;

import org.colophon.core.Reason;

/** Ends the command with a message and an exit code. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String name;

  /**
   * Ends the command.
   *
   * @param name a reason's or a check's name, which scripts go by
   */
  public Failure(int exitCode, String name, String detail) {
    super(detail);
    this.exitCode = exitCode;
    this.name = name;
  }

  /** The chain refused. */
  public static Failure refused(Reason reason, String detail) {
    return new Failure(ExitCodes.REFUSED, reason.name(), detail);
  }

  /** The command line was wrong in a way that only its whole shows. */
  public static Failure usage(String detail) {
    return new Failure(ExitCodes.USAGE, "USAGE", detail);
  }

  /** A local file or key is in the way. */
  public static Failure local(String detail) {
    return new Failure(ExitCodes.LOCAL, "LOCAL", detail);
  }

  /** For the shell. */
  public int exitCode() {
    return exitCode;
  }

  /** A reason's or a check's name. */
  public String reason() {
    return name;
  }
}
