package org.colophon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a secret is open to others; where there are no POSIX modes, that is not ours to see. */
final class FileModes {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private FileModes() {}

  /** What is wrong with the mode of a secret file that exists. */
  static Optional<String> complaint(Path path) {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) == null
        || !Files.exists(path)) {
      return Optional.empty();
    }
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
      return OWNER.containsAll(mode)
          ? Optional.empty()
          : Optional.of(path + " has mode " + PosixFilePermissions.toString(mode));
    } catch (IOException e) {
      return Optional.of(path + " has a mode that cannot be read");
    }
  }
}
