package org.colophon.capture.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.colophon.capture.Plain;
import org.colophon.core.json.Json;

/**
 * What was asked of the browser, what it answered and what it told, in order, one JSON object in
 * each line. What is long is cut; what went over the network stands in the archive.
 */
final class CallLog implements AutoCloseable {
  private static final int LINES_MAX = 50_000;

  private final OutputStream out;
  private final InstantSource clock;
  private long lines;
  private boolean isClosed;

  CallLog(Path file, InstantSource clock) throws IOException {
    this.out = Files.newOutputStream(file);
    this.clock = clock;
  }

  synchronized void note(String what, String method, String detail) {
    if (!isClosed && lines++ < LINES_MAX) {
      write(
          Json.object()
              .put("at", clock.instant().toString())
              .put("what", what)
              .put("method", Plain.text(method))
              .put("detail", Plain.text(detail))
              .build());
    }
  }

  private void write(Json line) {
    try {
      out.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (lines > LINES_MAX) {
      write(Json.object().put("what", "cut").put("notWritten", lines - LINES_MAX).build());
    }
    isClosed = true;
    out.close();
  }
}
