package org.colophon.client;

/** What the command returns to the shell; scripts go by it. */
public final class ExitCodes {
  /** Done. */
  public static final int OK = 0;

  /** The chain refused it, or a check failed, or there is no such thing. */
  public static final int REFUSED = 1;

  /** The command line was wrong. */
  public static final int USAGE = 2;

  /** No node could be reached, or none could do it now; the same command may be run again. */
  public static final int NETWORK = 3;

  /** A file, a key or the profile is missing, unreadable or open to others. */
  public static final int LOCAL = 4;

  /** Validators have signed what excludes each other; the proof is kept. */
  public static final int CONTRADICTION = 5;

  private ExitCodes() {}
}
