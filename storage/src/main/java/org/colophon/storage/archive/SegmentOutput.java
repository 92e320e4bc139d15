package org.colophon.storage.archive;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines as a gzip file of many members (RFC 1952, 2.2): each begins with a line, so that
 * reading may begin at each of them, and any gunzip reads the whole. The same lines give the same
 * bytes, for the same zlib.
 */
public final class SegmentOutput implements Closeable {
  /** With so much text a member takes no further line. */
  static final int MEMBER_TEXT_BYTES = 64 << 10;

  private static final int BUFFER_BYTES = 8 << 10;

  private final OutputStream file;
  private @Nullable GZIPOutputStream member;
  private long held;

  /** Writes into that file, and closes it in the end. */
  public SegmentOutput(OutputStream file) {
    this.file = file;
  }

  /** Writes a line, which has no line feed in it. */
  public void line(byte[] bytes) throws IOException {
    GZIPOutputStream open = open();
    open.write(bytes);
    open.write('\n');
    held += bytes.length + 1L;
  }

  private GZIPOutputStream open() throws IOException {
    @Nullable GZIPOutputStream open = member;
    if (open != null && held < MEMBER_TEXT_BYTES) {
      return open;
    }
    endMember();
    GZIPOutputStream begun = new GZIPOutputStream(new Shared(file), BUFFER_BYTES);
    member = begun;
    held = 0;
    return begun;
  }

  private void endMember() throws IOException {
    if (member != null) {
      member.close();
      member = null;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      endMember();
    }
  }

  /** The file for one member, whose end is not the file's. */
  private static final class Shared extends FilterOutputStream {
    Shared(OutputStream file) {
      super(file);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
