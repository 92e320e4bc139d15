package org.colophon.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.colophon.core.Height;
import org.colophon.core.chain.Position;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.CommitOrder;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.storage.archive.Archive;
import org.colophon.storage.archive.ArchivedRange;
import org.colophon.storage.impl.ArchivedBlocks;
import org.colophon.storage.impl.BodyRemoval;
import org.colophon.storage.impl.CommitWriter;
import org.colophon.storage.impl.Database;
import org.colophon.storage.impl.Families;
import org.colophon.storage.impl.NewStore;
import org.colophon.storage.impl.RocksReader;
import org.colophon.storage.impl.StoreCard;
import org.colophon.storage.impl.StoreFiles;
import org.colophon.storage.impl.Tip;
import org.colophon.storage.impl.View;
import org.jspecify.annotations.Nullable;
import org.rocksdb.WriteBatch;

/**
 * The ledger in RocksDB. A commit is one atomic batch; there is no write-ahead log here, for the
 * Raft log is one, and all families are flushed together, so that what a crash leaves is a whole
 * prefix of the commits, with its position. A store is never created in place of one that does not
 * open.
 *
 * <p>Reading never waits: after each commit a snapshot and the tip that belongs to it are published
 * as one view, and a reader holds the view that was newest when it began.
 */
public final class RocksStore implements BlockStore {
  private static final long CLOSE_WAIT_SECONDS = 10;
  private static final String CREATING = ".creating";
  private static final String COPYING = ".copying";

  private final Database db;
  private final Hash genesisHash;
  private final Archive archive;
  private final Object committing = new Object();
  private final Object flushing = new Object();
  private final Object takingOut = new Object();
  private volatile View view;
  private volatile boolean closed;
  private int format;
  private Position durable;
  private @Nullable StoreException brokenBy;

  private RocksStore(Database db, StoreCard card, Tip tip, Archive archive) {
    this.db = db;
    this.genesisHash = card.genesis();
    this.archive = archive;
    this.format = card.format();
    this.durable = card.durable();
    this.view = new View(db, tip);
  }

  /** Like {@link #create(Path, Hash, StoreSettings)} with the default settings. */
  public static RocksStore create(Path directory, Hash genesisHash) throws StoreException {
    return create(directory, genesisHash, StoreSettings.DEFAULT);
  }

  /**
   * A new store before its genesis block. It is built beside the directory and renamed when it is
   * whole.
   *
   * @param directory must not exist, or be empty
   */
  public static RocksStore create(Path directory, Hash genesisHash, StoreSettings settings)
      throws StoreException {
    Path target = directory.toAbsolutePath().normalize();
    Path draft = StoreFiles.sibling(target, CREATING);
    try {
      if (!StoreFiles.isFree(target)) {
        throw new StoreException(target + ": is there already (expected: nothing)");
      }
      StoreFiles.delete(draft);
      Files.createDirectories(draft);
      NewStore.build(draft, genesisHash, settings);
      StoreFiles.publish(draft, target);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(target + ": the store cannot be created", e);
    }
    return open(target, genesisHash, settings);
  }

  /** Like {@link #open(Path, Hash, StoreSettings)} with the default settings. */
  public static RocksStore open(Path directory, Hash genesisHash) throws StoreException {
    return open(directory, genesisHash, StoreSettings.DEFAULT);
  }

  /** Opens the store of that chain; any other, or a damaged one, is refused and left as it is. */
  public static RocksStore open(Path directory, Hash genesisHash, StoreSettings settings)
      throws StoreException {
    Path target = directory.toAbsolutePath().normalize();
    StoreCard card = StoreCard.read(target);
    if (!card.genesis().equals(genesisHash)) {
      throw new StoreException(
          target + ": genesis: " + card.genesis() + " (expected: " + genesisHash + ")");
    }
    return open(target, card, Database.Mode.WRITE, settings);
  }

  /**
   * Opens whatever chain's store is there for reading only. Not while another process writes it: a
   * reader of this kind does not see the files change.
   */
  public static RocksStore openReadOnly(Path directory) throws StoreException {
    return openReadOnly(directory, Archive.NONE);
  }

  /** Like {@link #openReadOnly(Path)}, with what was taken out of the store. */
  public static RocksStore openReadOnly(Path directory, Archive archive) throws StoreException {
    Path target = directory.toAbsolutePath().normalize();
    StoreCard card = StoreCard.read(target);
    return open(target, card, Database.Mode.READ_ONLY, StoreSettings.reading(archive));
  }

  private static RocksStore open(
      Path directory, StoreCard card, Database.Mode mode, StoreSettings settings)
      throws StoreException {
    Database db = Database.open(directory, mode, settings);
    try {
      expectMeta(db, Families.META_FORMAT, Integer.toString(Families.FORMAT));
      expectMeta(db, Families.META_GENESIS, card.genesis().hex());
      Tip tip = Tip.load(db);
      if (tip.applied().compareTo(card.durable()) < 0) {
        throw new StoreException(
            directory
                + ": applied: "
                + tip.applied()
                + " (expected: "
                + card.durable()
                + " or behind it; what was durable is gone)");
      }
      return new RocksStore(db, card, tip, settings.archive());
    } catch (StoreException | RuntimeException e) {
      db.lease().end();
      throw e;
    }
  }

  private static void expectMeta(Database db, String key, String expected) throws StoreException {
    Optional<String> found = db.get(db.newest(), Families.META, key);
    if (!found.equals(Optional.of(expected))) {
      throw new StoreException(
          db.directory()
              + ": "
              + key
              + ": "
              + found.orElse("none")
              + " (expected: "
              + expected
              + ")");
    }
  }

  /** Hash of the genesis of the chain that it holds. */
  public Hash genesisHash() {
    return genesisHash;
  }

  @Override
  public LedgerReader read() {
    return new RocksReader(enterView());
  }

  /** The newest view, with one use of its lease, which the caller pays back. */
  View enterView() {
    while (!closed) {
      View newest = view;
      if (newest.lease().enter()) {
        return newest;
      }
      // A commit has just replaced it: there is a newer one.
      Thread.onSpinWait();
    }
    throw new StoreClosedException();
  }

  @Override
  public void commit(Commit commit) throws StoreException {
    synchronized (committing) {
      requireWritable();
      if (brokenBy != null) {
        throw new StoreException(
            db.directory() + ": an earlier write failed; open the store anew", brokenBy);
      }
      Tip before = view.tip();
      CommitOrder.check(commit, before.applied(), before.head(), before.newestSeal());
      Tip after = before.after(commit);
      try (WriteBatch batch = new WriteBatch()) {
        new CommitWriter(db, batch).write(commit, before, after);
        write(batch);
      }
      View old = view;
      view = new View(db, after);
      old.lease().end();
    }
  }

  private void write(WriteBatch batch) throws StoreException {
    try {
      db.write(batch);
    } catch (StoreException e) {
      // RocksDB does not say how far a failed write came. Nothing of it shows, since no view is
      // made; and nothing may follow it, so that it can never be a hole in the middle.
      brokenBy = e;
      throw e;
    }
  }

  @Override
  public Position applied() {
    return view.tip().applied();
  }

  @Override
  public Position flush() throws StoreException {
    requireWritable();
    return flushDatabase();
  }

  private Position flushDatabase() throws StoreException {
    synchronized (flushing) {
      enterDatabase();
      try {
        db.flush();
        Position now = db.durable();
        if (now.compareTo(durable) < 0) {
          throw new StoreException(
              db.directory() + ": durable: " + now + " (expected: " + durable + " or behind it)");
        }
        if (!now.equals(durable)) {
          new StoreCard(format, genesisHash, now).write(db.directory());
          durable = now;
        }
        return now;
      } finally {
        db.lease().exit();
      }
    }
  }

  private void enterDatabase() {
    if (!db.lease().enter()) {
      throw new StoreClosedException();
    }
  }

  @Override
  public Position checkpoint(Path directory) throws StoreException {
    requireWritable();
    Path target = directory.toAbsolutePath().normalize();
    synchronized (flushing) {
      enterDatabase();
      try {
        return copyTo(target);
      } catch (StoreException e) {
        throw e;
      } catch (IOException e) {
        throw new StoreException(target + ": no copy written", e);
      } finally {
        db.lease().exit();
      }
    }
  }

  private Position copyTo(Path target) throws IOException {
    if (Files.exists(target)) {
      throw new StoreException(target + ": is there already (expected: nothing)");
    }
    Path draft = StoreFiles.sibling(target, COPYING);
    StoreFiles.delete(draft);
    flushDatabase();
    try {
      db.checkpoint(draft);
      StoreFiles.copySegments(db.directory(), draft);
      Position position = NewStore.positionOf(draft);
      // The card comes last and the name after it: a copy is whole or is none.
      new StoreCard(format, genesisHash, position).write(draft);
      StoreFiles.publish(draft, target);
      return position;
    } finally {
      // Its hard links would keep deleted files on the disk.
      StoreFiles.delete(draft);
    }
  }

  /** The first block with its bodies here; one behind the newest if none, block 0 aside. */
  public Height firstHeld() throws StoreException {
    return inView(newest -> ArchivedBlocks.of(db, newest).firstHeld());
  }

  /** Which blocks' bodies stand in which segments, in the order of the blocks. */
  public List<ArchivedRange> archived() throws StoreException {
    return inView(newest -> ArchivedBlocks.of(db, newest).ranges());
  }

  /** Where a store's own directory holds segments: those that came with a copy of a ledger. */
  public static Path segmentsOf(Path directory) {
    return StoreFiles.segments(directory);
  }

  /** The file of a segment, read and found whole; see {@link Archive#whole}. */
  public Path segment(Hash segment) throws StoreException {
    return archive.whole(StoreFiles.segments(db.directory()), segment);
  }

  /**
   * Takes the bodies of blocks out of the store, whose segment its archive must have, byte for byte
   * and with every one of them; durable when it returns, and off the disk as soon as no reader that
   * began before is open.
   *
   * @return how many bodies went; 0 when they had gone before
   * @throws StoreException when the segment is not so, and nothing has changed; or a write failed,
   *     and a beginning of it may have
   */
  public int takeOut(ArchivedRange range) throws StoreException {
    requireWritable();
    Path file = segment(range.segment());
    synchronized (takingOut) {
      noteTakenOut();
      int taken =
          inView(newest ->
              new BodyRemoval(db, newest).run(file, range.segment(), range.from(), range.to()));
      flushDatabase();
      renewView();
      var _ = inView(newest -> new BodyRemoval(db, newest).compact(range.to()));
      return taken;
    }
  }

  private interface Look<T> {
    T at(View newest) throws StoreException;
  }

  private <T> T inView(Look<T> look) throws StoreException {
    View newest = enterView();
    try {
      return look.at(newest);
    } finally {
      newest.lease().exit();
    }
  }

  /** Said before the first body goes, so that no release opens the store that does not know it. */
  private void noteTakenOut() throws StoreException {
    synchronized (flushing) {
      if (format != Families.FORMAT_TAKEN_OUT) {
        new StoreCard(Families.FORMAT_TAKEN_OUT, genesisHash, durable).write(db.directory());
        format = Families.FORMAT_TAKEN_OUT;
      }
    }
  }

  /** While a view lasts, all that it shows stays on the disk. */
  private void renewView() {
    synchronized (committing) {
      if (!closed) {
        View old = view;
        view = new View(db, old.tip());
        old.lease().end();
      }
    }
  }

  /** What it holds in native memory now. */
  public StoreMemory memory() throws StoreException {
    enterDatabase();
    try {
      return db.memory();
    } finally {
      db.lease().exit();
    }
  }

  private void requireWritable() throws StoreException {
    if (closed) {
      throw new StoreClosedException();
    }
    if (db.readOnly()) {
      throw new StoreException(db.directory() + ": the store was opened for reading only");
    }
  }

  /**
   * Flushes and closes. Readers that are open may go on; the directory is free when the last of
   * them is closed, and an error says so when that takes more than ten seconds.
   */
  @Override
  public void close() throws StoreException {
    synchronized (committing) {
      if (closed) {
        return;
      }
      closed = true;
      try {
        if (!db.readOnly() && brokenBy == null) {
          flushDatabase();
        }
      } finally {
        view.lease().end();
        db.lease().end();
      }
    }
    awaitFree();
  }

  private void awaitFree() throws StoreException {
    try {
      if (!db.freed().await(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(
            db.directory() + ": closed, but readers are still open and hold the directory");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
