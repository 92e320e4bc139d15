package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.core.TreeSize;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreClosedException;
import org.colophon.core.port.StoreException;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another node's ledger takes the place of one that is being read. */
@Timeout(60)
final class ReplacedLedgerTest {
  @TempDir private Path directory;
  private final TestConsortium consortium = TestConsortium.ofSeed(17);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private Ledger ledger(Ledger.StoreInstaller installer) throws StoreException {
    return Ledger.open(consortium.genesis(), new MemoryStore(), installer, Runnable::run);
  }

  private Path copyOfALongerLedger() throws Exception {
    try (MemoryStore store = new MemoryStore()) {
      TestLedger other = consortium.open(store);
      other.accept(
          consortium
              .records()
              .register(consortium.actor(TestConsortium.NOTARY), consortium.actor("alice")));
      Path copy = directory.resolve("copy");
      Position _ = store.checkpoint(copy);
      return copy;
    }
  }

  private static TreeSize sizeOf(Ledger ledger) {
    try (LedgerReader reader = ledger.read()) {
      return reader.size();
    }
  }

  /** Returns once that thread sleeps, which has nothing to wait for but the ledger. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private interface Tried<T> {
    void with(Future<T> future) throws Exception;
  }

  /** Installs on one thread, and reads on another between the closing and the opening. */
  private <T> void readWhileInstalling(Ledger ledger, Path copy, Callable<T> read, Tried<T> then)
      throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<Position> _ = threads.submit(() -> ledger.install(copy));
      closed.await();
      Thread[] reader = new Thread[1];
      CountDownLatch reading = new CountDownLatch(1);
      Future<T> answer =
          threads.submit(() -> {
            reader[0] = Thread.currentThread();
            reading.countDown();
            return read.call();
          });
      reading.await();
      awaitWaiting(reader[0]);
      goOn.countDown();
      then.with(answer);
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void whoReadsMeanwhileReadsTheNewOne() throws Exception {
    Path copy = copyOfALongerLedger();
    Ledger ledger =
        ledger((present, from) -> {
          present.close();
          closed.countDown();
          awaitGoOn();
          return MemoryStore.open(from);
        });
    TreeSize before = sizeOf(ledger);
    readWhileInstalling(
        ledger,
        copy,
        () -> sizeOf(ledger),
        answer -> assertThat(answer.get()).isGreaterThan(before));
    assertThat(ledger.tip().header().height().value()).isEqualTo(1);
  }

  @Test
  void whenNoneTakesItsPlaceNobodyWaitsForEver() throws Exception {
    Path copy = copyOfALongerLedger();
    Ledger ledger =
        ledger((present, from) -> {
          present.close();
          closed.countDown();
          awaitGoOn();
          throw new StoreException("no room");
        });
    readWhileInstalling(
        ledger,
        copy,
        () -> sizeOf(ledger),
        answer -> assertThatThrownBy(answer::get).hasCauseInstanceOf(StoreClosedException.class));
    assertThatThrownBy(ledger::read).isInstanceOf(StoreClosedException.class);
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
