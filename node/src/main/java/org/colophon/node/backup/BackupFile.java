package org.colophon.node.backup;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A file of a backup.
 *
 * @param path below the data directory, with {@code /}
 * @param digest SHA-256 of its bytes
 * @param size in bytes
 */
public record BackupFile(String path, Hash digest, long size) {
  private static final int PATH_CHARS_MAX = 512;
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
  private static final Set<String> NO_NAMES = Set.of(".", "..");

  static BackupFile read(Members members) throws RefusedException {
    String path = members.text("path", PATH_CHARS_MAX);
    if (!isPath(path)) {
      throw members.malformed("path", "is not a path below the data directory");
    }
    BackupFile file =
        new BackupFile(path, members.hash("sha256"), members.integer("size", 0, Json.INTEGER_MAX));
    members.end();
    return file;
  }

  /** Whether a path of that form stays below the folder that it is taken from. */
  static boolean isPath(String path) {
    return path.length() <= PATH_CHARS_MAX
        && PATH.matcher(path).matches()
        && Arrays.stream(path.split("/", -1)).noneMatch(NO_NAMES::contains);
  }

  Json.Obj json() {
    return Json.object().put("path", path).put("sha256", digest.hex()).put("size", size).build();
  }
}
