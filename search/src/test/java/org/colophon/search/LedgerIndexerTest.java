package org.colophon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Receipt;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreClosedException;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LedgerIndexerTest {
  private static final String TITLE = "春江花月夜";

  @TempDir private Path folder;
  private final TestConsortium consortium = TestConsortium.ofSeed(3);
  private final Actor creator = consortium.actor("creator");

  private TestRecord work(String label) {
    return consortium.records().declare(creator, consortium.hash(label));
  }

  private LedgerIndexer follow(TestLedger ledger) throws Exception {
    LedgerIndexer indexer =
        LedgerIndexer.start(folder, consortium.genesis(), ledger::read, () -> true);
    ledger.ledger().onCommit(indexer::follow);
    return indexer;
  }

  private static Height newest(TestLedger ledger) {
    return ledger.ledger().tip().header().height();
  }

  /** Nothing while the index is being opened again. */
  private static Height indexed(LedgerIndexer indexer) {
    try {
      return indexer.find(TITLE, new LeafIndex(0), 10).indexed();
    } catch (RefusedException e) {
      assertThat(e.refusal().reason()).isEqualTo(Reason.UNAVAILABLE);
      return new Height(0);
    }
  }

  private static List<LeafIndex> found(LedgerIndexer indexer, TestLedger ledger, String text)
      throws Exception {
    while (indexed(indexer).compareTo(newest(ledger)) < 0) {
      Thread.sleep(5);
    }
    return indexer.find(text, new LeafIndex(0), 10).declarations();
  }

  @Test
  void followsTheLedgerFromItsBeginning() throws Exception {
    TestLedger ledger = consortium.openWith(creator);
    Receipt before = ledger.accept(work("before"));
    try (LedgerIndexer indexer = follow(ledger)) {
      assertThat(found(indexer, ledger, TITLE)).containsExactly(before.index());
      Receipt after = ledger.accept(work("after"));
      assertThat(found(indexer, ledger, TITLE)).containsExactly(before.index(), after.index());
      assertThat(found(indexer, ledger, "creator")).isEmpty();
    }
  }

  @Test
  void aCorrectedTitleIsFoundAsTheSignedOne() throws Exception {
    TestLedger ledger = consortium.openWith(creator);
    TestRecord work = work("song");
    Receipt declared = ledger.accept(work);
    ledger.accept(consortium.records().correct(creator, work.id()));
    try (LedgerIndexer indexer = follow(ledger)) {
      assertThat(found(indexer, ledger, TITLE)).containsExactly(declared.index());
      assertThat(found(indexer, ledger, "reading")).containsExactly(declared.index());
    }
  }

  @Test
  void aRestartLooksAtWhatWasNotKept() throws Exception {
    TestLedger ledger = consortium.openWith(creator);
    Receipt first = ledger.accept(work("one"));
    follow(ledger).close();
    Receipt second = ledger.accept(work("two"));
    try (LedgerIndexer indexer = follow(ledger)) {
      assertThat(found(indexer, ledger, TITLE)).containsExactly(first.index(), second.index());
    }
  }

  /** As after a restore, or in another epoch. */
  @Test
  void anotherHistoryIsIndexedFromItsBeginning() throws Exception {
    TestLedger left = consortium.openWith(creator);
    left.accept(work("one"));
    left.accept(work("two"));
    try (LedgerIndexer indexer = follow(left)) {
      assertThat(found(indexer, left, TITLE)).hasSize(2);
    }
    WorkIndex index = WorkIndex.open(folder);
    try (var reader = left.read()) {
      index.add(new WorkIndex.Entry(new LeafIndex(999), TITLE, List.of()));
      index.reached(
          new WorkIndex.Progress(
              newest(left), org.colophon.crypto.Hash.sha256(reader.head().orElseThrow().bytes())));
    }
    index.keep();
    index.close();

    TestLedger right = consortium.openWith(creator);
    Receipt only = right.accept(work("three"));
    right.accept(work("four"));
    try (LedgerIndexer indexer = follow(right)) {
      while (indexer
          .find(TITLE, new LeafIndex(0), 10)
          .declarations()
          .contains(new LeafIndex(999))) {
        Thread.sleep(5);
      }
      assertThat(found(indexer, right, TITLE)).startsWith(only.index()).hasSize(2);
    }
  }

  @Test
  void waitsForAFullDiskAndAnswersMeanwhile() throws Exception {
    TestLedger ledger = consortium.openWith(creator);
    ledger.accept(work("one"));
    AtomicBoolean room = new AtomicBoolean();
    try (LedgerIndexer indexer =
        LedgerIndexer.start(folder, consortium.genesis(), ledger::read, room::get)) {
      assertThat(indexer.find(TITLE, new LeafIndex(0), 10).declarations()).isEmpty();
      assertThat(indexer.find(TITLE, new LeafIndex(0), 10).indexed()).isEqualTo(new Height(0));
    }
  }

  /** Once before a block was begun, and once in the middle of one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void goesOnAfterTheStoreWasReplaced(int at) throws Exception {
    TestLedger ledger = consortium.openWith(creator);
    Receipt first = ledger.accept(work("one"));
    Receipt second = ledger.accept(work("two"));
    AtomicInteger asked = new AtomicInteger();
    try (LedgerIndexer indexer =
        LedgerIndexer.start(
            folder,
            consortium.genesis(),
            () -> {
              int reads = asked.getAndIncrement();
              if (reads == 0 && at == 0) {
                throw new StoreClosedException();
              }
              return reads == 0 ? closedAt(ledger.read(), second.index()) : ledger.read();
            },
            () -> true)) {
      assertThat(found(indexer, ledger, TITLE)).containsExactly(first.index(), second.index());
    }
  }

  private static LedgerReader closedAt(LedgerReader reader, LeafIndex last) {
    return (LedgerReader)
        Proxy.newProxyInstance(
            LedgerReader.class.getClassLoader(),
            new Class<?>[] {LedgerReader.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("leaf") && arguments[0].equals(last)) {
                throw new StoreClosedException();
              }
              return method.invoke(reader, arguments);
            });
  }
}
