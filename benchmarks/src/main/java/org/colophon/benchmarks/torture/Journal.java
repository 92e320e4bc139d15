package org.colophon.benchmarks.torture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says what happens, on the terminal and in a file. */
final class Journal implements AutoCloseable {
  private final long began = System.nanoTime();
  private final PrintWriter file;

  Journal(Path file) throws IOException {
    this.file = new PrintWriter(Files.newBufferedWriter(file), true);
  }

  void say(String line) {
    String timed = String.format(Locale.ROOT, "%7.1f  %s", (System.nanoTime() - began) / 1e9, line);
    System.out.println(timed);
    file.println(timed);
  }

  @Override
  public void close() {
    file.close();
  }
}
