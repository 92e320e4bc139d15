package org.colophon.client.stream;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.PrivateFolders;
import org.colophon.core.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Results in a file that a later run goes on with, and the outbox beside it. One run at a time
 * writes it.
 */
public final class ResultsFile implements Results, Closeable {
  private static final String OUTBOX_SUFFIX = ".outbox";

  private final Path file;
  private final Path folder;
  private final Outbox outbox;
  private final FileChannel channel;

  private ResultsFile(Path file, Path folder, FileChannel channel) {
    this.file = file;
    this.folder = folder;
    this.outbox = new Outbox(folder);
    this.channel = channel;
  }

  /** Opens a file of results, or makes it. */
  public static ResultsFile open(Path file) throws IOException {
    Path folder = file.resolveSibling(file.getFileName() + OUTBOX_SUFFIX);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        throw new IOException(file + ": another run writes there");
      }
      PrivateFolders.create(folder);
      // Neither may be forgotten while what stands in it is remembered.
      AtomicFiles.flushFolder(file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new ResultsFile(file, folder, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Signed records whose outcome is not noted here yet. */
  public Outbox outbox() {
    return outbox;
  }

  /** Told of each line that is noted already. */
  interface Reader {
    /** One line, in their order. */
    void noted(Noted noted) throws IOException;
  }

  /**
   * Reads the input as far as results stand here, checks that they are of that input, and cuts off
   * a last line that was not written whole.
   */
  void passOver(LineReader input, RecordLines lines, Reader reader) throws IOException {
    requireResults();
    channel.position(0);
    LineReader own = new LineReader(Channels.newInputStream(channel));
    for (Optional<Line> line = own.next(); line.isPresent() && own.isWhole(); line = own.next()) {
      Noted noted = noted(line.get());
      Optional<Entry> entry = next(input, lines);
      if (entry.isEmpty() || !noted.isOf(entry.get())) {
        throw new IOException(
            file
                + ": line "
                + line.get().number()
                + " is not of this input: "
                + (entry.isEmpty()
                    ? "the input has ended"
                    : "line " + entry.get().line() + " has another number, ref or sha256"));
      }
      reader.noted(noted);
    }
    channel.truncate(own.wholeBytes());
    channel.position(own.wholeBytes());
  }

  /** A file of something else is not to be cut. A torn line may be zeros after a power failure. */
  private void requireResults() throws IOException {
    ByteBuffer first = ByteBuffer.allocate(1);
    if (channel.read(first, 0) == 1 && first.get(0) != '{' && first.get(0) != 0) {
      throw new IOException(file + ": holds something other than results");
    }
  }

  private Noted noted(Line line) throws IOException {
    try {
      return switch (line) {
        case Line.Text(long _, String text) -> Noted.read(text);
        case Line.Unreadable(long _, var refusal) -> throw new RefusedException(refusal);
      };
    } catch (RefusedException e) {
      throw new IOException(
          file + ": line " + line.number() + " is no result: " + e.getMessage(), e);
    }
  }

  private static Optional<Entry> next(LineReader input, RecordLines lines) throws IOException {
    for (Optional<Line> line = input.next(); line.isPresent(); line = input.next()) {
      Optional<Entry> entry = lines.read(line.get());
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }

  @Override
  public void note(List<LineOutcome> outcomes) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (LineOutcome outcome : outcomes) {
      text.writeBytes(outcome.json().bytes());
      text.write('\n');
    }
    ByteBuffer buffer = ByteBuffer.wrap(text.toByteArray());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    // Before the records are let go of: a line is noted or held at every moment.
    channel.force(false);
  }

  @Override
  public String remedy() {
    return "run the same command again, and it goes on there";
  }

  @Override
  public void close() throws IOException {
    try {
      outbox.close();
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something waits for the next run.
    } finally {
      channel.close();
    }
  }
}
