package org.colophon.node.admin;

import java.time.Instant;
import org.colophon.node.backup.Manifest;

/** What is said of a backup. */
final class Backups {
  private Backups() {}

  static String line(Manifest backup) {
    return "backup "
        + backup.number()
        + " of "
        + Instant.ofEpochMilli(backup.time().value())
        + ": height "
        + backup.height()
        + ", root "
        + backup.root()
        + ", "
        + backup.files().size()
        + " files, "
        + backup.size()
        + " bytes"
        + (backup.keys() ? ", with keys" : "");
  }
}
