package org.colophon.client.submit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PrivateFiles;

/**
 * Signed records that no node has answered for yet, on disk. A record is held before it is sent and
 * let go when its outcome is known, so whatever happens in between, the next run sends the same
 * bytes and the chain takes them once. Without it, a declaration whose answer was lost would be
 * made a second time under another id.
 */
public final class Outbox {
  private static final String SUFFIX = ".records";
  private static final long BYTES_MAX = 64L << 20;

  private final Path folder;

  /** The outbox in a folder, which is made when it is needed. */
  public Outbox(Path folder) {
    this.folder = folder;
  }

  /** Holds records; returns when they are on the disk. Canonical JSON has no line breaks. */
  public Path hold(List<byte[]> records) throws IOException {
    PrivateFolders.create(folder);
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] record : records) {
      lines.writeBytes(record);
      lines.write('\n');
    }
    byte[] bytes = lines.toByteArray();
    Path file = folder.resolve(Hash.sha256(bytes).hex() + SUFFIX);
    try {
      PrivateFiles.create(file, bytes);
    } catch (FileAlreadyExistsException e) {
      // The name is the content's hash, but an interrupted write leaves the name before the bytes.
      Files.delete(file);
      PrivateFiles.create(file, bytes);
    }
    return file;
  }

  /** Lets go of what {@link #hold} returned. */
  public void release(Path held) throws IOException {
    Files.deleteIfExists(held);
  }

  /** What is held, sorted by name. */
  public List<Path> held() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /**
   * The records that are held in a file; none when its writing was interrupted, for then they were
   * never sent.
   */
  public List<byte[]> read(Path held) throws IOException {
    if (Files.size(held) > BYTES_MAX) {
      throw new IOException(held + ": larger than " + BYTES_MAX + " bytes");
    }
    byte[] bytes = Files.readAllBytes(held);
    if (!held.endsWith(Hash.sha256(bytes).hex() + SUFFIX)) {
      return List.of();
    }
    List<byte[]> records = new ArrayList<>();
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> records.add(line.getBytes(StandardCharsets.UTF_8)));
    return records;
  }
}
