package org.colophon.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Checked;
import org.colophon.core.record.RecordVerifier;

/**
 * Checks the records of a store's blocks by themselves, on all processors and some blocks ahead of
 * whoever executes them: executing has an order, and checking has none.
 */
final class CheckedBlocks implements AutoCloseable {
  private static final int AHEAD = 3;

  private final LedgerReader stored;
  private final RecordVerifier verifier;
  private final long countMax;
  private final Height newest;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("colophon-check-ahead").factory());

  private final Deque<CompletableFuture<List<Checked>>> ahead = new ArrayDeque<>();

  /** The next block to ask for, and the next one whose check has not begun. */
  private Height due = new Height(1);

  private Height next = due;

  /**
   * Begins with the first block.
   *
   * @param countMax records of a block at most; one that claims more is not checked
   * @param newest the last block
   */
  CheckedBlocks(LedgerReader stored, RecordVerifier verifier, long countMax, Height newest) {
    this.stored = stored;
    this.verifier = verifier;
    this.countMax = countMax;
    this.newest = newest;
  }

  /**
   * What the check of each leaf of a block gave; one that is not there is checked as empty. What
   * cannot be read is thrown when the turn of its block comes.
   *
   * @param height from the first block to the last, one after the other
   */
  List<Checked> of(Height height) {
    if (!height.equals(due) || height.compareTo(newest) > 0) {
      throw new IllegalArgumentException("height: " + height + " (expected: " + due + ")");
    }
    due = due.plus(1);
    while (ahead.size() <= AHEAD && next.compareTo(newest) <= 0) {
      Height begun = next;
      ahead.addLast(CompletableFuture.supplyAsync(() -> check(begun), worker));
      next = next.plus(1);
    }
    try {
      return ahead.removeFirst().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private List<Checked> check(Height height) {
    Optional<BlockHeader> header = stored.header(height).filter(h -> h.count() <= countMax);
    if (header.isEmpty()) {
      return List.of();
    }
    return LongStream.range(header.get().firstIndex().value(), header.get().treeSize().value())
        .mapToObj(i -> stored.leaf(new LeafIndex(i)).orElse(new byte[0]))
        .toList()
        .parallelStream()
        .map(verifier::check)
        .toList();
  }

  /** Waits for what is under way, so that the store may be closed behind it. */
  @Override
  public void close() {
    ahead.forEach(checks -> checks.cancel(false));
    worker.close();
  }
}
