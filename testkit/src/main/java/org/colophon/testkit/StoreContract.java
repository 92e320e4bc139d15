package org.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.merkle.TreeHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises; one suite for all of them. */
public abstract class StoreContract {
  @TempDir private Path directory;
  private final SeededLedger ledger = new SeededLedger(7);
  private BlockStore store = new MemoryStore();

  /** A new store of the chain {@link SeededLedger#GENESIS}, in a directory that does not exist. */
  protected abstract BlockStore create(Path directory) throws Exception;

  /** Opens what a copy or an earlier store of that directory holds. */
  protected abstract BlockStore open(Path directory) throws Exception;

  /** Ends the store as a power cut would, and opens what is left of it. */
  protected abstract BlockStore crash(BlockStore store, Path directory) throws Exception;

  @BeforeEach
  void createsStore() throws Exception {
    store = create(directory.resolve("store"));
  }

  @AfterEach
  void closesStore() throws Exception {
    store.close();
  }

  private Commit take(Commit commit) throws StoreException {
    store.commit(commit);
    return commit;
  }

  @Test
  void aNewStoreIsEmpty() {
    assertThat(store.applied()).isEqualTo(Position.NONE);
    try (LedgerReader reader = store.read()) {
      assertThat(reader.head()).isEmpty();
      assertThat(reader.size()).isEqualTo(new TreeSize(0));
      assertThat(reader.header(new Height(0))).isEmpty();
      assertThat(reader.leaf(new LeafIndex(0))).isEmpty();
      assertThat(reader.blockOf(new LeafIndex(0))).isEmpty();
      assertThat(reader.refusals(new Height(0))).isEmpty();
      assertThat(reader.firstAtOrAfter(new Timestamp(0))).isEmpty();
      assertThat(reader.newestSeal()).isEmpty();
      assertThat(reader.seal(1)).isEmpty();
      assertThat(reader.firstSealCovering(new TreeSize(0))).isEmpty();
      assertThat(reader.state("key/0")).isEmpty();
      assertThat(reader.control("any")).isEmpty();
      assertThat(reader.leafOf(new RecordId(SeededLedger.GENESIS))).isEmpty();
      assertThat(reader.linked(Link.digest(SeededLedger.GENESIS), new LeafIndex(0), 9)).isEmpty();
    }
  }

  @Test
  void aCommitShowsWithAllItsParts() throws Exception {
    take(ledger.block(0));
    NewBlock block = take(ledger.block(5)).block().orElseThrow();
    BlockHeader header = block.header();
    try (LedgerReader reader = store.read()) {
      assertThat(reader.head()).contains(header);
      assertThat(reader.header(new Height(1))).contains(header);
      for (int i = 0; i < 5; i++) {
        NewBlock.Entry entry = block.entries().get(i);
        LeafIndex index = header.firstIndex().plus(i);
        assertThat(reader.leafOf(entry.record().id())).contains(index);
        assertThat(reader.leaf(index).orElseThrow()).isEqualTo(entry.record().bytes());
        assertThat(reader.blockOf(index)).contains(header);
        for (Link link : entry.links()) {
          assertThat(reader.linked(link, index, 1)).containsExactly(index);
        }
      }
      assertThat(reader.leaf(header.leafIndex()).orElseThrow()).isEqualTo(header.bytes());
      assertThat(reader.blockOf(header.leafIndex())).contains(header);
      assertThat(reader.leaf(header.leafIndex().plus(1))).isEmpty();
    }
  }

  @Test
  void manyAreReadAsOneByOne() throws Exception {
    take(ledger.block(0));
    List<RecordId> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      NewBlock block = take(ledger.block(10)).block().orElseThrow();
      block.entries().forEach(entry -> ids.add(entry.record().id()));
      ids.add(new RecordId(Hash.sha256(new byte[] {(byte) i})));
    }
    ids.add(ids.getFirst());
    List<String> keys = new ArrayList<>(ledger.stateKeys());
    keys.add(keys.size() / 2, "key/none");
    try (LedgerReader reader = store.read()) {
      assertThat(reader.leavesOf(ids)).isEqualTo(ids.stream().map(reader::leafOf).toList());
      assertThat(reader.leavesOf(ids)).contains(Optional.empty());
      assertThat(texts(reader.states(keys)))
          .isEqualTo(texts(keys.stream().map(reader::state).toList()))
          .contains("none")
          .anySatisfy(text -> assertThat(text).hasSizeGreaterThan(1_000));
      assertThat(reader.leavesOf(List.of())).isEmpty();
      assertThat(reader.states(List.of("key/none"))).containsExactly(Optional.empty());
    }
  }

  private static List<String> texts(List<Optional<byte[]>> values) {
    return values.stream().map(value -> value.map(StoreContract::text).orElse("none")).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theTreeOfTheStoreHasTheRootOfTheHeader() throws Exception {
    take(ledger.block(0));
    for (int records = 1; records < 12; records++) {
      BlockHeader header = take(ledger.block(records)).block().orElseThrow().header();
      try (LedgerReader reader = store.read()) {
        long size = header.treeSize().value();
        assertThat(Proofs.root(size, reader.nodes())).isEqualTo(header.root());
        Hash leaf = MerkleHash.leaf(reader.leaf(new LeafIndex(size - 1)).orElseThrow());
        assertThat(Proofs.inclusion(size - 1, size, reader.nodes()).verifies(leaf, header.root()))
            .isTrue();
        NodeReader sm3 = reader.nodes(TreeHash.SM3);
        Hash sm3Root = header.sm3Root().orElseThrow();
        Hash sm3Leaf = TreeHash.SM3.leaf(reader.leaf(new LeafIndex(size - 1)).orElseThrow());
        assertThat(Proofs.root(size, sm3)).isEqualTo(sm3Root);
        assertThat(Proofs.inclusion(size - 1, size, sm3).verifies(TreeHash.SM3, sm3Leaf, sm3Root))
            .isTrue();
      }
    }
  }

  @Test
  void aNodeThatIsNotCompleteIsAnError() throws Exception {
    take(ledger.block(0));
    try (LedgerReader reader = store.read()) {
      assertThatThrownBy(() -> reader.nodes().node(0, 1)).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> reader.nodes().node(1, 0)).isInstanceOf(RuntimeException.class);
      NodeReader sm3 = reader.nodes(TreeHash.SM3);
      assertThatThrownBy(() -> sm3.node(0, 1)).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> sm3.node(1, 0)).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aReaderDoesNotSeeLaterCommits() throws Exception {
    take(ledger.block(0));
    take(ledger.block(3));
    SeededLedger same = new SeededLedger(7);
    MemoryStore before = new MemoryStore();
    before.commit(same.block(0));
    before.commit(same.block(3));
    try (LedgerReader reader = store.read();
        LedgerReader expected = before.read()) {
      for (int i = 0; i < 40; i++) {
        take(ledger.next());
      }
      store.flush();
      Ledgers.assertSame(reader, expected, ledger);
    }
  }

  @Test
  void aClosedReaderRefusesItsUse() throws Exception {
    take(ledger.block(0));
    LedgerReader reader = store.read();
    reader.close();
    reader.close();
    assertThatThrownBy(() -> reader.header(new Height(0)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reader.head()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedStoreRefusesItsUse() throws Exception {
    store.close();
    store.close();
    assertThatThrownBy(() -> store.read()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.flush()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.commit(ledger.block(0)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void linksArePagedInBothDirections() throws Exception {
    take(ledger.block(0));
    take(ledger.block(60));
    take(ledger.block(60));
    try (LedgerReader reader = store.read()) {
      for (Link link : ledger.links()) {
        List<LeafIndex> all = reader.linked(link, new LeafIndex(0), Integer.MAX_VALUE);
        assertThat(all).isSorted().doesNotHaveDuplicates().isNotEmpty();
        assertThat(reader.linked(link, all.getLast(), 5)).containsExactly(all.getLast());
        assertThat(reader.linked(link, all.getLast().plus(1), 5)).isEmpty();
        assertThat(reader.linked(link, all.getFirst(), 1)).containsExactly(all.getFirst());
        assertThat(reader.linked(link, all.getFirst(), 0)).isEmpty();
        assertThat(reader.linkedBefore(link, all.getFirst(), 5)).isEmpty();
        assertThat(reader.linkedBefore(link, all.getLast().plus(1), Integer.MAX_VALUE))
            .isEqualTo(all.reversed());
      }
    }
  }

  @Test
  void theFirstSealThatCoversIsTheFirstInTheirOrder() throws Exception {
    take(ledger.block(50));
    for (int i = 0; i < 20; i++) {
      take(ledger.seal());
    }
    try (LedgerReader reader = store.read()) {
      for (long size = 0; size <= 52; size++) {
        Optional<Seal> first = Optional.empty();
        for (long number = 1; number <= 20 && first.isEmpty(); number++) {
          long wanted = size;
          first = reader.seal(number).filter(s -> s.size().value() >= wanted);
        }
        assertThat(reader.firstSealCovering(new TreeSize(size))).isEqualTo(first);
      }
    }
  }

  @Test
  void refusesWhatDoesNotContinueTheLedgerAndTakesNothingOfIt() throws Exception {
    Commit first = take(ledger.block(2));
    Commit skipped = ledger.block(1);
    Commit behind = ledger.block(1);
    ledger.seal();
    Commit secondSeal = ledger.seal();
    Position applied = store.applied();
    for (Commit wrong : List.of(first, behind, secondSeal)) {
      assertThatThrownBy(() -> store.commit(wrong))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("expected");
      assertThat(store.applied()).isEqualTo(applied);
    }
    try (LedgerReader reader = store.read()) {
      assertThat(reader.head().orElseThrow().height()).isEqualTo(new Height(0));
      assertThat(reader.newestSeal()).isEmpty();
    }
    take(skipped);
    take(behind);
  }

  @Test
  void takesTheGenesisBlockBeforeTheFirstEntryAndOnlyOnce() throws Exception {
    Commit first = ledger.block(0);
    Commit genesis = new Commit(Position.NONE, first.block(), first.seal(), first.control());
    take(genesis);
    assertThat(store.flush()).isEqualTo(Position.NONE);
    assertThatThrownBy(() -> store.commit(genesis)).isInstanceOf(StoreException.class);
    store = crash(store, directory.resolve("store"));
    try (LedgerReader reader = store.read()) {
      assertThat(reader.head()).contains(first.block().orElseThrow().header());
    }
    take(ledger.block(2));
  }

  @Test
  void anEntryWithoutChangesMovesThePosition() throws Exception {
    take(ledger.block(0));
    Commit nothing = take(ledger.nothing());
    assertThat(store.applied()).isEqualTo(nothing.position());
    assertThat(store.flush()).isEqualTo(nothing.position());
  }

  @Test
  void whatWasFlushedSurvivesACrash() throws Exception {
    for (int i = 0; i < 30; i++) {
      take(ledger.next());
    }
    Position durable = store.flush();
    assertThat(durable).isEqualTo(store.applied());
    for (int i = 0; i < 30; i++) {
      take(ledger.next());
    }
    store = crash(store, directory.resolve("store"));
    assertThat(store.applied()).isGreaterThanOrEqualTo(durable);
    Ledgers.assertHolds(store, ledger);
    Ledgers.catchUp(store, ledger);
    Ledgers.assertHolds(store, ledger);
  }

  @Test
  void aCopyHoldsTheLedgerAtThePositionThatWasReturned() throws Exception {
    for (int i = 0; i < 30; i++) {
      take(ledger.next());
    }
    Path copy = directory.resolve("copy");
    Position position = store.checkpoint(copy);
    assertThat(position).isEqualTo(store.applied());
    Ledgers.assertHolds(store, ledger);
    for (int i = 0; i < 10; i++) {
      take(ledger.next());
    }
    try (BlockStore opened = open(copy)) {
      assertThat(opened.applied()).isEqualTo(position);
      Ledgers.assertHolds(opened, ledger);
      Ledgers.catchUp(opened, ledger);
      Ledgers.assertHolds(opened, ledger);
    }
  }

  @Test
  void aCopyNeverOverwrites() throws Exception {
    take(ledger.block(1));
    Path copy = directory.resolve("copy");
    store.checkpoint(copy);
    assertThatThrownBy(() -> store.checkpoint(copy)).isInstanceOf(StoreException.class);
    try (BlockStore opened = open(copy)) {
      Ledgers.assertHolds(opened, ledger);
    }
  }

  @Test
  void readersAreConsistentWhileCommitsGoOn() throws Exception {
    take(ledger.block(0));
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> readers =
        List.of(
            Thread.ofPlatform().start(() -> readUntil(done, failure)),
            Thread.ofVirtual().start(() -> readUntil(done, failure)));
    for (int i = 0; i < 150; i++) {
      take(ledger.next());
      if (i % 50 == 49) {
        store.flush();
      }
    }
    done.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(failure.get()).isNull();
  }

  private void readUntil(AtomicBoolean done, AtomicReference<Throwable> failure) {
    try {
      while (!done.get()) {
        try (LedgerReader reader = store.read()) {
          BlockHeader head = reader.head().orElseThrow();
          long size = head.treeSize().value();
          assertThat(Proofs.root(size, reader.nodes())).isEqualTo(head.root());
          assertThat(reader.leaf(head.leafIndex())).isPresent();
          assertThat(reader.leaf(head.leafIndex().plus(1))).isEmpty();
          assertThat(reader.firstAtOrAfter(head.time().plus(1))).isEmpty();
        }
      }
    } catch (RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }
}
