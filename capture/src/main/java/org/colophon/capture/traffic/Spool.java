package org.colophon.capture.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bodies whose pieces come mixed with those of others, in one file. */
final class Spool implements AutoCloseable {
  private final FileChannel channel;

  Spool(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Where one piece lies. */
  record Piece(long at, int size) {}

  /** One body. */
  final class Body {
    private final List<Piece> pieces = new ArrayList<>();
    private long size;
    private boolean isCut;

    /** Adds what fits under the limit. */
    void add(byte[] bytes, long bytesMax) throws IOException {
      int kept = (int) Math.min(bytes.length, bytesMax - size);
      isCut |= kept < bytes.length;
      if (kept > 0) {
        pieces.add(new Piece(channel.size(), kept));
        channel.write(ByteBuffer.wrap(bytes, 0, kept), channel.size());
        size += kept;
      }
    }

    long size() {
      return size;
    }

    /** Whether something of it was left out. */
    boolean isCut() {
      return isCut;
    }

    InputStream open() {
      List<InputStream> streams = new ArrayList<>();
      for (Piece piece : pieces) {
        streams.add(new Reading(piece));
      }
      return new SequenceInputStream(Collections.enumeration(streams));
    }
  }

  private final class Reading extends InputStream {
    private long at;
    private int left;

    private Reading(Piece piece) {
      at = piece.at();
      left = piece.size();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = channel.read(ByteBuffer.wrap(to, offset, Math.min(length, left)), at);
      at += read;
      left -= read;
      return read;
    }
  }

  Body body() {
    return new Body();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
