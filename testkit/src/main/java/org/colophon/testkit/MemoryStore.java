package org.colophon.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.core.chain.Position;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.CommitOrder;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;

/**
 * A ledger in sorted maps: the plainest thing that keeps the promises of {@link BlockStore}, and so
 * the yardstick for the others. It tells what was applied from what is durable; {@link #crash}
 * gives the store that a machine without power would wake up with. Nothing is ever forgotten, so it
 * is for ledgers of a test's size.
 */
public final class MemoryStore implements BlockStore {
  private static final String TOKEN_FILE = "memory-store";

  /** Copies written by {@link #checkpoint}, by the token that stands in their directory. */
  private static final Map<String, MemoryStore> CHECKPOINTS = new ConcurrentHashMap<>();

  private final MemoryTables tables;
  private volatile MemoryTip tip;
  private volatile MemoryTip durable;
  private volatile boolean closed;

  /** A store before its genesis block. */
  public MemoryStore() {
    this(new MemoryTables(), MemoryTip.START);
  }

  private MemoryStore(MemoryTables tables, MemoryTip tip) {
    this.tables = tables;
    this.tip = tip;
    this.durable = tip;
  }

  /** A store of its own that holds what {@link #checkpoint} wrote into that directory. */
  public static MemoryStore open(Path directory) throws StoreException {
    Path file = directory.resolve(TOKEN_FILE);
    try {
      MemoryStore checkpoint = CHECKPOINTS.get(Files.readString(file));
      if (checkpoint == null) {
        throw new StoreException(file + ": (expected: written by this process)");
      }
      return checkpoint.crash();
    } catch (IOException e) {
      throw e instanceof StoreException known
          ? known
          : new StoreException(directory + ": not a copy of a memory store", e);
    }
  }

  @Override
  public LedgerReader read() {
    requireOpen();
    return new MemoryReader(tables, tip);
  }

  @Override
  public synchronized void commit(Commit commit) throws StoreException {
    requireOpen();
    CommitOrder.check(commit, tip.position(), tip.head(), tip.newestSeal());
    MemoryTip next = tip.after(commit);
    tables.write(commit, next);
    // Readers ask for the tip's version only, so nothing written above shows before this line.
    tip = next;
  }

  @Override
  public Position applied() {
    return tip.position();
  }

  /** Position of the newest commit that a crash would leave. */
  public Position durable() {
    return durable.position();
  }

  @Override
  public synchronized Position flush() throws StoreException {
    requireOpen();
    durable = tip;
    return durable.position();
  }

  /** What a machine without power wakes up with: every commit up to the last flush. */
  public synchronized MemoryStore crash() {
    return new MemoryStore(tables.copyAt(durable.version()), durable);
  }

  /** Like the other stores: flushes first; the copy opens in this process only. */
  @Override
  public synchronized Position checkpoint(Path directory) throws StoreException {
    Position position = flush();
    String token = UUID.randomUUID().toString();
    try {
      Files.createDirectory(directory);
      Files.writeString(directory.resolve(TOKEN_FILE), token);
    } catch (IOException e) {
      throw new StoreException(directory + ": no copy written", e);
    }
    CHECKPOINTS.put(token, crash());
    return position;
  }

  /** A closed store refuses its use; readers that are open live on. */
  @Override
  public synchronized void close() throws StoreException {
    if (!closed) {
      flush();
      closed = true;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreClosedException();
    }
  }
}
