package org.colophon.storage.impl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.colophon.core.chain.Position;
import org.colophon.core.port.StoreException;
import org.colophon.storage.StoreMemory;
import org.colophon.storage.StoreSettings;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.impl.Families.AppliedAt;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The native database, and the only place where its errors become {@link StoreException}s. Callers
 * hold its {@link #lease} while they use it.
 */
public final class Database {
  /** How a database is opened. */
  public enum Mode {
    /** It must not be there. */
    CREATE,
    /** It must be there; nothing is ever created in its place. */
    WRITE,
    /** Like WRITE, and no byte of the directory changes. */
    READ_ONLY,
    /** Like READ_ONLY, and a damaged file is an error when it is read, and no earlier. */
    AUDIT;

    boolean writes() {
      return this == CREATE || this == WRITE;
    }
  }

  private final Path directory;
  private final Mode mode;
  private final Tuning tuning;
  private final Archive archive;
  private final RocksDB db;
  private final List<ColumnFamilyHandle> handles;
  private final Map<String, ColumnFamilyHandle> byName = new HashMap<>();
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
  private final ReadOptions newest = new ReadOptions();
  private final ReadOptions persisted = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER);
  private final RecentSeals recentSeals = new RecentSeals();
  private final CountDownLatch freed = new CountDownLatch(1);
  private final Lease lease = new Lease(this::free);

  private Database(
      Path directory,
      Mode mode,
      Tuning tuning,
      Archive archive,
      RocksDB db,
      List<ColumnFamilyHandle> handles) {
    this.directory = directory;
    this.mode = mode;
    this.tuning = tuning;
    this.archive = archive;
    this.db = db;
    this.handles = handles;
    // Handle 0 is RocksDB's own family, which stays empty.
    for (int i = 0; i < Families.ALL.size(); i++) {
      byName.put(Families.ALL.get(i).name(), handles.get(i + 1));
    }
  }

  /** Opens the database in a directory; it is in use until its lease ends. */
  public static Database open(Path directory, Mode mode, StoreSettings settings)
      throws StoreException {
    Manifest.requireSound(directory);
    Tuning tuning = new Tuning(settings, mode);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(
        new ColumnFamilyDescriptor(
            RocksDB.DEFAULT_COLUMN_FAMILY, tuning.family(Family.Shape.SMALL)));
    for (Family<?, ?> family : Families.ALL) {
      descriptors.add(
          new ColumnFamilyDescriptor(
              Codec.ASCII.encode(family.name()), tuning.family(family.shape())));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    String path = directory.toString();
    try {
      RocksDB db =
          mode.writes()
              ? RocksDB.open(tuning.database(), path, descriptors, handles)
              : RocksDB.openReadOnly(tuning.database(), path, descriptors, handles);
      return new Database(directory, mode, tuning, settings.archive(), db, handles);
    } catch (RocksDBException e) {
      tuning.close();
      throw openFault(directory, e);
    }
  }

  private static StoreException openFault(Path directory, RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    // A checksum that is wrong speaks of a block, which is no lock.
    if (message.contains("/LOCK")) {
      return new StoreException(
          directory + ": the store is in use by another process, or twice by this one", e);
    }
    return new StoreException(
        directory + ": the store does not open, and nothing was changed: " + message, e);
  }

  /** Its users. */
  public Lease lease() {
    return lease;
  }

  /** Where it stands. */
  public Path directory() {
    return directory;
  }

  /** Whether it refuses every change. */
  public boolean readOnly() {
    return !mode.writes();
  }

  /** Whether what is asked for must be read from the files each time. */
  boolean isAudited() {
    return mode == Mode.AUDIT;
  }

  /** Where bodies stand that were taken out. */
  Archive archive() {
    return archive;
  }

  RecentSeals recentSeals() {
    return recentSeals;
  }

  /** Counts down when the native objects are gone and the directory is free again. */
  public CountDownLatch freed() {
    return freed;
  }

  /** What reads see without a snapshot: everything. */
  public ReadOptions newest() {
    return newest;
  }

  /** The value of a key, when there is one. */
  public <K, V> Optional<V> get(ReadOptions options, Family<K, V> family, K key)
      throws StoreException {
    byte[] raw = family.keys().encode(key);
    byte[] value = getRaw(options, family, raw);
    return value == null ? Optional.empty() : Optional.of(decode(family, raw, value));
  }

  byte @Nullable [] getRaw(ReadOptions options, Family<?, ?> family, byte[] key)
      throws StoreException {
    try {
      return db.get(handle(family), options, key);
    } catch (RocksDBException e) {
      throw fault("read " + family.name() + ", " + family.describeKey(key), e);
    }
  }

  <K, V> V decode(Family<K, V> family, byte[] key, byte[] value) throws StoreException {
    try {
      return family.values().decode(value);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          directory
              + ": "
              + family.name()
              + ", "
              + family.describeKey(key)
              + ": the value is damaged",
          e);
    }
  }

  RocksIterator iterator(ReadOptions options, Family<?, ?> family) {
    return db.newIterator(handle(family), options);
  }

  /** Adds a put to a batch; a batch in memory fails only by a broken invariant of our own. */
  public <K, V> void put(WriteBatch batch, Family<K, V> family, K key, V value)
      throws StoreException {
    try {
      batch.put(handle(family), family.keys().encode(key), family.values().encode(value));
    } catch (RocksDBException e) {
      throw fault("batch " + family.name(), e);
    }
  }

  <K> void delete(WriteBatch batch, Family<K, ?> family, K key) throws StoreException {
    try {
      batch.delete(handle(family), family.keys().encode(key));
    } catch (RocksDBException e) {
      throw fault("batch " + family.name(), e);
    }
  }

  /** Takes the whole batch or nothing; durable after the next {@link #flush}. */
  public void write(WriteBatch batch) throws StoreException {
    try {
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw fault("write", e);
    }
  }

  /** Writes the buffers of all families into files, atomically, and waits for it. */
  public void flush() throws StoreException {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      db.flush(options, handles);
    } catch (RocksDBException e) {
      throw fault("flush", e);
    }
  }

  /**
   * Rewrites the files that hold these keys, so that what was overwritten leaves the disk; readers
   * that began before keep it until they end.
   */
  <K> void compact(Family<K, ?> family, K from, K to) throws StoreException {
    // Shared with the compactions that commits ask for: those must not wait for this one.
    try (CompactRangeOptions options =
        new CompactRangeOptions().setExclusiveManualCompaction(false)) {
      byte[] begin = family.keys().encode(from);
      db.compactRange(handle(family), begin, family.keys().encode(to), options);
    } catch (RocksDBException e) {
      throw fault("compact " + family.name(), e);
    }
  }

  /**
   * The position that a power cut would leave. Read past the write buffers (RocksDB's persisted
   * tier skips them when the write-ahead log is off), so it comes out of files that are synced and
   * in the manifest; because families are flushed together, it speaks for all of them.
   */
  public Position durable() throws StoreException {
    return get(persisted, Families.POSITION, Families.POSITION_APPLIED)
        .map(AppliedAt::position)
        .orElse(Position.NONE);
  }

  /** A copy of the flushed files, by hard links where the file system allows. */
  public void checkpoint(Path target) throws StoreException {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(target.toString());
    } catch (RocksDBException e) {
      throw fault("copy to " + target, e);
    }
  }

  /** Null on a database that nobody can write: it needs none. */
  @Nullable Snapshot snapshot() {
    return readOnly() ? null : db.getSnapshot();
  }

  void release(Snapshot snapshot) {
    db.releaseSnapshot(snapshot);
  }

  List<LiveFileMetaData> files() {
    return db.getLiveFilesMetaData();
  }

  /** What the database holds in native memory. */
  public StoreMemory memory() throws StoreException {
    try {
      return new StoreMemory(
          tuning.cacheBytes(),
          db.getAggregatedLongProperty("rocksdb.cur-size-all-mem-tables"),
          db.getAggregatedLongProperty("rocksdb.estimate-table-readers-mem"));
    } catch (RocksDBException e) {
      throw fault("read its properties", e);
    }
  }

  private ColumnFamilyHandle handle(Family<?, ?> family) {
    ColumnFamilyHandle handle = byName.get(family.name());
    if (handle == null) {
      throw new IllegalArgumentException("not a family of a store: " + family.name());
    }
    return handle;
  }

  private StoreException fault(String doing, RocksDBException e) {
    return new StoreException(directory + ": " + doing + ": " + e.getMessage(), e);
  }

  private void free() {
    newest.close();
    persisted.close();
    unlogged.close();
    handles.forEach(ColumnFamilyHandle::close);
    db.close();
    tuning.close();
    freed.countDown();
  }
}
