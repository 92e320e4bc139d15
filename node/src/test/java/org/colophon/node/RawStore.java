package org.colophon.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.crypto.Hash;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** Changes the files of a stopped node's store behind its back. */
final class RawStore {
  private interface Change {
    void make(RocksDB db, ColumnFamilyHandle family, WriteOptions unlogged) throws RocksDBException;
  }

  private RawStore() {}

  static void put(Path directory, String family, byte[] key, byte[] value) throws RocksDBException {
    change(directory, family, (db, handle, unlogged) -> db.put(handle, unlogged, key, value));
  }

  /** A seal as its family keeps it: behind its digest. */
  static byte[] digested(byte[] seal) {
    return ByteBuffer.allocate(Hash.LENGTH + seal.length)
        .put(Hash.sha256(seal).bytes())
        .put(seal)
        .array();
  }

  static void delete(Path directory, String family, byte[] key) throws RocksDBException {
    change(directory, family, (db, handle, unlogged) -> db.delete(handle, unlogged, key));
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
        for (ColumnFamilyHandle handle : handles) {
          if (new String(handle.getName(), StandardCharsets.US_ASCII).equals(family)) {
            change.make(db, handle, unlogged);
            db.flush(flush, handle);
          }
        }
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
  }

  /** A copy of a directory, which must not exist yet. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }
}
