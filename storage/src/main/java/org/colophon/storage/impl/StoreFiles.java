package org.colophon.storage.impl;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that appear whole or not at all: built under another name, then renamed. */
public final class StoreFiles {
  private StoreFiles() {}

  /** Where a store's own directory holds segments: those that came with a copy of a ledger. */
  public static Path segments(Path store) {
    return store.resolve("segments");
  }

  /** Brings a copy of a store the segments of that store, by hard links where that is possible. */
  public static void copySegments(Path store, Path copy) throws IOException {
    if (!Files.isDirectory(segments(store))) {
      return;
    }
    Files.createDirectories(segments(copy));
    List<Path> all;
    try (Stream<Path> files = Files.list(segments(store))) {
      all = files.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      Path to = segments(copy).resolve(file.getFileName());
      try {
        Files.createLink(to, file);
      } catch (UnsupportedOperationException e) {
        Files.copy(file, to);
      }
    }
  }

  /** The same path with an ending behind its name. */
  public static Path sibling(Path target, String ending) {
    return parent(target).resolve(target.getFileName() + ending);
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(target + ": (expected: a directory below another)");
    }
    return parent;
  }

  /** Gives a finished draft its name, durably. */
  public static void publish(Path draft, Path target) throws IOException {
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    sync(parent(target));
  }

  /** Makes the names in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Whether nothing is there, or an empty directory. */
  public static boolean isFree(Path target) throws IOException {
    if (!Files.exists(target)) {
      return true;
    }
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.findAny().isEmpty();
    }
  }

  /** Deletes a directory and all below it, if it is there. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(tree)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
