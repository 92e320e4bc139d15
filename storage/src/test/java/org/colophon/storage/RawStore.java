package org.colophon.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Changes the files of a closed store behind its back, as anyone with RocksDB's tools could. */
final class RawStore {
  private interface Change {
    void make(RocksDB db, ColumnFamilyHandle family, WriteOptions unlogged) throws RocksDBException;
  }

  private RawStore() {}

  static void put(Path directory, String family, byte[] key, byte[] value) throws RocksDBException {
    change(directory, family, (db, handle, unlogged) -> db.put(handle, unlogged, key, value));
  }

  static void delete(Path directory, String family, byte[] key) throws RocksDBException {
    change(directory, family, (db, handle, unlogged) -> db.delete(handle, unlogged, key));
  }

  /** Pushes a family's entries into the lowest files, without tombstones and old values. */
  static void compact(Path directory, String family) throws RocksDBException {
    change(directory, family, (db, handle, unlogged) -> db.compactRange(handle));
  }

  private static void change(Path directory, String family, Change change) throws RocksDBException {
    RocksDB.loadLibrary();
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (Options list = new Options();
        DBOptions options = new DBOptions();
        FlushOptions flush = new FlushOptions().setWaitForFlush(true);
        WriteOptions unlogged = new WriteOptions().setDisableWAL(true)) {
      for (byte[] name : RocksDB.listColumnFamilies(list, directory.toString())) {
        descriptors.add(new ColumnFamilyDescriptor(name));
      }
      try (RocksDB db = RocksDB.open(options, directory.toString(), descriptors, handles)) {
        ColumnFamilyHandle handle = handle(handles, family);
        change.make(db, handle, unlogged);
        db.flush(flush, handle);
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
  }

  private static ColumnFamilyHandle handle(List<ColumnFamilyHandle> handles, String family)
      throws RocksDBException {
    for (ColumnFamilyHandle handle : handles) {
      if (new String(handle.getName(), StandardCharsets.US_ASCII).equals(family)) {
        return handle;
      }
    }
    throw new AssertionError("no family " + family);
  }
}
