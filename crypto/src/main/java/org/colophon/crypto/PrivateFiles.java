package org.colophon.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files that hold secrets: created for the owner alone, never overwritten, and refused when others
 * may read them. Where the file system knows no POSIX permissions, guarding them is the operator's.
 */
public final class PrivateFiles {
  /** Largest private file read; a key is a few hundred bytes. */
  public static final int BYTES_MAX = 64 * 1024;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private PrivateFiles() {}

  /**
   * Creates {@code path} with mode 0600 and returns when the bytes and the directory's entry are on
   * the disk.
   *
   * @throws FileAlreadyExistsException when there is a file of this name already
   * @throws IOException when it cannot be written
   */
  public static void create(Path path, byte[] bytes) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(path, options, ownerOnly(path))) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      flushFolder(directory);
    }
  }

  /**
   * Opens {@code path} for reading and writing, and creates it with mode 0600 when it is not there.
   */
  public static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path,
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        ownerOnly(path));
  }

  /** Returns when the names in a directory are on the disk, where the system knows of such. */
  public static void flushFolder(Path directory) throws IOException {
    if (hasPosixPermissions(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /**
   * Reads the whole file.
   *
   * @throws IOException when it is missing, larger than {@link #BYTES_MAX}, or open to group or
   *     others; the message names the remedy
   */
  public static byte[] read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new NoSuchFileException(path + ": no such file");
    }
    if (hasPosixPermissions(path)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      for (PosixFilePermission permission : permissions) {
        if (OTHERS.contains(permission)) {
          throw new IOException(
              path
                  + ": mode "
                  + PosixFilePermissions.toString(permissions)
                  + " (expected: rw-------); run: chmod 600 "
                  + path);
        }
      }
    }
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IOException(path + ": larger than " + BYTES_MAX + " bytes");
      }
      return bytes;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !hasPosixPermissions(directory)) {
      return new FileAttribute<?>[0];
    }
    // Given at creation, so there is no moment at which others could open the file.
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
    };
  }

  private static boolean hasPosixPermissions(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
