package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.testkit.ChangingHistory;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the membership does, one log gives one chain, and outsiders can follow it. */
class ChangingMembershipTest {
  private static final int ENTRIES = 300;

  private final StringBuilder told = new StringBuilder();

  @TempDir private Path directory;

  /** What a node's run came to. */
  private record Run(List<String> headers, List<String> replies, String governance) {}

  @Test
  void oneHistoryGivesOneChainWhateverHappensInBetween() {
    Seeds.check(61, 4, this::compareRuns);
    assertThat(told)
        .contains(
            "PROPOSAL_LAPSED", "BAD_SIGNATURE", "CHANGE_PENDING", "NOT_ALONE", "ALREADY_VOTED");
  }

  private void compareRuns(long seed) throws Exception {
    TestConsortium consortium = TestConsortium.ofSeed(seed);
    List<byte[]> entries = ChangingHistory.entries(consortium, seed, ENTRIES);
    TestLedger straight = consortium.open(new MemoryStore());
    List<String> replies = new ArrayList<>();
    for (byte[] entry : entries) {
      replies.add(text(straight.ledger().apply(straight.nextPosition(), entry)));
    }
    Run expected = runOf(straight, replies);
    assertThat(straight.ledger().tip().governance().inForce().number()).isPositive();
    replies.forEach(told::append);
    assertThat(crashing(consortium, entries, seed)).isEqualTo(expected);
    assertThat(installing(consortium, entries, seed)).isEqualTo(expected.headers);
    assertSoundAgain(straight);
    assertFollowable(consortium, straight);
  }

  /** Power cuts and restarts in between: what was lost is applied again. */
  private static Run crashing(TestConsortium consortium, List<byte[]> entries, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryStore store = new MemoryStore();
    TestLedger ledger = consortium.open(store);
    String[] replies = new String[entries.size()];
    for (int at = 0; at < entries.size(); at++) {
      replies[at] = text(ledger.ledger().apply(ledger.nextPosition(), entries.get(at)));
      if (random.nextInt(4) == 0) {
        ledger.ledger().flush();
      }
      if (random.nextInt(10) == 0) {
        store = store.crash();
        ledger = consortium.open(store);
        at = Math.toIntExact(ledger.ledger().applied().index());
      }
    }
    return runOf(ledger, Arrays.asList(replies));
  }

  /** A node that is always far behind: it takes a copy of another one, and applies a little. */
  private List<String> installing(TestConsortium consortium, List<byte[]> entries, long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    TestLedger source = consortium.open(new MemoryStore());
    TestLedger behind = consortium.open(new MemoryStore());
    for (int at = 0; at < entries.size(); at++) {
      source.ledger().apply(source.nextPosition(), entries.get(at));
      if (random.nextInt(30) == 0) {
        Path copy = Files.createTempDirectory(directory, "copy").resolve("store");
        source.ledger().store().checkpoint(copy);
        behind.ledger().install(copy);
      } else if (behind.ledger().applied().index() == at - 1) {
        behind.ledger().apply(behind.nextPosition(), entries.get(at));
      }
    }
    assertThat(behind.ledger().applied()).isEqualTo(source.ledger().applied());
    return runOf(behind, List.of()).headers;
  }

  /** The whole chain executed again from its records, its refusals and its seals. */
  private static void assertSoundAgain(TestLedger ledger) throws Exception {
    Chain chain = ledger.ledger().chain();
    MemoryStore again = new MemoryStore();
    Chain.Applied begin = chain.begin();
    again.commit(begin.commit());
    Tip tip = begin.tip();
    try (LedgerReader stored = ledger.read()) {
      Height newest = stored.head().orElseThrow().height();
      for (long height = 1; height <= newest.value(); height++) {
        tip = withSeals(tip, stored);
        BlockHeader header = stored.header(new Height(height)).orElseThrow();
        Chain.Replayed replayed;
        try (LedgerReader reader = again.read()) {
          List<Results.Refused> refused =
              Results.parse(stored.refusals(header.height()).orElseThrow());
          replayed = chain.replay(reader, tip, header, records(ledger, stored, header), refused);
        }
        assertThat(replayed.findings()).isEmpty();
        assertThat(replayed.tip().header()).isEqualTo(header);
        for (ControlChange kept : replayed.commit().control()) {
          assertThat(stored.control(kept.key()))
              .contains(kept.value().map(Json::bytes).orElseThrow());
        }
        again.commit(replayed.commit());
        tip = replayed.tip();
      }
    }
  }

  private static Tip withSeals(Tip begin, LedgerReader stored) {
    Tip tip = begin;
    while (true) {
      Optional<Seal> next = stored.seal(tip.sealed().number() + 1);
      if (next.isEmpty() || !next.get().orderedAfter().equals(tip.header().height())) {
        return tip;
      }
      NoteJudge judge = tip.governance().judge();
      assertThat(judge.signers(next.get().document().note()).orElseThrow())
          .hasSizeGreaterThanOrEqualTo(judge.quorum());
      tip = tip.withSealed(Tip.sealed(next.get(), stored));
    }
  }

  private static List<VerifiedRecord> records(
      TestLedger ledger, LedgerReader stored, BlockHeader header) throws Exception {
    RecordVerifier verifier = ledger.ledger().verifier();
    List<VerifiedRecord> records = new ArrayList<>();
    for (long i = 0; i < header.count(); i++) {
      LeafIndex index = header.firstIndex().plus(i);
      records.add(verifier.verify(stored.leaf(index).orElseThrow()));
    }
    return records;
  }

  /** From the genesis and the changes alone follows who sealed, for every seal of the chain. */
  private static void assertFollowable(TestConsortium consortium, TestLedger ledger)
      throws Exception {
    try (LedgerReader reader = ledger.read()) {
      long newest = reader.newestSeal().orElseThrow().number();
      for (long number = 1; number <= newest; number++) {
        Seal seal = reader.seal(number).orElseThrow();
        NoteJudge judge =
            MembershipTrail.follow(consortium.genesis(), ChangePart.before(reader, seal))
                .newest()
                .judge();
        assertThat(judge.signers(seal.document().note()).orElseThrow())
            .as("seal %s", number)
            .hasSizeGreaterThanOrEqualTo(judge.quorum());
      }
    }
  }

  private static Run runOf(TestLedger ledger, List<String> replies) {
    List<String> headers = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      long height = 0;
      for (var header = reader.header(new Height(0));
          header.isPresent();
          header = reader.header(new Height(height))) {
        headers.add(text(header.get().bytes()));
        height++;
      }
    }
    Governance governance = ledger.ledger().tip().governance();
    String account =
        governance.inForce().number()
            + " "
            + governance.membership()
            + " "
            + governance.decided().map(d -> d.coveredFrom() + " " + d.next().hash());
    return new Run(headers, replies, account);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
