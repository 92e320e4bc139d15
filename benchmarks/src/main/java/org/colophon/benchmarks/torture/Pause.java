package org.colophon.benchmarks.torture;

import java.io.IOException;

/** Waiting. */
final class Pause {
  private Pause() {}

  static void ms(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
