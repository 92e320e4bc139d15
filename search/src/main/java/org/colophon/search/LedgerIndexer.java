package org.colophon.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.content.Correction;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.WorkSearch;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger on a thread of its own and keeps the index of its works. It never holds up the
 * ledger: what it has not reached is found a little later, and {@link Found#indexed} says so.
 */
public final class LedgerIndexer implements WorkSearch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerIndexer.class);
  private static final int BLOCKS_AT_ONCE = 256;
  private static final long KEEP_EVERY_MS = 10_000;
  private static final long AGAIN_MS = 10_000;
  private static final long STORE_MS = 500;

  private final Path folder;
  private final Genesis genesis;
  private final Supplier<LedgerReader> ledger;
  private final BooleanSupplier mayWrite;
  private final Semaphore news = new Semaphore(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("colophon-search").unstarted(this::run);
  private volatile WorkIndex index;
  private long keptAtNs = System.nanoTime();
  private Height kept;

  private LedgerIndexer(
      Path folder, Genesis genesis, Supplier<LedgerReader> ledger, BooleanSupplier mayWrite)
      throws IOException {
    this.folder = folder;
    this.genesis = genesis;
    this.ledger = ledger;
    this.mayWrite = mayWrite;
    this.index = WorkIndex.open(folder);
    this.kept = index.progress().height();
  }

  /**
   * Opens the index and begins to follow.
   *
   * @param ledger reads the ledger as it stands
   * @param mayWrite false while the disk is wanted for more than this
   * @throws IOException when the folder cannot be written
   */
  public static LedgerIndexer start(
      Path folder, Genesis genesis, Supplier<LedgerReader> ledger, BooleanSupplier mayWrite)
      throws IOException {
    LedgerIndexer indexer = new LedgerIndexer(folder, genesis, ledger, mayWrite);
    indexer.thread.start();
    return indexer;
  }

  /** Tells that the ledger has grown; returns at once. */
  public void follow() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  @Override
  public Found find(String text, LeafIndex from, int size) throws RefusedException {
    return index.find(text, from, size);
  }

  private void run() {
    try {
      while (!isClosing()) {
        try {
          advance();
        } catch (StoreClosedException e) {
          // The store is being replaced, or this node ends.
          goOnAfter(STORE_MS);
        } catch (MissingBodyException e) {
          // An alarm tells the operator, and stands until it is back.
          goOnAfter(AGAIN_MS);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
          LOG.error("search: the index stands still", e);
          pause(AGAIN_MS);
          openAgain();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The ledger could not be read for now; the index is as it was, but for a block begun. */
  private void goOnAfter(long ms) throws InterruptedException {
    pause(ms);
    if (index.isHalfway()) {
      openAgain();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Goes on until there is nothing more to look at, and waits for news. */
  private void advance() throws IOException, InterruptedException {
    if (!mayWrite.getAsBoolean()) {
      pause(AGAIN_MS);
    } else if (!step()) {
      keepWhenDue();
      var _ = news.tryAcquire(KEEP_EVERY_MS, TimeUnit.MILLISECONDS);
      var _ = news.drainPermits();
    }
  }

  /** Goes back to what was kept: a block may have been taken in by half. */
  private void openAgain() {
    if (isClosing()) {
      return;
    }
    try {
      index.close();
      index = WorkIndex.open(folder);
      kept = index.progress().height();
    } catch (IOException | IllegalStateException e) {
      LOG.error("search: the index cannot be opened", e);
    }
  }

  private void pause(long ms) throws InterruptedException {
    var _ = closing.await(ms, TimeUnit.MILLISECONDS);
  }

  /** Looks at some blocks more; false when there are none. */
  private boolean step() throws IOException {
    try (LedgerReader reader = ledger.get()) {
      forgetAnotherHistory(reader);
      Optional<BlockHeader> head = reader.head();
      long from = index.progress().height().value() + 1;
      long to =
          Math.min(
              head.map(BlockHeader::height).map(Height::value).orElse(0L),
              from + BLOCKS_AT_ONCE - 1);
      if (to < from) {
        return false;
      }
      LedgerQuery query = new LedgerQuery(reader, genesis);
      BlockHeader last = head.orElseThrow();
      for (long height = from; height <= to && !isClosing(); height++) {
        last = reader.header(new Height(height)).orElseThrow();
        look(query, last);
      }
      index.reached(new WorkIndex.Progress(last.height(), Hash.sha256(last.bytes())));
    }
    keepWhenDue();
    return true;
  }

  /** A store that was put back, or begins another epoch, may not have the blocks of before. */
  private void forgetAnotherHistory(LedgerReader reader) throws IOException {
    WorkIndex.Progress progress = index.progress();
    if (progress.equals(WorkIndex.Progress.NONE)) {
      return;
    }
    boolean same =
        reader
            .header(progress.height())
            .filter(header -> Hash.sha256(header.bytes()).equals(progress.header()))
            .isPresent();
    if (!same) {
      LOG.warn("search: block {} is another one: the index is made again", progress.height());
      index.clear();
      kept = index.progress().height();
    }
  }

  private void look(LedgerQuery query, BlockHeader block) throws IOException {
    for (long leaf = block.firstIndex().value(); leaf < block.treeSize().value(); leaf++) {
      Optional<WorkIndex.Entry> entry = entry(query, query.recordAt(new LeafIndex(leaf)));
      if (entry.isPresent()) {
        index.add(entry.get());
      }
    }
  }

  private static Optional<WorkIndex.Entry> entry(LedgerQuery query, RecordAt record) {
    return switch (record.statement().content()) {
      case WorkDeclare declared -> Optional.of(entry(record.index(), declared.title(), declared));
      case Correction correction -> corrected(query, correction);
      default -> Optional.empty();
    };
  }

  /** A corrected title is found as the one that was signed is. */
  private static Optional<WorkIndex.Entry> corrected(LedgerQuery query, Correction correction) {
    return correction.corrections().stream()
        .filter(item -> item.member().equals("title"))
        .flatMap(item -> item.value().stream())
        .findFirst()
        .flatMap(title ->
            query
                .record(correction.corrects())
                .filter(record -> record.statement().content() instanceof WorkDeclare)
                .map(record -> new WorkIndex.Entry(record.index(), title, List.of())));
  }

  private static WorkIndex.Entry entry(LeafIndex leaf, String title, WorkDeclare declared) {
    return new WorkIndex.Entry(
        leaf, title, declared.identifiers().stream().map(Identifier::value).toList());
  }

  private void keepWhenDue() throws IOException {
    Height reached = index.progress().height();
    long now = System.nanoTime();
    if (!reached.equals(kept) && now - keptAtNs >= TimeUnit.MILLISECONDS.toNanos(KEEP_EVERY_MS)) {
      index.keep();
      kept = reached;
      keptAtNs = now;
    }
  }

  /** Stops to follow; what was not kept is looked at again at the next start. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    news.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    index.close();
  }
}
