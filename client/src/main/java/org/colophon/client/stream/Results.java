package org.colophon.client.stream;

import java.io.IOException;
import java.util.List;

/** Where results go. */
public interface Results {
  /** Writes the results of the next lines; returns when they are kept as well as they can be. */
  void note(List<LineOutcome> outcomes) throws IOException;

  /** What to do when it stopped before the end, in words. */
  String remedy();
}
