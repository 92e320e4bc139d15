package org.colophon.capture.browser;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a browser gets to write to: new and empty, for the owner alone, and gone afterwards.
 *
 * @param root of all
 */
record TemporaryFolder(Path root) {
  private static final String NAME = "colophon-capture-";
  private static final int ATTEMPTS = 20;

  static TemporaryFolder make() throws IOException {
    String name = NAME + ProcessHandle.current().pid() + "-";
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(name));
    Files.createDirectory(folder.profile());
    Files.createDirectory(folder.home());
    Files.createDirectory(folder.temporary());
    return folder;
  }

  Path profile() {
    return root.resolve("profile");
  }

  Path home() {
    return root.resolve("home");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  Path netLog() {
    return root.resolve("netlog.json");
  }

  Path lastWords() {
    return root.resolve("stderr");
  }

  /** Removes it. A process that is about to end may write once more, hence the attempts. */
  void delete() {
    for (int i = 0; i < ATTEMPTS && Files.exists(root); i++) {
      try {
        Files.walkFileTree(root, new Removal());
      } catch (IOException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
