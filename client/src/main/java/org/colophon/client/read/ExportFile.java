package org.colophon.client.read;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.colophon.client.file.AtomicFiles;

/**
 * The zip into which records are exported, written as they come: there whole, or not there. It
 * holds no time of its own, so that two of the same contents are equal.
 */
public final class ExportFile implements Closeable {
  // The earliest that the format can say.
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path file;
  private final Path part;
  private final ZipOutputStream zip;

  private ExportFile(Path file, Path part) throws IOException {
    this.file = file;
    this.part = part;
    this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)));
  }

  /** Begins one beside its place. */
  public static ExportFile begin(Path file) throws IOException {
    return new ExportFile(
        file,
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part"));
  }

  /** Adds a file. */
  public void add(String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Puts it in its place. */
  public void finish() throws IOException {
    zip.close();
    AtomicFiles.flush(part);
    AtomicFiles.move(part, file);
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() throws IOException {
    zip.close();
    Files.deleteIfExists(part);
  }
}
