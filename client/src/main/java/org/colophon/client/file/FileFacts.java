package org.colophon.client.file;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.core.content.ContentDigest;
import org.colophon.crypto.Hash;

/**
 * What the chain learns of a file.
 *
 * @param path the file, which itself never leaves this machine
 * @param sha256 SHA-256 of its bytes
 * @param size length in bytes
 * @param mediaType such as {@code image/png}
 */
public record FileFacts(Path path, Hash sha256, long size, String mediaType) {
  /** As it stands in a declaration. */
  public ContentDigest digest() {
    return new ContentDigest(sha256, Optional.empty(), size, mediaType);
  }

  /** The file's name without its folders. */
  public String name() {
    return String.valueOf(path.getFileName());
  }
}
