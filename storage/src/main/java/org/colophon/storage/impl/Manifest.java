package org.colophon.storage.impl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.colophon.core.port.StoreException;

/**
 * RocksDB's list of the files that a database consists of, checked by its own checksums before
 * RocksDB reads it: on a record whose type byte is damaged RocksDB 11.8 may loop for ever instead
 * of refusing it. The file is in RocksDB's log format: blocks of 32 KiB; in them records of a
 * masked CRC-32C over type and payload, a length (16 bits), a type, all little endian, and the
 * payload.
 */
final class Manifest {
  private static final int BLOCK_BYTES = 32 << 10;
  private static final int HEADER_BYTES = 7;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int PADDING = 0;
  private static final int LAST_TYPE = 4;
  private static final Pattern NAME = Pattern.compile("MANIFEST-\\d{6,20}");

  private Manifest() {}

  /**
   * Refuses a damaged one. A last record that was not written whole is no damage: RocksDB drops it.
   * Where there is none, there is nothing to refuse.
   */
  static void requireSound(Path directory) throws StoreException {
    Path current = directory.resolve("CURRENT");
    try {
      if (!Files.isRegularFile(current) || Files.size(current) > BLOCK_BYTES) {
        return;
      }
      String name = Files.readString(current, StandardCharsets.ISO_8859_1).strip();
      Path manifest = directory.resolve(name);
      if (NAME.matcher(name).matches() && Files.isRegularFile(manifest)) {
        check(manifest);
      }
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(directory + ": its list of files cannot be read", e);
    }
  }

  private static void check(Path manifest) throws IOException {
    try (InputStream in = Files.newInputStream(manifest)) {
      long position = 0;
      byte[] block = in.readNBytes(BLOCK_BYTES);
      while (block.length > 0) {
        int damaged = firstDamaged(ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN));
        if (damaged >= 0) {
          throw new StoreException(
              manifest.getParent()
                  + ": the store does not open, and nothing was changed: "
                  + manifest.getFileName()
                  + " is damaged at byte "
                  + (position + damaged));
        }
        position += block.length;
        block = in.readNBytes(BLOCK_BYTES);
      }
    }
  }

  /** Where the first record of a block begins that is not as it was written; −1 when none is. */
  private static int firstDamaged(ByteBuffer block) {
    while (block.remaining() >= HEADER_BYTES) {
      int begin = block.position();
      int checksum = block.getInt();
      int length = Short.toUnsignedInt(block.getShort());
      int type = Byte.toUnsignedInt(block.get());
      if (type == PADDING && length == 0) {
        return -1;
      }
      if (length > block.remaining()) {
        // No record crosses a block, so in a whole one this is no record that was cut off.
        return block.capacity() == BLOCK_BYTES ? begin : -1;
      }
      if (type > LAST_TYPE || masked(block, begin, length) != checksum) {
        return begin;
      }
      block.position(begin + HEADER_BYTES + length);
    }
    return -1;
  }

  private static int masked(ByteBuffer block, int begin, int length) {
    CRC32C crc = new CRC32C();
    crc.update(block.slice(begin + HEADER_BYTES - 1, length + 1));
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
