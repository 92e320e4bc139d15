package org.colophon.storage;

import org.colophon.storage.archive.Archive;

/**
 * What a node may set about its store; nothing here changes a byte of the ledger.
 *
 * @param memoryBytes block cache and write buffers together, at least 1 MiB; a soft bound
 * @param archive where bodies stand that were taken out of it
 */
public record StoreSettings(long memoryBytes, Archive archive) {
  /** 64 MiB. */
  public static final StoreSettings DEFAULT = new StoreSettings(64L << 20, Archive.NONE);

  private static final long MEMORY_BYTES_MIN = 1L << 20;

  /** Refuses less than the least. */
  public StoreSettings {
    if (memoryBytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "store memory: " + memoryBytes + " bytes (expected: " + MEMORY_BYTES_MIN + " or more)");
    }
  }

  /** No archive. */
  public StoreSettings(long memoryBytes) {
    this(memoryBytes, Archive.NONE);
  }

  /** The default memory, and that archive. */
  public static StoreSettings reading(Archive archive) {
    return new StoreSettings(DEFAULT.memoryBytes, archive);
  }
}
