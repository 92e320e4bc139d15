package org.colophon.client.diary;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.submit.PrivateFolders;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;

/**
 * A diary on the disk: a line is added for each draft and flushed before the next is made. One
 * program at a time writes it.
 */
public final class DiaryFile implements Closeable {
  private static final long BYTES_MAX = 1L << 30;

  private final Path file;
  private final FileChannel channel;
  private final Diary diary;

  private DiaryFile(Path file, FileChannel channel, Diary diary) {
    this.file = file;
    this.channel = channel;
    this.diary = diary;
  }

  /** Opens a diary to write in it, or begins one. A last line that was not written whole goes. */
  public static DiaryFile open(Path file) throws IOException {
    PrivateFolders.create(file.resolveSibling("."));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      requireAlone(file, channel);
      AtomicFiles.flushFolder(file);
      Diary diary = new Diary();
      long whole = read(file, diary);
      channel.truncate(whole);
      channel.position(whole);
      return new DiaryFile(file, channel, diary);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads a diary that another program may be writing; an empty one when there is none. */
  public static Diary read(Path file) throws IOException {
    Diary diary = new Diary();
    if (Files.exists(file)) {
      read(file, diary);
    }
    return diary;
  }

  private static void requireAlone(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Told below, as when another program holds it.
    }
    throw new IOException(file + ": this folder is being watched already");
  }

  /** Returns how many bytes are whole lines. */
  private static long read(Path file, Diary diary) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + ": larger than " + BYTES_MAX + " bytes");
    }
    long whole = 0;
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte next : Files.readAllBytes(file)) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      number++;
      try {
        diary.read(line.toByteArray());
      } catch (RefusedException e) {
        throw new IOException(file + ": line " + number + ": " + e.getMessage(), e);
      }
      whole += line.size() + 1;
      line.reset();
    }
    return whole;
  }

  /** What stands in it. */
  public Diary diary() {
    return diary;
  }

  /** Adds a draft; returns when it is on the disk. */
  public void note(Draft draft) throws IOException {
    write(draft.json());
    diary.add(draft);
  }

  /** A file has another name now. */
  public void noteRenamed(String from, String to) throws IOException {
    write(Diary.renaming(from, to).build());
    diary.rename(from, to);
  }

  private void write(Json.Obj line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(line.bytes());
    bytes.write('\n');
    if (channel.position() + bytes.size() > BYTES_MAX) {
      throw new IOException(file + ": full at " + BYTES_MAX + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
