package org.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Seal;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.merkle.TreeHash;

/** Compares ledgers by all that a reader can ask of them. */
public final class Ledgers {
  private static final int ALL = Integer.MAX_VALUE;

  private Ledgers() {}

  /** Brings a store every commit of the ledger that it does not have. */
  public static void catchUp(BlockStore store, SeededLedger ledger) throws StoreException {
    for (Commit commit : ledger.commitsAfter(store.applied())) {
      store.commit(commit);
    }
  }

  /** Fails unless the store holds the commits of the ledger up to its applied position. */
  public static void assertHolds(BlockStore actual, SeededLedger ledger) throws StoreException {
    MemoryStore expected = new MemoryStore();
    for (Commit commit : ledger.commits()) {
      if (commit.position().compareTo(actual.applied()) <= 0) {
        expected.commit(commit);
      }
    }
    assertThat(actual.applied()).isEqualTo(expected.applied());
    try (LedgerReader found = actual.read();
        LedgerReader wanted = expected.read()) {
      assertSame(found, wanted, ledger);
    }
  }

  /**
   * Fails unless both answer every question alike.
   *
   * @param ledger knows what can be asked
   */
  public static void assertSame(LedgerReader actual, LedgerReader expected, SeededLedger ledger) {
    assertThat(actual.head()).isEqualTo(expected.head());
    assertThat(actual.size()).isEqualTo(expected.size());
    assertSameBlocks(actual, expected);
    assertSameLeaves(actual, expected);
    assertSameIndexes(actual, expected, ledger);
    assertSameSeals(actual, expected);
    for (String key : ledger.stateKeys()) {
      assertBytes("state " + key, actual.state(key), expected.state(key));
    }
    for (String key : ledger.controlKeys()) {
      assertBytes("control " + key, actual.control(key), expected.control(key));
    }
  }

  private static void assertSameBlocks(LedgerReader actual, LedgerReader expected) {
    Timestamp time = new Timestamp(0);
    for (long h = 0; ; h++) {
      Height height = new Height(h);
      Optional<BlockHeader> header = expected.header(height);
      assertThat(actual.header(height)).as("header %s", height).isEqualTo(header);
      assertBytes("refusals " + h, actual.refusals(height), expected.refusals(height));
      assertThat(actual.firstAtOrAfter(time)).isEqualTo(expected.firstAtOrAfter(time));
      if (header.isEmpty()) {
        return;
      }
      assertThat(actual.firstAtOrAfter(header.get().time())).contains(height);
      time = header.get().time().plus(1);
    }
  }

  private static void assertSameLeaves(LedgerReader actual, LedgerReader expected) {
    long size = expected.size().value();
    for (long i = 0; i <= size; i++) {
      LeafIndex index = new LeafIndex(i);
      assertBytes("leaf " + i, actual.leaf(index), expected.leaf(index));
      assertThat(actual.blockOf(index)).as("block of %s", i).isEqualTo(expected.blockOf(index));
    }
    assertThat(actual.suite()).isEqualTo(expected.suite());
    assertSameTree(actual.nodes(), expected.nodes(), size);
    if (expected.suite() == Suite.SM) {
      assertSameTree(actual.nodes(TreeHash.SM3), expected.nodes(TreeHash.SM3), size);
    }
  }

  private static void assertSameTree(NodeReader actual, NodeReader expected, long size) {
    for (int level = 0; size >> level > 0; level++) {
      for (long i = 0; i < size >> level; i++) {
        assertThat(actual.node(level, i))
            .as("node %s, %s", level, i)
            .isEqualTo(expected.node(level, i));
      }
    }
    assertThat(Proofs.root(size, actual)).isEqualTo(Proofs.root(size, expected));
  }

  private static void assertSameIndexes(
      LedgerReader actual, LedgerReader expected, SeededLedger ledger) {
    for (RecordId id : ledger.ids()) {
      assertThat(actual.leafOf(id)).isEqualTo(expected.leafOf(id));
    }
    LeafIndex middle = new LeafIndex(expected.size().value() / 2);
    LeafIndex end = new LeafIndex(expected.size().value());
    for (Link link : ledger.links()) {
      LeafIndex start = new LeafIndex(0);
      assertThat(actual.linked(link, start, ALL)).isEqualTo(expected.linked(link, start, ALL));
      assertThat(actual.linked(link, middle, 3)).isEqualTo(expected.linked(link, middle, 3));
      assertThat(actual.linkedBefore(link, end, ALL))
          .isEqualTo(expected.linkedBefore(link, end, ALL))
          .isEqualTo(expected.linked(link, start, ALL).reversed());
      assertThat(actual.linkedBefore(link, middle, 3))
          .isEqualTo(expected.linkedBefore(link, middle, 3));
    }
  }

  private static void assertSameSeals(LedgerReader actual, LedgerReader expected) {
    assertThat(actual.newestSeal()).isEqualTo(expected.newestSeal());
    long newest = expected.newestSeal().map(Seal::number).orElse(0L);
    for (long number = 0; number <= newest + 1; number++) {
      assertThat(actual.seal(number)).isEqualTo(expected.seal(number));
    }
    for (long size = 0; size <= expected.size().value() + 1; size++) {
      TreeSize covered = new TreeSize(size);
      assertThat(actual.firstSealCovering(covered))
          .as("first seal over %s", size)
          .isEqualTo(expected.firstSealCovering(covered));
    }
  }

  private static void assertBytes(String what, Optional<byte[]> actual, Optional<byte[]> expected) {
    assertThat(actual.isPresent()).as(what).isEqualTo(expected.isPresent());
    expected.ifPresent(bytes -> assertThat(actual.orElseThrow()).as(what).isEqualTo(bytes));
  }
}
