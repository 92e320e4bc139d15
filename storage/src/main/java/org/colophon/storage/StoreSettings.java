package org.colophon.storage;

/**
 * What a node may set about its store; nothing here changes a byte of the ledger.
 *
 * @param memoryBytes block cache and write buffers together, at least 1 MiB; a soft bound
 */
public record StoreSettings(long memoryBytes) {
  /** 64 MiB. */
  public static final StoreSettings DEFAULT = new StoreSettings(64L << 20);

  private static final long MEMORY_BYTES_MIN = 1L << 20;

  /** Refuses less than the least. */
  public StoreSettings {
    if (memoryBytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "store memory: " + memoryBytes + " bytes (expected: " + MEMORY_BYTES_MIN + " or more)");
    }
  }
}
