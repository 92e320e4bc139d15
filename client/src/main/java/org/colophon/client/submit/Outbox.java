package org.colophon.client.submit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Signed records that no node has answered for yet, on disk. A record is held before it is sent and
 * let go when its outcome is known, so whatever happens in between, the next run sends the same
 * bytes and the chain takes them once. Without it, a declaration whose answer was lost would be
 * made a second time under another id.
 *
 * <p>Commands that run side by side share one folder. Each locks the files that it delivers, and
 * passes over those of the others: who does not run any more has no locks.
 */
public final class Outbox implements AutoCloseable {
  private static final String SUFFIX = ".records";
  private static final long BYTES_MAX = 64L << 20;

  private final Path folder;
  private final Map<Path, FileChannel> locked = new HashMap<>();

  /** The outbox in a folder, which is made when it is needed. */
  public Outbox(Path folder) {
    this.folder = folder;
  }

  /** Holds records; returns when they are on the disk. Canonical JSON has no line breaks. */
  public synchronized Path hold(List<byte[]> records) throws IOException {
    PrivateFolders.create(folder);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] record : records) {
      lines.writeBytes(record);
      lines.write('\n');
    }
    byte[] bytes = lines.toByteArray();
    Path file = folder.resolve(Hash.sha256(bytes).hex() + SUFFIX);
    if (!locked.containsKey(file)) {
      locked.put(file, lockedAnew(file));
    }
    FileChannel channel = Objects.requireNonNull(locked.get(file));
    // Its name is the hash of its bytes; an interrupted write leaves the name before them.
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    channel.truncate(0);
    while (buffer.hasRemaining()) {
      channel.write(buffer, channel.size());
    }
    channel.force(true);
    PrivateFiles.flushFolder(folder);
    return file;
  }

  /** Makes a file unless it is there, and waits until nobody else delivers it. */
  private static FileChannel lockedAnew(Path file) throws IOException {
    while (true) {
      FileChannel channel = PrivateFiles.open(file);
      try {
        channel.lock();
        if (Files.exists(file)) {
          return channel;
        }
        // Whoever had it let go of it: what is locked has no name any more.
        channel.close();
      } catch (IOException | OverlappingFileLockException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Lets go of what {@link #hold} or {@link #held} returned. */
  public synchronized void release(Path held) throws IOException {
    Files.deleteIfExists(held);
    @Nullable FileChannel channel = locked.remove(held);
    if (channel != null) {
      channel.close();
    }
  }

  /** What is held and delivered by no other command, sorted by name; from now on by this one. */
  public synchronized List<Path> held() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> held = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        if (locked.containsKey(file) || lock(file)) {
          held.add(file);
        }
      }
    }
    return held;
  }

  private boolean lock(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return false;
    }
    if (isFree(channel) && Files.exists(file)) {
      locked.put(file, channel);
      return true;
    }
    channel.close();
    return false;
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * The records that are held in a file; none when its writing was interrupted, for then they were
   * never sent.
   *
   * @param held what {@link #hold} or {@link #held} returned, and nobody let go of
   */
  public synchronized List<byte[]> read(Path held) throws IOException {
    FileChannel channel = Objects.requireNonNull(locked.get(held));
    if (channel.size() > BYTES_MAX) {
      throw new IOException(held + ": larger than " + BYTES_MAX + " bytes");
    }
    // Through the channel that has the lock: closing another one of the same file would end it.
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // Goes on until it is whole.
    }
    if (!held.endsWith(Hash.sha256(bytes.array()).hex() + SUFFIX)) {
      return List.of();
    }
    List<byte[]> records = new ArrayList<>();
    new String(bytes.array(), StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> records.add(line.getBytes(StandardCharsets.UTF_8)));
    return records;
  }

  /** Leaves what is held to the next run. */
  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : locked.values()) {
      channel.close();
    }
    locked.clear();
  }
}
