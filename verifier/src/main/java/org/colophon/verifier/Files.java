package org.colophon.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.colophon.core.evidence.Parts;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/** Files that a user names; whatever is behind the name, no more is read than is useful. */
final class Files {
  private static final int BUFFER_BYTES = 1 << 18;

  private Files() {}

  /** A bundle; one byte more than the longest is enough to see that it is too long. */
  static byte[] bundle(Path path) throws IOException {
    try (InputStream in = open(path)) {
      return in.readNBytes(Parts.BYTES_MAX + 1);
    }
  }

  /** A file of at most that many bytes. */
  static byte[] small(Path path, int bytesMax) throws IOException {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new IOException(path + ": larger than " + bytesMax + " bytes");
      }
      return bytes;
    }
  }

  /** SHA-256 of a file of any length. */
  static Hash sha256(Path path) throws IOException {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Hash.finish(digest);
  }

  private static InputStream open(Path path) throws IOException {
    try {
      return java.nio.file.Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file", e);
    }
  }
}
