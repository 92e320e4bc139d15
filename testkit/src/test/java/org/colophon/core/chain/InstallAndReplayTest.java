package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestHistory;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A ledger that another node's copy replaces, and a stored chain that is executed again. */
@ParameterizedClass
@EnumSource(Suite.class)
class InstallAndReplayTest {
  private static final long SEED = 21;

  private final TestConsortium consortium;
  private final List<byte[]> entries;

  InstallAndReplayTest(Suite suite) throws Exception {
    consortium = TestConsortium.ofSeed(SEED, suite);
    entries = TestHistory.entries(consortium, SEED, 100);
  }

  private TestLedger after(int count) throws Exception {
    TestLedger ledger = consortium.open(new MemoryStore());
    applyFrom(ledger, 0, count);
    return ledger;
  }

  private void applyFrom(TestLedger ledger, int from, int to) throws Exception {
    for (byte[] entry : entries.subList(from, to)) {
      ledger.ledger().apply(ledger.nextPosition(), entry);
    }
  }

  @Test
  void anInstalledLedgerGoesOnAsItsSourceDoes(@TempDir Path directory) throws Exception {
    TestLedger source = after(70);
    Path copy = directory.resolve("copy");
    Position position = source.ledger().store().checkpoint(copy);
    TestLedger behind = after(20);
    assertThat(behind.ledger().install(copy)).isEqualTo(position);
    assertThat(behind.ledger().tip().header()).isEqualTo(source.ledger().tip().header());
    applyFrom(behind, 70, 100);
    assertThat(behind.ledger().tip().header().bytes())
        .isEqualTo(after(100).ledger().tip().header().bytes());
  }

  @Test
  void aCopyOfAnotherChainIsNotInstalled(@TempDir Path directory) throws Exception {
    TestLedger other = consortium.onChain("other").open(new MemoryStore());
    Path copy = directory.resolve("copy");
    other.ledger().store().checkpoint(copy);
    TestLedger ledger = after(20);
    assertThatThrownBy(() -> ledger.ledger().install(copy))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("genesis");
  }

  @Test
  void aSoundChainIsExecutedAgainToTheSameHeaders() throws Exception {
    TestLedger ledger = after(100);
    Chain chain = ledger.ledger().chain();
    MemoryStore again = new MemoryStore();
    Chain.Applied first = chain.begin();
    again.commit(first.commit());
    Tip tip = first.tip();
    try (LedgerReader stored = ledger.read()) {
      Height newest = stored.head().orElseThrow().height();
      for (long height = 1; height <= newest.value(); height++) {
        tip = withSeals(tip, stored);
        BlockHeader header = stored.header(new Height(height)).orElseThrow();
        Chain.Replayed replayed = replay(chain, again, tip, stored, header);
        assertThat(replayed.findings()).isEmpty();
        assertThat(replayed.tip().header()).isEqualTo(header);
        Commit commit = replayed.commit();
        again.commit(commit);
        tip = replayed.tip();
      }
    }
  }

  @Test
  void whatTheRulesDoNotAllowIsFoundWhenABlockIsExecutedAgain() throws Exception {
    TestLedger ledger = after(100);
    Chain chain = ledger.ledger().chain();
    MemoryStore again = new MemoryStore();
    Chain.Applied begin = chain.begin();
    again.commit(begin.commit());
    try (LedgerReader stored = ledger.read()) {
      BlockHeader header = stored.header(new Height(1)).orElseThrow();
      BlockHeader late = at(header, new Timestamp(4_102_444_800_000L));
      assertThat(replay(chain, again, begin.tip(), stored, late).findings())
          .anyMatch(finding -> finding.contains("newest seal"));
      BlockHeader early = at(header, begin.tip().header().time());
      assertThat(replay(chain, again, begin.tip(), stored, early).findings())
          .anyMatch(finding -> finding.contains("time"));
      BlockHeader last = stored.head().orElseThrow();
      assertThat(replay(chain, again, begin.tip(), stored, last).tip().header()).isNotEqualTo(last);
    }
  }

  private static BlockHeader at(BlockHeader h, Timestamp time) {
    return new BlockHeader(
        h.chain(),
        h.count(),
        h.epoch(),
        h.firstIndex(),
        h.height(),
        h.membership(),
        h.previous(),
        h.results(),
        h.root(),
        h.seal(),
        h.sm3Root(),
        h.state(),
        h.term(),
        time,
        h.treeSize(),
        h.version());
  }

  private Chain.Replayed replay(
      Chain chain, MemoryStore again, Tip tip, LedgerReader stored, BlockHeader header)
      throws Exception {
    List<VerifiedRecord> records = new ArrayList<>();
    var verifier =
        new org.colophon.core.record.RecordVerifier(
            consortium.chain(), consortium.genesis().limits().recordBytesMax());
    for (long i = 0; i < header.count(); i++) {
      LeafIndex index = header.firstIndex().plus(i);
      records.add(verifier.verify(stored.leaf(index).orElseThrow()));
    }
    List<Results.Refused> refused = Results.parse(stored.refusals(header.height()).orElseThrow());
    try (LedgerReader reader = again.read()) {
      return chain.replay(reader, tip, header, records, refused);
    }
  }

  /** The tip under every seal that was ordered on it. */
  private static Tip withSeals(Tip begin, LedgerReader stored) {
    Tip tip = begin;
    while (true) {
      Optional<Seal> next = stored.seal(tip.sealed().number() + 1);
      if (next.isEmpty() || !next.get().orderedAfter().equals(tip.header().height())) {
        return tip;
      }
      tip = tip.withSealed(Tip.sealed(next.get(), stored));
    }
  }
}
