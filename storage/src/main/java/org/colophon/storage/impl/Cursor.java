package org.colophon.storage.impl;

import java.util.Arrays;
import java.util.Optional;
import org.colophon.core.port.StoreException;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Walks a family in the order of its keys. Where the files are damaged it stands on nothing and
 * says why; seeking elsewhere may bring it back.
 */
final class Cursor<K, V> implements AutoCloseable {
  private final Database db;
  private final Family<K, V> family;
  private final RocksIterator iterator;

  Cursor(Database db, Family<K, V> family, ReadOptions options) {
    this.db = db;
    this.family = family;
    this.iterator = db.iterator(options, family);
  }

  void seekToFirst() {
    iterator.seekToFirst();
  }

  void seekToLast() {
    iterator.seekToLast();
  }

  /** To the first key at or behind this one. */
  void seek(byte[] key) {
    iterator.seek(key);
  }

  /** To the last key at or before this one. */
  void seekForPrev(byte[] key) {
    iterator.seekForPrev(key);
  }

  void next() {
    iterator.next();
  }

  void prev() {
    iterator.prev();
  }

  /** Whether it stands on an entry. */
  boolean valid() {
    return iterator.isValid();
  }

  /** Like {@link #valid}; damage is an error and not the end. */
  boolean validOrThrow() throws StoreException {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
      return false;
    } catch (RocksDBException e) {
      throw new StoreException(
          db.directory() + ": read " + family.name() + ": " + e.getMessage(), e);
    }
  }

  /** Why it stands on nothing; empty when it does not, or is at the end. */
  Optional<String> damage() {
    if (iterator.isValid()) {
      return Optional.empty();
    }
    try {
      iterator.status();
      return Optional.empty();
    } catch (RocksDBException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  byte[] rawKey() {
    return iterator.key();
  }

  byte[] rawValue() {
    return iterator.value();
  }

  K key() throws StoreException {
    byte[] raw = rawKey();
    try {
      return family.keys().decode(raw);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          db.directory() + ": " + family.name() + ", " + family.describeKey(raw) + " is damaged",
          e);
    }
  }

  V value() throws StoreException {
    return db.decode(family, rawKey(), rawValue());
  }

  /** Whether the key begins with these bytes. */
  boolean under(byte[] prefix) {
    byte[] key = rawKey();
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void close() {
    iterator.close();
  }
}
