package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.colophon.config.NodeConfig;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Candidate;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Reply;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SealingState;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Ordering;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.node.sealing.Alarms;
import org.colophon.node.sealing.Sealer;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.node.stamping.SealStamper;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves one validator whose clock is wrong; the rest of the chain is played by the test. */
final class SealerClockTest {
  private static final OrgId SELF = TestConsortium.COURT_NORTH;
  private static final List<OrgId> OTHERS =
      TestConsortium.validators().stream().filter(v -> !v.equals(SELF)).toList();
  private static final long HOUR_MS = 3_600_000;
  private static final int SOME_TICKS = 8;

  @TempDir private Path directory;
  private final TestConsortium consortium = TestConsortium.ofSeed(1);
  private final Actor alice = consortium.actor("alice");
  private final long startNs = System.nanoTime();
  private final TestClock right = new TestClock(this::nowMs);
  private final TestClock clock = new TestClock(right);
  private final Played order = new Played();
  private TestLedger ledger;
  private Alarms alarms;
  private Sealer sealer;

  /** Right behind the genesis, so that the time bound does not matter unless a test wants it to. */
  private long nowMs() {
    return TestConsortium.START.value() + 10_000 + (System.nanoTime() - startNs) / 1_000_000;
  }

  @BeforeEach
  void starts() throws Exception {
    ledger = consortium.openWith(alice);
    alarms = Alarms.open(directory.resolve("forks"));
    start();
    // What it signs first is its own proposal, by which it knows that it has caught up.
    awaitGiven(1);
    order.given.clear();
  }

  private void start() throws IOException {
    List<NoteSigner> keys = consortium.validator(SELF).signers();
    SealStamper stamper =
        SealStamper.of(
            NodeConfig.TimeStamping.NONE,
            List::of,
            authority -> {
              throw new AssertionError("nobody is asked");
            });
    sealer =
        Sealer.validating(
            ledger.ledger(),
            order,
            SELF,
            new ValidatorSigner(keys.get(0), keys.get(1), keys.get(2)),
            directory.resolve("last-signed.json"),
            alarms,
            new Sealer.Pace(1, 60_000),
            stamper,
            clock);
  }

  @AfterEach
  void stops() {
    sealer.close();
    assertThat(order.given).as("times never go back").isSorted();
  }

  /** Orders at once what the sealer submits, and keeps what it signed. */
  private final class Played implements Ordering {
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger proposals = new AtomicInteger();
    private final List<Long> given = new CopyOnWriteArrayList<>();
    private volatile Role role = Role.FOLLOWER;
    private volatile boolean losesCosignatures;

    @Override
    public CompletableFuture<byte[]> submit(byte[] entry) {
      try {
        switch (EntryCodec.decode(entry, 1).orElseThrow()) {
          case EntryCodec.Ordered.CandidateOrdered c -> proposals.incrementAndGet();
          case EntryCodec.Ordered.CosignatureOrdered c -> {
            NoteJudge judge = ledger.ledger().tip().governance().judge();
            given.add(Objects.requireNonNull(judge.signers(c.note()).orElseThrow().get(SELF)));
            if (losesCosignatures) {
              return new CompletableFuture<>();
            }
          }
          default -> throw new AssertionError("neither a candidate nor a cosignature");
        }
        return CompletableFuture.completedFuture(apply(stampMs(), entry).bytes());
      } catch (IOException | RefusedException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public Role role() {
      ticks.incrementAndGet();
      return role;
    }

    @Override
    public Optional<NodeId> leader() {
      return Optional.empty();
    }

    @Override
    public long term() {
      return 1;
    }

    @Override
    public List<Peer> peers() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private long stampMs() {
    return right.getAsLong();
  }

  private Reply apply(long stampMs, byte[] entry) throws IOException, RefusedException {
    synchronized (order) {
      return ledger.apply(new Timestamp(stampMs), entry);
    }
  }

  /** A new block, and the tip put up as a candidate. */
  private void growAndPropose(long stampMs) throws Exception {
    byte[] record =
        consortium.records().deposit(alice, consortium.hash("at " + System.nanoTime())).bytes();
    apply(stampMs, EntryCodec.records(List.of(record)));
    apply(stampMs, EntryCodec.candidate());
  }

  private Candidate newest() {
    try (LedgerReader reader = ledger.read()) {
      return new SealingState(reader).candidates().getLast();
    }
  }

  private boolean isProposed() {
    try (LedgerReader reader = ledger.read()) {
      return !new SealingState(reader).candidates().isEmpty();
    }
  }

  /** The other three validators seal the newest candidate at the right time, once it is applied. */
  private void othersSeal() throws Exception {
    await(this::isProposed);
    Candidate candidate = newest();
    long seconds = right.getAsLong() / 1000;
    String note = ledger.note(candidate.checkpoint(consortium.chain()), seconds, OTHERS);
    byte[] seal = EntryCodec.seal(candidate.round(), SealDocument.unstamped(note));
    assertThat(apply(stampMs(), seal)).isInstanceOf(Reply.Taken.class);
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!wanted.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  /** The sealer had the chance to do more. */
  private void awaitTicks() throws InterruptedException {
    int until = order.ticks.get() + SOME_TICKS;
    await(() -> order.ticks.get() >= until);
  }

  private void awaitGiven(int count) throws InterruptedException {
    await(() -> order.given.size() >= count);
  }

  @Test
  void aClockThatIsSetBackGivesNothingUntilItHasComeToItsLastTime() throws Exception {
    // The blocks are older than the clock, so that only the last time forbids to sign.
    growAndPropose(TestConsortium.START.value());
    awaitGiven(1);
    clock.jump(-HOUR_MS);
    growAndPropose(TestConsortium.START.value());
    await(() -> alarms.isRaised(Alarms.CLOCK));
    awaitTicks();
    assertThat(order.given).hasSize(1);
    clock.jump(HOUR_MS);
    awaitGiven(2);
    await(() -> alarms.raised().isEmpty());
  }

  @Test
  void aTimeThatWasGivenIsRememberedOverARestartEvenWhenItGotLost() throws Exception {
    order.losesCosignatures = true;
    right.jump(300_000);
    growAndPropose(TestConsortium.START.value());
    awaitGiven(1);
    sealer.close();
    order.losesCosignatures = false;
    // Behind the lost time, and not behind the last one that the chain knows.
    clock.jump(-150_000);
    start();
    awaitTicks();
    assertThat(order.given).hasSize(1);
    clock.mend();
    awaitGiven(2);
  }

  @Test
  void aClockThatStandsStillGivesOneTimeAgainAndAgainButNoneForASealedTip() throws Exception {
    clock.freeze();
    for (int i = 1; i <= 3; i++) {
      growAndPropose(TestConsortium.START.value());
      awaitGiven(i);
    }
    assertThat(order.given).allMatch(seconds -> seconds.equals(order.given.getFirst()));
    othersSeal();
    apply(stampMs(), EntryCodec.candidate());
    awaitTicks();
    assertThat(order.given).hasSize(3);
    clock.mend();
    awaitGiven(4);
  }

  @Test
  void aBlockThatIsAheadOfTheClockDoesNotKeepAnOlderOneFromBeingSigned() throws Exception {
    growAndPropose(stampMs());
    growAndPropose(stampMs() + 300_000);
    awaitGiven(1);
    await(() -> alarms.isRaised(Alarms.CLOCK));
    awaitTicks();
    assertThat(order.given).hasSize(1);
    right.jump(300_000);
    awaitGiven(2);
    await(() -> alarms.raised().isEmpty());
  }

  @Test
  void aValidatorThatWasFarAheadCosignsAgainOnceItsClockIsMended() throws Exception {
    clock.jump(2 * HOUR_MS);
    growAndPropose(stampMs());
    awaitGiven(1);
    othersSeal();
    clock.mend();
    growAndPropose(stampMs());
    awaitGiven(2);
    assertThat(order.given.getLast()).isLessThan(order.given.getFirst());
    await(() -> {
      try (LedgerReader reader = ledger.read()) {
        SealingState sealing = new SealingState(reader);
        return sealing.cosignature(newest().round(), SELF).isPresent();
      }
    });
    order.given.clear();
  }

  @Test
  void aValidatorThatWasALittleAheadWaitsUntilTimeHasComeToItsWord() throws Exception {
    clock.jump(300_000);
    growAndPropose(stampMs());
    awaitGiven(1);
    othersSeal();
    clock.mend();
    growAndPropose(stampMs());
    await(() -> alarms.isRaised(Alarms.CLOCK));
    awaitTicks();
    assertThat(order.given).hasSize(1);
    right.jump(300_000);
    awaitGiven(2);
    await(() -> alarms.raised().isEmpty());
  }

  @Test
  void aLeaderWhoseClockStandsStillOrIsSetBackProposes() throws Exception {
    order.role = Ordering.Role.LEADER;
    await(() -> newest().round() > 1);
    for (long jump : new long[] {0, -HOUR_MS}) {
      othersSeal();
      clock.jump(jump);
      clock.freeze();
      int before = order.proposals.get();
      byte[] record = consortium.records().deposit(alice, consortium.hash("block " + jump)).bytes();
      apply(stampMs(), EntryCodec.records(List.of(record)));
      await(() -> order.proposals.get() > before);
    }
  }

  @Test
  void aLeaderFarAheadDoesNotSealAnIdleChainWithoutRestAndSaysThatItIsAhead() throws Exception {
    order.role = Ordering.Role.LEADER;
    await(() -> newest().round() > 1);
    othersSeal();
    clock.jump(2 * HOUR_MS);
    int before = order.proposals.get();
    right.jump(2_000);
    // Its clock says that the seal is old; the one that it asks for comes at once.
    await(() -> order.proposals.get() > before);
    othersSeal();
    await(() -> alarms.isRaised(Alarms.CLOCK));
    int after = order.proposals.get();
    awaitTicks();
    assertThat(order.proposals).hasValue(after);
    // From here on the times that it gave were a wrong clock's.
    order.given.clear();
  }
}
