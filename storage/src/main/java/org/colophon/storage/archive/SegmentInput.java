package org.colophon.storage.archive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads what {@link SegmentOutput} wrote, member by member, and nothing else: a member that is not
 * exactly of that form is damaged, and none takes more memory than the longest line.
 */
public final class SegmentInput implements Closeable {
  /** Longest line: nothing that the chain orders is longer. */
  public static final int LINE_BYTES_MAX = 32 << 20;

  private static final int TEXT_BYTES_MAX = SegmentOutput.MEMBER_TEXT_BYTES + LINE_BYTES_MAX;
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TAIL_BYTES = 8;
  private static final int BUFFER_BYTES = 16 << 10;

  private final FileChannel file;

  private SegmentInput(FileChannel file) {
    this.file = file;
  }

  /**
   * Lines that were compressed together.
   *
   * @param offset where the member begins
   * @param next where the next one begins, or the file ends
   * @param lines one at least, without their line feeds
   */
  public record Member(long offset, long next, List<byte[]> lines) {
    /** Copies the list. */
    public Member {
      lines = List.copyOf(lines);
    }
  }

  /** Opens a file; what it holds is read when it is asked for. */
  public static SegmentInput open(Path path) throws IOException {
    return new SegmentInput(FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Bytes of the file. */
  public long size() throws IOException {
    return file.size();
  }

  /**
   * Reads a member.
   *
   * @throws IOException when none begins there, or it is damaged; the message says what is wrong,
   *     not where
   */
  public Member member(long offset) throws IOException {
    if (!Arrays.equals(bytes(offset, HEAD.length), HEAD)) {
      throw damaged(offset, "no member begins here");
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    long tail = inflate(offset, text);
    byte[] inflated = text.toByteArray();
    ByteBuffer sums = ByteBuffer.wrap(bytes(tail, TAIL_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 crc = new CRC32();
    crc.update(inflated);
    if (sums.getInt() != (int) crc.getValue() || sums.getInt() != inflated.length) {
      throw damaged(offset, "its checksum is another one");
    }
    return new Member(offset, tail + TAIL_BYTES, lines(offset, inflated));
  }

  /** Inflates a member's text; returns where its checksum stands. */
  private long inflate(long offset, ByteArrayOutputStream text) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      long next = offset + HEAD.length;
      ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
      byte[] out = new byte[BUFFER_BYTES];
      while (!inflater.finished()) {
        int count = inflater.inflate(out);
        if (count > TEXT_BYTES_MAX - text.size()) {
          throw damaged(offset, "more than " + TEXT_BYTES_MAX + " bytes of text");
        }
        text.write(out, 0, count);
        if (count == 0 && !inflater.finished()) {
          int read = inflater.needsInput() ? file.read(in.clear(), next) : -1;
          if (read <= 0) {
            throw damaged(offset, "it ends too early");
          }
          inflater.setInput(in.array(), 0, read);
          next += read;
        }
      }
      return next - inflater.getRemaining();
    } catch (DataFormatException e) {
      throw new IOException(damaged(offset, "it does not inflate").getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private List<byte[]> lines(long offset, byte[] text) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    int last = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(Arrays.copyOfRange(text, from, i));
        last = from;
        from = i + 1;
      }
    }
    if (lines.isEmpty() || from != text.length) {
      throw damaged(offset, "it does not end with a line");
    }
    if (last >= SegmentOutput.MEMBER_TEXT_BYTES) {
      throw damaged(offset, "lines that belong into the next member");
    }
    return lines;
  }

  private byte[] bytes(long offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      int read = file.read(bytes, offset + bytes.position());
      if (read < 0) {
        throw damaged(offset, "the file ends");
      }
    }
    return bytes.array();
  }

  private IOException damaged(long offset, String why) {
    return new IOException("damaged at byte " + offset + ": " + why);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
