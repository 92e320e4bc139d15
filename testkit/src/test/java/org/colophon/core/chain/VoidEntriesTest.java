package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.Limits;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** What a dishonest node may put into the log: it moves nothing, and no node stumbles over it. */
class VoidEntriesTest {
  private static final Timestamp YEAR_2100 = new Timestamp(4_102_444_800_000L);
  private static final Hash CONTENT = Hash.sha256(new byte[] {1});

  private final Limits limits = new Limits(2_048, 1 << 16, 5, 4, 600_000);
  private final TestConsortium consortium = TestConsortium.ofSeed(1, limits);
  private final Actor alice = consortium.actor("alice");
  private final TestLedger ledger;

  VoidEntriesTest() throws Exception {
    ledger = consortium.openWith(alice);
  }

  private TestRecord deposit() {
    return consortium.records().deposit(alice, CONTENT);
  }

  /** Applies an entry that must be void and move only the position. */
  private void assertVoid(Reason reason, Timestamp stamp, byte[] entry) throws Exception {
    Tip before = ledger.ledger().tip();
    Position position = ledger.nextPosition();
    Reply reply = ledger.apply(stamp, entry);
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Voided.class, v -> assertThat(v.refusal().reason()).isEqualTo(reason));
    assertThat(ledger.ledger().tip()).isEqualTo(before);
    assertThat(ledger.ledger().applied()).isEqualTo(position);
    try (var reader = ledger.read()) {
      assertThat(reader.head()).contains(before.header());
    }
  }

  @Test
  void garbageIsVoid() throws Exception {
    for (byte[] garbage :
        List.of(
            new byte[0],
            new byte[9],
            new byte[10],
            "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            new byte[65_536],
            Arrays.copyOf(EntryCodec.candidate(), 11))) {
      assertVoid(Reason.MALFORMED, ledger.nextStamp(), garbage);
    }
    ledger.accept(deposit());
  }

  @Test
  void anEntryWithOneWrongRecordIsVoidAsAWhole() throws Exception {
    byte[] right = deposit().bytes();
    byte[] badSignature =
        consortium
            .record(
                new org.colophon.core.content.KeyRevoke(
                    alice.subject(),
                    alice.key().name(),
                    org.colophon.core.content.KeyRevoke.Cause.CESSATION))
            .by(alice.as(Role.HOLDER), consortium.key("mallory", 0))
            .bytes();
    byte[] otherChain = consortium.onChain("other").records().deposit(alice, CONTENT).bytes();
    byte[] notCanonical =
        (" " + new String(right, java.nio.charset.StandardCharsets.UTF_8))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] tooLarge = Arrays.copyOf(right, 2_049);
    for (byte[] wrong : List.of(badSignature, otherChain, notCanonical, tooLarge, new byte[0])) {
      assertVoid(
          Reason.BAD_SIGNATURE,
          ledger.nextStamp(),
          EntryCodec.records(List.of(deposit().bytes(), wrong)));
    }
    ledger.orderAll(ledger.nextStamp(), List.of(right));
  }

  @Test
  void aStampOfTheYear2100IsVoidAndDragsNothing() throws Exception {
    assertVoid(Reason.UNSEALED, YEAR_2100, EntryCodec.records(List.of(deposit().bytes())));
    Receipt receipt = ledger.accept(deposit());
    assertThat(receipt.time().value()).isLessThan(TestConsortium.START.value() + 1_000);
    ledger.apply(YEAR_2100, EntryCodec.candidate());
    assertThat(ledger.accept(deposit()).time()).isEqualTo(receipt.time().plus(1));
  }

  @Test
  void theTimeBoundIsExact() throws Exception {
    Timestamp last = TestConsortium.START.plus(limits.timeToleranceMs());
    assertVoid(Reason.UNSEALED, last.plus(1), EntryCodec.records(List.of(deposit().bytes())));
    List<Outcome> outcomes = ledger.orderAll(last, List.of(deposit().bytes()));
    assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
  }

  @Test
  void aStampInThePastGetsTheNextMillisecond() throws Exception {
    Timestamp next = ledger.nextStamp();
    ledger.orderAll(new Timestamp(0), List.of(deposit().bytes()));
    assertThat(ledger.ledger().tip().header().time()).isEqualTo(next);
  }

  @Test
  void tooManyRecordsAndTooManyBytesAreVoid() throws Exception {
    byte[] record = deposit().bytes();
    assertVoid(
        Reason.MALFORMED,
        ledger.nextStamp(),
        EntryCodec.records(java.util.Collections.nCopies(6, record)));
    byte[] large = EntryCodec.records(List.of(new byte[limits.entryBytesMax()]));
    assertThat(ledger.ledger().admit(large)).isPresent();
    assertVoid(Reason.TOO_LARGE, ledger.nextStamp(), large);
  }

  @Test
  void nothingIsOrderedBeyondTheUnsealedLimitUntilTheTipIsSealed() throws Exception {
    while (ledger.ledger().tip().unsealedBlocks() < limits.unsealedBlocksMax()) {
      ledger.accept(deposit());
    }
    assertVoid(Reason.UNSEALED, ledger.nextStamp(), EntryCodec.records(List.of(deposit().bytes())));
    assertThat(ledger.ledger().chain().unsealed(ledger.ledger().tip(), ledger.nextStamp()))
        .isPresent();
    ledger.seal();
    assertThat(ledger.ledger().chain().unsealed(ledger.ledger().tip(), ledger.nextStamp()))
        .isEmpty();
    ledger.accept(deposit());
  }

  @Test
  void aRecordTwiceInOneEntryOrLaterKeepsItsFirstReceipt() throws Exception {
    TestRecord record = deposit();
    List<Outcome> outcomes =
        ledger.orderAll(ledger.nextStamp(), List.of(record.bytes(), record.bytes()));
    Receipt receipt = ((Outcome.Accepted) outcomes.getFirst()).receipt();
    assertDuplicate(outcomes.getLast(), receipt);
    Tip before = ledger.ledger().tip();
    assertDuplicate(ledger.order(record), receipt);
    assertThat(ledger.ledger().tip()).isEqualTo(before);
    ledger.seal();
    ledger.accept(deposit());
    assertDuplicate(ledger.order(record), receipt);
  }

  @Test
  void theSameStatementInABatchIsTheSameRecord() throws Exception {
    TestRecord record = deposit();
    Receipt receipt = ledger.accept(record);
    List<byte[]> batch = consortium.signBatch(alice, List.of(deposit(), record));
    List<Outcome> outcomes = ledger.orderAll(ledger.nextStamp(), batch);
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Accepted.class);
    assertDuplicate(outcomes.getLast(), receipt);
  }

  private static void assertDuplicate(Outcome outcome, Receipt first) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(Reason.DUPLICATE);
              assertThat(refused.first()).contains(first);
            });
  }

  @Test
  void aPositionIsNeverAppliedTwice() throws Exception {
    ledger.accept(deposit());
    Position applied = ledger.ledger().applied();
    assertThatThrownBy(() -> ledger.ledger().apply(applied, EntryCodec.candidate()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLedgerDoesNotOpenOnAnotherChainsStore() throws Exception {
    MemoryStore store = new MemoryStore();
    consortium.open(store);
    assertThatThrownBy(() -> consortium.onChain("other").open(store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("genesis");
  }
}
