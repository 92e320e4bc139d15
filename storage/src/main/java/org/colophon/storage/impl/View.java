package org.colophon.storage.impl;

import org.colophon.core.port.StoreClosedException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;

/**
 * The ledger after one commit: a snapshot and the tip that belongs to it. Every commit makes one,
 * and all readers that begin before the next commit share it; it goes when the last of them ends.
 */
public final class View {
  private static final long AUDIT_READAHEAD_BYTES = 1L << 20;

  private final Database db;
  private final Tip tip;
  private final @Nullable Snapshot snapshot;
  private final ReadOptions options = new ReadOptions();
  private final Lease lease = new Lease(this::free);

  /** Of the newest state. */
  public View(Database db, Tip tip) {
    if (!db.lease().enter()) {
      throw new StoreClosedException();
    }
    this.db = db;
    this.tip = tip;
    this.snapshot = db.snapshot();
    if (snapshot != null) {
      options.setSnapshot(snapshot);
    }
  }

  Database db() {
    return db;
  }

  /** Where the ledger stands. */
  public Tip tip() {
    return tip;
  }

  ReadOptions options() {
    return options;
  }

  /** Options for reading every byte once, checked, past the cache; the caller closes them. */
  ReadOptions auditOptions() {
    ReadOptions audit =
        new ReadOptions()
            .setVerifyChecksums(true)
            .setFillCache(false)
            .setReadaheadSize(AUDIT_READAHEAD_BYTES);
    return snapshot == null ? audit : audit.setSnapshot(snapshot);
  }

  /** Its users: readers and audits. */
  public Lease lease() {
    return lease;
  }

  private void free() {
    options.close();
    if (snapshot != null) {
      db.release(snapshot);
    }
    db.lease().exit();
  }
}
