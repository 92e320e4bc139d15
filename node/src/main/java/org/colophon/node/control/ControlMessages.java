package org.colophon.node.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;

/** Messages between command and daemon: canonical JSON objects, a line each. */
final class ControlMessages {
  private static final int BYTES_MAX = 64 << 10;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, 1024);

  private ControlMessages() {}

  static void write(WritableByteChannel channel, Json.Obj message) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(message.bytes());
    line.write('\n');
    ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads the next line.
   *
   * @throws IOException when it is too long, not canonical JSON, or the other side has gone
   */
  static Json.Obj read(ReadableByteChannel channel) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer next = ByteBuffer.allocate(1);
    while (line.size() <= BYTES_MAX) {
      if (channel.read(next.clear()) < 0) {
        throw new IOException("control: the other side has gone");
      }
      if (next.get(0) == '\n') {
        return parse(line.toByteArray());
      }
      line.write(next.get(0));
    }
    throw new IOException("control: a line of more than " + BYTES_MAX + " bytes");
  }

  private static Json.Obj parse(byte[] line) throws IOException {
    try {
      return JsonParser.parseObject(line, LIMITS);
    } catch (RefusedException e) {
      throw new IOException("control: not a message: " + e.refusal().detail(), e);
    }
  }
}
