package org.colophon.storage.archive;

import org.colophon.crypto.Hash;

/**
 * Where a body stands that was taken out of a store.
 *
 * @param segment SHA-256 of the segment file
 * @param offset of the member that holds it, in bytes of that file
 */
public record Place(Hash segment, long offset) {
  /** Refuses an offset that no file has. */
  public Place {
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: 0 or more)");
    }
  }
}
