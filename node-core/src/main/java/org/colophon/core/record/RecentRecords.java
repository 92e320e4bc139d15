package org.colophon.core.record;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records that were verified a moment ago and will soon come again, in an entry: their signatures
 * need not be checked twice. A record is found by all of its bytes, so a result is never that of
 * another one. Safe for many threads; when there are too many the oldest are forgotten.
 */
final class RecentRecords {
  static final long BYTES_MAX = 32L << 20;

  private final Map<Key, VerifiedRecord> records = new LinkedHashMap<>();
  private long bytes;

  /**
   * All bytes of a record, with their hash made once; ordered, so that equal hashes cost little.
   */
  private static final class Key implements Comparable<Key> {
    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int compareTo(Key other) {
      return Arrays.compare(bytes, other.bytes);
    }
  }

  /** Remembers a record until it is taken. */
  void put(VerifiedRecord record) {
    Key key = new Key(record.bytes());
    synchronized (records) {
      if (records.putIfAbsent(key, record) == null) {
        bytes += record.bytes().length;
      }
      Iterator<VerifiedRecord> oldest = records.values().iterator();
      while (bytes > BYTES_MAX) {
        bytes -= oldest.next().bytes().length;
        oldest.remove();
      }
    }
  }

  /** The record of these very bytes, when it is remembered; it is not any longer. */
  Optional<VerifiedRecord> take(byte[] leaf) {
    Key key = new Key(leaf);
    synchronized (records) {
      Optional<VerifiedRecord> taken = Optional.ofNullable(records.remove(key));
      taken.ifPresent(record -> bytes -= record.bytes().length);
      return taken;
    }
  }
}
