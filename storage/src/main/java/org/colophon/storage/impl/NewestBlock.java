package org.colophon.storage.impl;

import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the newest block of a store that may be damaged. Four families know its height by their
 * last entries, and any one of them may have lost or forged its own: so the newest block is the
 * highest that two of them reach.
 */
public final class NewestBlock {
  private static final List<Family<?, ?>> WITNESSES =
      List.of(Families.HEADERS, Families.LEAVES, Families.TIME, Families.POSITION);

  private NewestBlock() {}

  /** Its height; 0 in a store that shows none. */
  public static long height(Database db) {
    long[] told =
        WITNESSES.stream()
            .map(family -> last(db, family))
            .flatMapToLong(OptionalLong::stream)
            .sorted()
            .toArray();
    return told.length == 0 ? 0 : told[Math.max(0, told.length - 2)];
  }

  /** The block of a family's last entry; empty when that cannot be read. */
  private static OptionalLong last(Database db, Family<?, ?> family) {
    try (Cursor<?, ?> cursor = new Cursor<>(db, family, db.newest())) {
      cursor.seekToLast();
      return cursor.valid()
          ? family.height(cursor.rawKey(), cursor.rawValue(), Family.Heights.UNKNOWN)
          : OptionalLong.empty();
    }
  }
}
