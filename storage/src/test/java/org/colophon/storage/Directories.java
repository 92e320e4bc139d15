package org.colophon.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Copies of stores, as a power cut would leave them. */
final class Directories {
  private static final int ATTEMPTS_MAX = 100;

  private Directories() {}

  /**
   * Copies the files of a store as they lie there at one instant, open or not: again, until nothing
   * in the background has changed them meanwhile.
   */
  static Path copy(Path source, Path target) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Map<String, Long> before = sizes(source);
      Files.createDirectories(target);
      boolean whole = copyAll(source, target);
      if (whole && before.equals(sizes(source))) {
        return target;
      }
      for (Path file : files(target)) {
        Files.delete(file);
      }
      Thread.sleep(20);
    }
    throw new IOException(source + " never came to rest");
  }

  private static boolean copyAll(Path source, Path target) throws IOException {
    for (Path file : files(source)) {
      // The lock belongs to the process that holds it, not to the data.
      if (!file.endsWith("LOCK")) {
        try {
          Files.copy(file, target.resolve(file.getFileName()));
        } catch (NoSuchFileException e) {
          return false;
        }
      }
    }
    return true;
  }

  private static Map<String, Long> sizes(Path directory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (Path file : files(directory)) {
      sizes.put(file.getFileName().toString(), file.toFile().length());
    }
    return sizes;
  }

  /** The files of a store in the order of their names. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** The files of a store whose names match. */
  static List<Path> files(Path directory, String regex) throws IOException {
    return files(directory).stream()
        .filter(file -> file.getFileName().toString().matches(regex))
        .toList();
  }
}
