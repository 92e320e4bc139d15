package org.colophon.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;

/** The digest of a file of any size. */
public final class FileDigest {
  private FileDigest() {}

  /** SHA-256 of its bytes. */
  public static Hash sha256(Path file) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Hash.finish(digest);
  }
}
