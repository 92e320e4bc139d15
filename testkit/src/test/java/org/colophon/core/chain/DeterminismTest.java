package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestHistory;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Same log in, same bytes out. */
@Isolated
class DeterminismTest {
  private static final int ENTRIES = 120;

  /** One node's run: what its chain and its answers were. */
  private record Run(List<String> headers, List<String> replies, List<Seal> seals, String rest) {}

  @ParameterizedTest
  @EnumSource
  void oneHistoryGivesOneChainOnEveryNode(Suite suite) {
    Seeds.check(11, suite == Suite.SM ? 2 : 4, seed -> compareRuns(seed, suite));
  }

  private static void compareRuns(long seed, Suite suite) throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(seed, suite);
    List<byte[]> entries = TestHistory.entries(consortium, seed, ENTRIES);
    assertThat(entries)
        .usingElementComparator(java.util.Arrays::compare)
        .isEqualTo(TestHistory.entries(TestConsortium.ofSeed(seed, suite), seed, ENTRIES));
    Run straight = straight(consortium, entries, Runnable::run);
    assertThat(straight.headers).hasSizeGreaterThan(30);
    assertThat(straight.seals).isNotEmpty();
    assertThat(String.join("\n", straight.replies))
        .contains("receipt", "DUPLICATE", "MALFORMED", "UNSEALED", "UNKNOWN_", "taken");
    assertThat(crashing(consortium, entries, seed)).isEqualTo(straight);
    try (ExecutorService pool = Executors.newFixedThreadPool(3);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(preparing(consortium, entries, pool, seed)).isEqualTo(straight);
      assertThat(preparing(consortium, entries, virtual, seed + 1)).isEqualTo(straight);
    }
    assertThat(elsewhere(consortium, entries)).isEqualTo(straight);
  }

  private static Run straight(TestConsortium consortium, List<byte[]> entries, Executor executor)
      throws Exception {
    TestLedger ledger = consortium.open(new MemoryStore(), executor);
    List<String> replies = new ArrayList<>();
    for (byte[] entry : entries) {
      replies.add(text(ledger.ledger().apply(ledger.nextPosition(), entry)));
    }
    return runOf(ledger, replies);
  }

  /** Power cuts and restarts in between: what was lost is applied again. */
  private static Run crashing(TestConsortium consortium, List<byte[]> entries, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryStore store = new MemoryStore();
    TestLedger ledger = consortium.open(store);
    String[] replies = new String[entries.size()];
    int crashes = 0;
    for (int at = 0; at < entries.size(); at++) {
      replies[at] = text(ledger.ledger().apply(ledger.nextPosition(), entries.get(at)));
      if (random.nextInt(4) == 0) {
        ledger.ledger().flush();
      }
      if (random.nextInt(10) == 0) {
        store = store.crash();
        ledger = consortium.open(store);
        at = Math.toIntExact(ledger.ledger().applied().index());
        crashes++;
      }
    }
    assertThat(crashes).isPositive();
    return runOf(ledger, List.of(replies));
  }

  /**
   * Signatures are checked ahead, of entries in any order, twice, or for entries that never come.
   */
  private static Run preparing(
      TestConsortium consortium, List<byte[]> entries, Executor executor, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    TestLedger ledger = consortium.open(new MemoryStore(), executor);
    List<String> replies = new ArrayList<>();
    for (int at = 0; at < entries.size(); at++) {
      for (int ahead = random.nextInt(4); ahead > 0; ahead--) {
        ledger.ledger().prepare(entries.get(random.nextInt(entries.size())));
      }
      replies.add(text(ledger.ledger().apply(ledger.nextPosition(), entries.get(at))));
    }
    return runOf(ledger, replies);
  }

  /** Other digits, other case rules, another calendar day. */
  private static Run elsewhere(TestConsortium consortium, List<byte[]> entries) throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Run turkish = straight(consortium, entries, Runnable::run);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Niue"));
      assertThat(straight(consortium, entries, Runnable::run)).isEqualTo(turkish);
      return turkish;
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static Run runOf(TestLedger ledger, List<String> replies) {
    List<String> headers = new ArrayList<>();
    List<Seal> seals = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    try (LedgerReader reader = ledger.read()) {
      long height = 0;
      for (var h = reader.header(new Height(0));
          h.isPresent();
          h = reader.header(new Height(height))) {
        headers.add(text(h.get().bytes()));
        rest.append(text(reader.refusals(h.get().height()).orElseThrow()));
        height++;
      }
      for (long number = 1; reader.seal(number).isPresent(); number++) {
        seals.add(reader.seal(number).orElseThrow());
      }
      long size = reader.size().value();
      for (long leaf = 0; leaf < size; leaf++) {
        rest.append(text(reader.leaf(new LeafIndex(leaf)).orElseThrow()));
      }
      rest.append(ledger.ledger().tip().tree().sm3Root());
      rest.append(Proofs.root(size, reader.nodes())).append(new SealingState(reader).candidates());
    }
    assertThat(ledger.ledger().tip().header().bytes())
        .isEqualTo(headers.getLast().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Run(headers, replies, seals, rest.toString());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
