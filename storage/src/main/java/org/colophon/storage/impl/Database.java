package org.colophon.storage.impl;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.rocksdb.ByteBufferGetStatus;
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
import org.rocksdb.Status;
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

  /** Bounds what one lookup of many keys takes of memory. */
  private static final int KEYS_AT_ONCE = 256;

  /** Room for a value in such a lookup; a longer one is read by itself. */
  private static final int VALUE_BYTES = 512;

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

  /** The values of many keys, in their order: RocksDB looks them up side by side. */
  public <K, V> List<Optional<V>> getAll(ReadOptions options, Family<K, V> family, List<K> keys)
      throws StoreException {
    List<Optional<V>> values = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
      List<byte[]> some =
          keys.subList(from, Math.min(from + KEYS_AT_ONCE, keys.size())).stream()
              .map(family.keys()::encode)
              .toList();
      getSome(options, family, some, values);
    }
    return values;
  }

  /** By buffers, for only these tell a key that is not there from one that cannot be read. */
  private <K, V> void getSome(
      ReadOptions options, Family<K, V> family, List<byte[]> keys, List<Optional<V>> values)
      throws StoreException {
    try (Arena arena = Arena.ofConfined()) {
      List<ByteBuffer> in = new ArrayList<>(keys.size());
      List<ByteBuffer> out = new ArrayList<>(keys.size());
      for (byte[] key : keys) {
        in.add(arena.allocate(key.length).asByteBuffer().put(key).flip());
        out.add(arena.allocate(VALUE_BYTES).asByteBuffer());
      }
      List<ByteBufferGetStatus> found =
          db.multiGetByteBuffers(options, List.of(handle(family)), in, out);
      for (int i = 0; i < keys.size(); i++) {
        values.add(valueOf(found.get(i), options, family, keys.get(i)));
      }
    } catch (RocksDBException e) {
      throw fault("read " + keys.size() + " keys of " + family.name(), e);
    }
  }

  private <K, V> Optional<V> valueOf(
      ByteBufferGetStatus found, ReadOptions options, Family<K, V> family, byte[] key)
      throws StoreException {
    if (found.status.getCode() == Status.Code.NotFound) {
      return Optional.empty();
    }
    byte[] value;
    if (found.status.getCode() == Status.Code.Ok && found.requiredSize <= VALUE_BYTES) {
      value = new byte[found.requiredSize];
      found.value.get(0, value);
    } else {
      // Longer than its room, or not to be read: then this fails by its name.
      value = getRaw(options, family, key);
    }
    return value == null ? Optional.empty() : Optional.of(decode(family, key, value));
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

  /**
   * An entry to be put.
   *
   * @param key its key
   * @param value its value
   */
  record Put<K, V>(K key, V value) {}

  /**
   * Adds puts to a batch in the order of their keys: where these lie all over a family, each then
   * finds its place in the write buffer from that of the one before.
   */
  <K, V> void put(WriteBatch batch, Family<K, V> family, List<Put<K, V>> puts)
      throws StoreException {
    List<Put<byte[], V>> sorted = new ArrayList<>(puts.size());
    puts.forEach(put -> sorted.add(new Put<>(family.keys().encode(put.key), put.value)));
    sorted.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
    try {
      for (Put<byte[], V> put : sorted) {
        batch.put(handle(family), put.key, family.values().encode(put.value));
      }
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
