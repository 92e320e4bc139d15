package org.colophon.storage.impl;

import java.util.ArrayList;
import java.util.List;
import org.colophon.storage.StoreSettings;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Logger;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** RocksDB's options, and the native objects behind them, which live as long as the database. */
final class Tuning implements AutoCloseable {
  static {
    // Options objects are native too: without the library they fail in odd places.
    RocksDB.loadLibrary();
  }

  private static final int BACKGROUND_JOBS = 2;
  private static final int OPEN_FILES_MAX = 512;
  private static final long LOG_BYTES_MAX = 1L << 20;
  private static final int LOG_FILES_MAX = 3;
  private static final long MANIFEST_BYTES_MAX = 16L << 20;
  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final int ZSTD_LEVEL = 1;

  /** Part of a write buffer that is its filter. */
  private static final double MEMTABLE_BLOOM = 0.05;

  private static final long BLOCK_BYTES = 8L << 10;
  private static final long BYTES_PER_SYNC = 1L << 20;

  /** Tables of this version checksum their footer too: no byte of a file is left uncovered. */
  private static final int TABLE_FORMAT = 6;

  private final List<AutoCloseable> owned = new ArrayList<>();
  private final LRUCache cache;
  private final long writeBufferBytes;
  private final DBOptions database;

  Tuning(StoreSettings settings, Database.Mode mode) {
    long memory = settings.memoryBytes();
    cache = own(new LRUCache(memory));
    // Write buffers are charged to the cache, so that both together stay within one bound. At half
    // of it all families are flushed together; each family alone may take a quarter.
    WriteBufferManager buffers = own(new WriteBufferManager(memory / 2, cache));
    writeBufferBytes = memory / 4;
    database =
        own(new DBOptions())
            .setCreateIfMissing(mode == Database.Mode.CREATE)
            .setCreateMissingColumnFamilies(mode == Database.Mode.CREATE)
            .setErrorIfExists(mode == Database.Mode.CREATE)
            // Paranoid, RocksDB does not open at all beside a table that is damaged or gone.
            .setParanoidChecks(mode != Database.Mode.AUDIT)
            .setAtomicFlush(true)
            // What a close makes durable is said by the store's own flush and by nothing else.
            .setAvoidFlushDuringShutdown(true)
            .setWriteBufferManager(buffers)
            .setMaxBackgroundJobs(BACKGROUND_JOBS)
            .setMaxOpenFiles(OPEN_FILES_MAX)
            .setBytesPerSync(BYTES_PER_SYNC)
            .setMaxManifestFileSize(MANIFEST_BYTES_MAX)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxLogFileSize(LOG_BYTES_MAX)
            .setKeepLogFileNum(LOG_FILES_MAX);
    if (!mode.writes()) {
      database.setLogger(own(new SilentLogger()));
    }
  }

  /** Bytes in the cache now. */
  long cacheBytes() {
    return cache.getUsage();
  }

  DBOptions database() {
    return database;
  }

  ColumnFamilyOptions family(Family.Shape shape) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setFormatVersion(TABLE_FORMAT)
            .setBlockCache(cache)
            .setBlockSize(BLOCK_BYTES)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true);
    if (shape == Family.Shape.POINT) {
      table.setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)));
    }
    ColumnFamilyOptions options =
        own(new ColumnFamilyOptions())
            .setTableFormatConfig(table)
            .setWriteBufferSize(writeBufferBytes)
            .setMaxWriteBufferNumber(4)
            // A compaction of keys that lie all over their family writes the whole level behind:
            // it is done half as often as by default. A lookup then meets a few files more.
            .setLevel0FileNumCompactionTrigger(8)
            // Writers slow down long before they stop; both numbers are RocksDB's own.
            .setLevel0SlowdownWritesTrigger(20)
            .setLevel0StopWritesTrigger(36)
            .setLevelCompactionDynamicLevelBytes(true);
    return switch (shape) {
      // One compression at all levels: what is written in the order of its keys is then never
      // written again, but moved from level to level as it is.
      case LOG ->
          options
              .setCompressionType(CompressionType.ZSTD_COMPRESSION)
              .setCompressionOptions(own(new CompressionOptions()).setLevel(ZSTD_LEVEL));
      case HASHES -> options.setCompressionType(CompressionType.NO_COMPRESSION);
      case POINT ->
          options
              .setCompressionType(CompressionType.LZ4_COMPRESSION)
              .setMemtableWholeKeyFiltering(true)
              .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM);
      case SMALL -> options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    };
  }

  private <T extends AutoCloseable> T own(T object) {
    owned.add(object);
    return object;
  }

  /** Frees everything, what was made last first. */
  @Override
  public void close() {
    for (AutoCloseable object : owned.reversed()) {
      try {
        object.close();
      } catch (Exception e) {
        throw new IllegalStateException("a native object did not free", e);
      }
    }
  }

  /** An audit writes nothing into the directory that it reads, not even a log. */
  private static final class SilentLogger extends Logger {
    SilentLogger() {
      super(InfoLogLevel.FATAL_LEVEL);
    }

    @Override
    protected void log(InfoLogLevel level, String message) {}
  }
}
