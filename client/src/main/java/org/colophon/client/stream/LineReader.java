package org.colophon.client.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;

/**
 * Reads lines of UTF-8 that end with LF, CR LF or the stream, in bounded memory: what is over the
 * limit is passed over to the line's end, and only its number is told.
 */
public final class LineReader {
  /** Most bytes of a line, its end not counted. */
  public static final int BYTES_MAX = 64 << 10;

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final byte[] buffer = new byte[1 << 16];
  // One byte more, for a carriage return.
  private final byte[] line = new byte[BYTES_MAX + 1];
  private int at;
  private int filled;
  private long passed;
  private long number;
  private long wholeBytes;
  private boolean whole = true;

  /** Reads from where {@code in} stands; the stream stays the caller's. */
  public LineReader(InputStream in) {
    this.in = in;
  }

  /** The next line; empty at the end. */
  public Optional<Line> next() throws IOException {
    long length = 0;
    whole = false;
    while (!whole && (at < filled || fill())) {
      int from = at;
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      int count = at - from;
      if (length + count <= line.length) {
        System.arraycopy(buffer, from, line, (int) length, count);
      }
      length += count;
      if (at < filled) {
        at++;
        whole = true;
        wholeBytes = passed + at;
      }
    }
    if (length == 0 && !whole) {
      return Optional.empty();
    }
    number++;
    return Optional.of(line(length));
  }

  /** Whether the last line had an end of its own. */
  boolean isWhole() {
    return whole;
  }

  /** Bytes up to the end of the last line that had one. */
  long wholeBytes() {
    return wholeBytes;
  }

  private boolean fill() throws IOException {
    passed += filled;
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private Line line(long length) {
    boolean hasReturn =
        length > 0 && length <= line.length && line[(int) length - 1] == (byte) '\r';
    long size = hasReturn ? length - 1 : length;
    if (size > BYTES_MAX) {
      return unreadable(Reason.TOO_LARGE, "line: over " + BYTES_MAX + " bytes");
    }
    try {
      return new Line.Text(number, decoder.decode(ByteBuffer.wrap(line, 0, (int) size)).toString());
    } catch (CharacterCodingException e) {
      return unreadable(Reason.MALFORMED, "line: not UTF-8");
    }
  }

  private Line unreadable(Reason reason, String detail) {
    return new Line.Unreadable(number, new Refusal(reason, detail));
  }
}
