package org.colophon.core.port;

import java.nio.file.Path;
import org.colophon.core.chain.Position;

/**
 * Keeps the ledger. One thread commits; any number read, each through a reader of its own. A commit
 * is visible at once, and durable after the next {@link #flush}: what a crash takes back is always
 * a whole suffix of commits, which the Raft log brings again.
 */
public interface BlockStore extends AutoCloseable {
  /** The ledger as it stands now. */
  LedgerReader read();

  /** Takes all of a commit, or nothing of it when it throws. */
  void commit(Commit commit) throws StoreException;

  /** Position of the newest commit, durable or not. */
  Position applied();

  /** Makes every commit so far durable, and returns the position re-read from what is durable. */
  Position flush() throws StoreException;

  /**
   * Writes a consistent copy of the durable store into {@code directory}, which must not exist.
   *
   * @return the position that the copy holds
   */
  Position checkpoint(Path directory) throws StoreException;

  @Override
  void close() throws StoreException;
}
