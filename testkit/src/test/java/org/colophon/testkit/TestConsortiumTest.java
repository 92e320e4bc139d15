package org.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Seal;
import org.colophon.core.port.LedgerReader;
import org.junit.jupiter.api.Test;

class TestConsortiumTest {
  @Test
  void oneSeedGivesOneGenesisAndOtherSeedsOthers() {
    TestConsortium first = TestConsortium.ofSeed(1);
    assertThat(TestConsortium.ofSeed(1).genesis().bytes()).isEqualTo(first.genesis().bytes());
    assertThat(TestConsortium.ofSeed(2).chain()).isNotEqualTo(first.chain());
    assertThat(first.onChain("other").chain()).isNotEqualTo(first.chain());
    assertThat(first.genesis().membership().validators()).hasSize(4);
  }

  @Test
  void ordersSealsAndGoesOn() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(1);
    Actor creator = consortium.actor("creator-1");
    TestLedger ledger = consortium.openWith(creator);
    Seal seal = ledger.seal();
    TestRecord work = consortium.records().declare(creator, consortium.hash("content"));
    ledger.accept(work);
    try (LedgerReader reader = ledger.read()) {
      assertThat(reader.head().orElseThrow().seal()).isEqualTo(seal.hash());
      assertThat(reader.leafOf(work.id())).isPresent();
    }
  }

  @Test
  void signsBatches() throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(1);
    Actor creator = consortium.actor("creator-1");
    TestLedger ledger = consortium.openWith(creator);
    List<TestRecord> works =
        List.of(
            consortium.records().declare(creator, consortium.hash("one")),
            consortium.records().declare(creator, consortium.hash("two")),
            consortium.records().declare(creator, consortium.hash("three")));
    List<Outcome> outcomes =
        ledger.orderAll(ledger.nextStamp(), consortium.signBatch(creator, works));
    assertThat(outcomes).hasSize(3).allMatch(Outcome.Accepted.class::isInstance);
  }
}
