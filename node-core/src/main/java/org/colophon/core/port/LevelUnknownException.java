package org.colophon.core.port;

import org.colophon.core.membership.Level;

/**
 * Rules are in force that this release does not know. What was made before them stands and can be
 * read; what comes waits for a release that knows them.
 */
public final class LevelUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what to do.
   *
   * @param level in force
   * @param known the newest that this release knows
   */
  public LevelUnknownException(Level level, Level known) {
    this(
        "level: "
            + level
            + " is in force (expected: at most "
            + known
            + ", the newest that this release knows; remedy: install a release that knows level "
            + level
            + ")");
  }

  /** Says it in these words. */
  public LevelUnknownException(String message) {
    super(message);
  }
}
