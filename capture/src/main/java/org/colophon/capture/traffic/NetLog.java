package org.colophon.capture.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chromium's own log of its network stack (net/log in its sources, opened by chrome://net-export
 * and NetLog Viewer): one JSON object in a few lines, the first with the names of all numbers, then
 * one event in each line. A log of a browser that was killed lacks its end; its lines still count.
 */
final class NetLog {
  private static final int LINE_BYTES_MAX = 16 << 20;
  private static final int WITHOUT_BYTES_MAX = 64 << 20;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<Integer, String> types = new HashMap<>();
  private long tickOffsetMs;
  private int begin;
  private int end;
  private long notRead;

  /** What happened. */
  interface Sink {
    /** Takes one event. */
    void take(NetEvent event) throws IOException;
  }

  /**
   * Reads a log to its end.
   *
   * @param withoutBytes gets the log without the bytes that went over the network
   * @return how many lines were no events
   */
  long read(Path log, Path withoutBytes, Sink sink) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16);
        OutputStream out = Files.newOutputStream(withoutBytes)) {
      byte[] first = line(in);
      constants(first);
      out.write(first);
      String lead = "\n\"events\": [\n";
      long written = 0;
      for (byte[] line = line(in); line.length > 0 && line[0] != '}'; line = line(in)) {
        NetEvent event = isHeading(line) ? null : event(line);
        if (event == null) {
          continue;
        }
        sink.take(event);
        written += line.length;
        if (!event.hasBytes() && written < WITHOUT_BYTES_MAX) {
          out.write(lead.getBytes(StandardCharsets.UTF_8));
          out.write(line, 0, length(line));
          lead = ",\n";
        }
      }
      out.write("]}\n".getBytes(StandardCharsets.UTF_8));
      return notRead;
    }
  }

  private void constants(byte[] line) throws IOException {
    byte[] closed = new byte[length(line) + 1];
    System.arraycopy(line, 0, closed, 0, closed.length - 1);
    closed[closed.length - 1] = '}';
    try {
      JsonNode constants = mapper.readTree(closed).path("constants");
      constants
          .path("logEventTypes")
          .properties()
          .forEach(type -> types.put(type.getValue().asInt(), type.getKey()));
      tickOffsetMs = constants.path("timeTickOffset").asLong();
      begin = constants.path("logEventPhase").path("PHASE_BEGIN").asInt(-1);
      end = constants.path("logEventPhase").path("PHASE_END").asInt(-1);
    } catch (JsonProcessingException e) {
      throw new IOException("the browser's log of its network has no beginning", e);
    }
    if (types.isEmpty() || begin < 0 || end < 0) {
      throw new IOException("the browser's log of its network is of another form");
    }
  }

  private @Nullable NetEvent event(byte[] line) {
    try {
      if (length(line) == 0) {
        throw new IOException("no object");
      }
      JsonNode json = mapper.readTree(line, 0, length(line));
      String type = json == null ? null : types.get(json.path("type").asInt(-1));
      if (json == null || type == null) {
        return null;
      }
      int phase = json.path("phase").asInt();
      return new NetEvent(
          type,
          phase == begin
              ? NetEvent.Phase.BEGIN
              : phase == end ? NetEvent.Phase.END : NetEvent.Phase.NONE,
          json.path("source").path("id").asLong(),
          Instant.ofEpochMilli(tickOffsetMs + json.path("time").asLong()),
          json.path("params"));
    } catch (IOException e) {
      notRead++;
      return null;
    }
  }

  private static boolean isHeading(byte[] line) {
    return line[0] == '"';
  }

  /** Up to its last brace: without the comma between two events, and what closes the list. */
  private static int length(byte[] line) {
    int length = line.length;
    while (length > 0 && line[length - 1] != '}') {
      length--;
    }
    return length;
  }

  /** The next line with its end; empty at the end of the log. One over the limit is passed over. */
  private byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (line.size() <= LINE_BYTES_MAX) {
        line.write(b);
      }
      if (b == '\n') {
        if (line.size() <= LINE_BYTES_MAX) {
          return line.toByteArray();
        }
        notRead++;
        line.reset();
      }
    }
    return line.size() <= LINE_BYTES_MAX ? line.toByteArray() : new byte[0];
  }
}
