package org.colophon.client.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files that the user means. */
public final class FileWalk {
  private FileWalk() {}

  /**
   * The given files as they are, and all regular files below the given folders, each folder sorted
   * by path. Below folders, symbolic links are not followed and names that begin with a dot are
   * passed over. A file that is meant twice comes once.
   *
   * @throws IOException when something given is not there, or a folder cannot be read
   */
  public static List<Path> find(List<Path> given) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        found.addAll(below(path));
      } else if (Files.isRegularFile(path)) {
        found.add(path.normalize());
      } else {
        throw new NoSuchFileException(path + ": no such file or folder");
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !isHidden(folder.relativize(path)))
          .map(Path::normalize)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
