package org.colophon.core.record;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records that were verified a moment ago and will soon come again, in an entry: their signatures
 * need not be checked twice. A record is found by all of its bytes, so a result is never that of
 * another one. Safe for many threads; what does not fit is forgotten.
 */
final class RecentRecords {
  private static final int RECORDS_MAX = 65_536;
  static final long BYTES_MAX = 32L << 20;

  private final Map<Key, VerifiedRecord> records = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /** All bytes of a record, with their hash made once. */
  private static final class Key {
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
  }

  /** Remembers a record until it is taken. */
  void put(VerifiedRecord record) {
    if (records.size() >= RECORDS_MAX || bytes.addAndGet(record.bytes().length) > BYTES_MAX) {
      records.clear();
      bytes.set(record.bytes().length);
    }
    VerifiedRecord before = records.put(new Key(record.bytes()), record);
    if (before != null) {
      bytes.addAndGet(-before.bytes().length);
    }
  }

  /** The record of these very bytes, when it is remembered; it is not any longer. */
  Optional<VerifiedRecord> take(byte[] leaf) {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    Optional<VerifiedRecord> taken = Optional.ofNullable(records.remove(new Key(leaf)));
    taken.ifPresent(record -> bytes.addAndGet(-record.bytes().length));
    return taken;
  }
}
