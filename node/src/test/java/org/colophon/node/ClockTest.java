package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.colophon.config.NodeConfig;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.Tip;
import org.colophon.core.port.LedgerReader;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clocks that jump forward, jump back and stand still, on the leader and on followers. After each
 * test all clocks are right again, and every validator cosigns; in the end the whole history is
 * judged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClockTest {
  private static final long SEED = 20_260_403;
  private static final long SECOND_MS = 1_000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOURS_MS = 120 * MINUTE_MS;
  private static final int TRIES = 600;

  private final Map<String, Receipt> receipts = new HashMap<>();
  private InProcessNetwork network;
  private LedgerClient client;
  private TestRecords records;
  private Actor creator;
  private long toleranceMs;
  private int made;

  @BeforeAll
  void startsTheNetwork(@TempDir Path directory) throws Exception {
    network = new InProcessNetwork(directory.resolve("net"), 4, 1);
    network.seal(new NodeConfig.Sealing(200, 1));
    network.startAll();
    network.awaitSealed();
    client = network.client("creator");
    records = network.records();
    creator = Registrations.register(network, client, "creator");
    toleranceMs = network.genesis().limits().timeToleranceMs();
  }

  @AfterEach
  void allClocksAreRightAndAllGoOnAsOne() throws Exception {
    network.nodes().forEach(node -> network.clock(node).mend());
    long height = accept().getHeight();
    for (String node : network.nodes()) {
      network.await(node, s -> s.getHeight() >= height && s.getSealedSize() == s.getSize());
    }
    for (String validator : network.validators()) {
      awaitSigned(validator);
    }
    for (String node : network.nodes()) {
      network.await(node, s -> s.getAlarmsList().isEmpty());
    }
    network.assertEqual();
  }

  @AfterAll
  void theWholeHistoryHoldsAndTheStoresAreSound() throws Exception {
    client.close();
    assertHistory();
    for (String node : network.nodes()) {
      assertKeptOnce(node);
    }
    network.assertSound();
  }

  // ---- What a test does

  private TestRecord record() {
    return records.deposit(creator, records.hash("item " + made++));
  }

  /** A record is acknowledged, and never forgotten. */
  private Receipt accept() throws IOException {
    Outcome outcome = client.submit(List.of(record().bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    receipts.put(outcome.getReceipt().getId(), outcome.getReceipt());
    return outcome.getReceipt();
  }

  private String leader() {
    return network.validators().getFirst();
  }

  private String follower() {
    return network.validators().getLast();
  }

  private Tip tip() {
    return network.daemon(leader()).ledger().tip();
  }

  private Seal newestSeal() {
    try (LedgerReader reader = network.daemon(leader()).ledger().read()) {
      return reader.newestSeal().orElseThrow();
    }
  }

  private boolean hasSigned(String validator, Seal seal) {
    return network.signers(seal).containsKey(network.organisationOf(validator));
  }

  /** Waits for a new seal that covers a new block and that this validator signed. */
  private Seal awaitSigned(String validator) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Seal seal = awaitSealOf(accept());
      if (hasSigned(validator, seal)) {
        return seal;
      }
    }
    throw network.late(validator + " does not sign");
  }

  /** The first seal that covers a record's block. */
  private Seal awaitSealOf(Receipt receipt) throws Exception {
    network.await(leader(), s -> s.getSealedSize() > receipt.getIndex() + 1);
    return network.seals(leader()).stream()
        .filter(seal -> seal.size().value() > receipt.getIndex() + 1)
        .findFirst()
        .orElseThrow();
  }

  private void awaitAlarm(String node) throws Exception {
    network.await(node, s -> s.getAlarmsList().contains(Alarms.CLOCK));
  }

  /** All seals from now on attest the right time, as long as fewer than two clocks are wrong. */
  private void assertAttestsTheRightTime(Seal seal, long fromMs) {
    assertThat(seal.attested().value()).isBetween(fromMs - SECOND_MS, network.nowMs());
  }

  // ---- Followers

  @Test
  void aFollowerAheadByHoursIsOutvotedAndShowsInTheSpread() throws Exception {
    network.lead(leader());
    network.clock(follower()).jump(HOURS_MS);
    long from = network.nowMs();
    Seal seal = awaitSigned(follower());
    while (seal.attestation().latest().value() < from + HOURS_MS - SECOND_MS) {
      seal = awaitSigned(follower());
    }
    assertAttestsTheRightTime(seal, from);
    assertThat(seal.attestation().earliest().value()).isLessThanOrEqualTo(network.nowMs());
    assertThat(tip().header().time().value()).isLessThanOrEqualTo(network.nowMs());
    // Its word of that hour does not bind it when its clock is right again: see after each test.
  }

  @Test
  void aFollowerBehindSignsNothingAndSaysWhy() throws Exception {
    network.lead(leader());
    network.clock(follower()).jump(-HOURS_MS);
    assertHoldsBack(follower());
  }

  @Test
  void aFollowerWhoseClockStandsSignsNothingNewAndSaysWhy() throws Exception {
    network.lead(leader());
    network.clock(follower()).freeze();
    assertHoldsBack(follower());
    // It runs on, and is late for good.
    network.clock(follower()).runOn();
    assertHoldsBack(follower());
  }

  /** While a clock is behind, its validator signs no newer block, and the others seal without. */
  private void assertHoldsBack(String validator) throws Exception {
    awaitAlarm(validator);
    for (int i = 0; i < 3; i++) {
      long from = network.nowMs();
      Seal seal = awaitSealOf(accept());
      assertThat(hasSigned(validator, seal)).as("%s", seal).isFalse();
      assertAttestsTheRightTime(seal, from);
    }
  }

  @Test
  void anObserversClockMattersToNobodyElse() throws Exception {
    network.lead(leader());
    String observer =
        network.nodes().stream()
            .filter(node -> !network.validators().contains(node))
            .findFirst()
            .orElseThrow();
    network.clock(observer).jump(HOURS_MS);
    try (LedgerClient impatient =
        network.client("creator", List.of(observer), Duration.ofSeconds(2))) {
      assertThat(TestNetwork.refusal(impatient, record())).isEqualTo(Reason.UNSEALED);
    }
    network.clock(observer).freeze();
    awaitSealOf(accept());
    network.clock(observer).mend();
    network.clock(observer).jump(-HOURS_MS);
    awaitAlarm(observer);
    long height = accept().getHeight();
    network.await(observer, s -> s.getHeight() >= height);
    try (LedgerClient there = network.clientOf(observer)) {
      Outcome outcome = there.submit(List.of(record().bytes())).getFirst();
      assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    }
  }

  // ---- The leader

  @Test
  void aLeaderFarAheadIsRefusedByNameUntilAnotherLeads() throws Exception {
    network.lead(leader());
    awaitSealOf(accept());
    network.clock(leader()).jump(HOURS_MS);
    BlockHeader before = tip().header();
    byte[] entry = EntryCodec.records(List.of(record().bytes()));
    assertThatThrownBy(
            () -> network.daemon(follower()).raft().submit(entry).get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.UNSEALED));
    assertThat(tip().header()).isEqualTo(before);
    // The tip goes on being sealed, by the others' clocks, and the leader knows that it is wrong.
    awaitAlarm(leader());
    assertAttestsTheRightTime(newestSeal(), before.time().value());
    // Who waits at a node whose clock is right is served as soon as somebody else leads.
    TestRecord waiting = record();
    try (LedgerClient patient = network.clientOf(follower())) {
      CompletableFuture<List<Outcome>> outcome =
          CompletableFuture.supplyAsync(() -> {
            try {
              return patient.submit(List.of(waiting.bytes()));
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      network.lead(follower());
      Receipt receipt = outcome.get(60, TimeUnit.SECONDS).getFirst().getReceipt();
      assertThat(receipt.getTime()).isBetween(before.time().value(), network.nowMs());
      receipts.put(receipt.getId(), receipt);
      awaitSealOf(receipt);
    }
  }

  @Test
  void underALeaderSecondsAheadSealsGoOnWhileRecordsCome() throws Exception {
    network.lead(leader());
    network.clock(leader()).jump(3 * SECOND_MS);
    Receipt first = accept();
    // Each block is ahead of all other clocks, and there is always a newer one.
    for (int i = 0; i < TRIES && tip().sealed().size().value() <= first.getIndex() + 1; i++) {
      accept();
      Thread.sleep(20);
    }
    assertThat(tip().sealed().size().value()).isGreaterThan(first.getIndex() + 1);
    assertThat(tip().unsealedBlocks()).isPositive();
    // A block before the jump may have been the one that the first seal covered: history is judged
    // in the end, seal by seal.
  }

  @Test
  void aLeaderAheadWithinTheToleranceIsSealedWhenTimeHasComeToItsBlocks() throws Exception {
    network.lead(leader());
    awaitSealOf(accept());
    long lead = toleranceMs / 2;
    network.clock(leader()).jump(lead);
    Receipt early = accept();
    assertThat(early.getTime()).isGreaterThan(network.nowMs() + lead - MINUTE_MS);
    for (String node : network.validators()) {
      if (!node.equals(leader())) {
        awaitAlarm(node);
      }
    }
    network.clock(leader()).mend();
    // The time of the blocks stays where it is; nothing is signed before its time has come.
    assertThat(accept().getTime()).isBetween(early.getTime(), early.getTime() + SECOND_MS);
    assertThat(tip().sealed().size().value()).isLessThanOrEqualTo(early.getIndex() + 1);
    network.passTime(lead);
    Seal seal = awaitSealOf(early);
    assertThat(seal.attested().value()).isGreaterThan(early.getTime() - SECOND_MS);
  }

  @Test
  void underALeaderFarBehindWritesAndSealsGoOnAndTheSealsTellTheTime() throws Exception {
    network.lead(leader());
    Receipt before = accept();
    network.clock(leader()).jump(-HOURS_MS);
    assertGoesOnUnderASlowLeader(before);
  }

  @Test
  void underALeaderWhoseClockStandsWritesAndSealsGoOn() throws Exception {
    network.lead(leader());
    Receipt before = accept();
    network.clock(leader()).freeze();
    assertGoesOnUnderASlowLeader(before);
    // An idle chain is sealed again, too.
    long number = newestSeal().number();
    network.await(leader(), s -> newestSeal().number() >= number + 2);
  }

  /** Its stamps are too early, but never before the last block; three others tell the time. */
  private void assertGoesOnUnderASlowLeader(Receipt before) throws Exception {
    Receipt last = before;
    for (int i = 0; i < 3; i++) {
      long from = network.nowMs();
      Receipt next = accept();
      assertThat(next.getTime()).isGreaterThan(last.getTime()).isLessThanOrEqualTo(from);
      assertAttestsTheRightTime(awaitSealOf(next), from);
      last = next;
    }
    awaitAlarm(leader());
    Seal seal = awaitSealOf(accept());
    assertThat(hasSigned(leader(), seal)).isFalse();
  }

  // ---- All of them

  @Test
  void whenAllClocksJumpTheTipIsSealedAgainBeforeRecordsAreTaken() throws Exception {
    awaitSealOf(accept());
    network.passTime(HOURS_MS);
    long from = network.nowMs();
    Receipt receipt = accept();
    assertThat(receipt.getTime()).isBetween(from, network.nowMs());
    network.awaitHeight(List.of(leader()), receipt.getHeight());
    Seal before =
        network.seals(leader()).stream()
            .filter(seal -> seal.orderedAfter().value() < receipt.getHeight())
            .reduce((earlier, later) -> later)
            .orElseThrow();
    assertThat(before.attested().value()).isGreaterThan(from - SECOND_MS);
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhateverClockIsWrong() throws Exception {
    Random random = new Random(SEED);
    Acknowledged load =
        new Acknowledged(
            client, network.genesis().chain(), "creator", network.key("creator"), SEED, 5);
    Thread thread = Thread.ofPlatform().daemon().start(load);
    for (int i = 0; i < 8; i++) {
      List<String> validators = network.validators();
      String wrong = validators.get(random.nextInt(validators.size()));
      String leads = validators.get(random.nextInt(validators.size()));
      network.lead(leads);
      long ms = (long) Math.pow(10, 2 + 5 * random.nextDouble());
      switch (random.nextInt(3)) {
        case 0 -> network.clock(wrong).freeze();
        case 1 -> network.clock(wrong).jump(-ms);
        default -> {
          network.clock(wrong).jump(ms);
          if (wrong.equals(leads) && ms > toleranceMs / 2) {
            network.lead(validators.get((validators.indexOf(wrong) + 1) % validators.size()));
          }
        }
      }
      load.awaitMore(20);
      network.clock(wrong).mend();
    }
    network.passTime(toleranceMs);
    load.awaitMore(20);
    load.stop.set(true);
    thread.join(180_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(load.oddities).as("seed %d", SEED).isEmpty();
    receipts.putAll(load.receipts);
  }

  // ---- What must hold of all that happened

  private void assertKeptOnce(String node) {
    try (LedgerReader reader = network.daemon(node).ledger().read()) {
      for (Receipt receipt : receipts.values()) {
        assertThat(reader.leafOf(RecordId.ofHex(receipt.getId())))
            .as("%s has %s", node, receipt)
            .contains(new LeafIndex(receipt.getIndex()));
      }
    }
    assertThat(receipts.values()).extracting(Receipt::getIndex).doesNotHaveDuplicates();
  }

  private void assertHistory() {
    List<BlockHeader> blocks = network.blocks(leader(), tip().header().height().value());
    List<Seal> seals = network.seals(leader());
    for (int h = 1; h < blocks.size(); h++) {
      assertBlock(blocks.get(h - 1), blocks.get(h), seals);
    }
    Map<OrgId, Long> given = new HashMap<>();
    for (Seal seal : seals) {
      assertSeal(seal, blocks, given);
    }
  }

  /** Time goes on from block to block, and no further than the newest seal allows. */
  private void assertBlock(BlockHeader before, BlockHeader block, List<Seal> seals) {
    long time = block.time().value();
    assertThat(time).as("%s", block).isGreaterThan(before.time().value());
    Optional<Seal> newest = Optional.empty();
    for (Seal seal : seals) {
      if (seal.orderedAfter().compareTo(block.height()) < 0) {
        newest = Optional.of(seal);
      }
    }
    if (newest.isPresent() && time != before.time().value() + 1) {
      assertThat(time)
          .as("%s", block)
          .isLessThanOrEqualTo(newest.get().attested().value() + toleranceMs);
    }
    if (newest.isPresent()) {
      long notAfter =
          seals.stream()
              .filter(seal -> seal.size().compareTo(block.checkpointSize()) >= 0)
              .findFirst()
              .orElseThrow()
              .attested()
              .value();
      assertThat(notAfter).as("%s", block).isGreaterThanOrEqualTo(newest.get().attested().value());
    }
  }

  /**
   * A seal tells the median; nobody signed a block before its time; and nobody's times go back,
   * unless they were far ahead of the others'.
   */
  private void assertSeal(Seal seal, List<BlockHeader> blocks, Map<OrgId, Long> given) {
    Map<OrgId, Long> signers = network.signers(seal);
    assertThat(signers).hasSizeGreaterThanOrEqualTo(3);
    List<Long> times = new ArrayList<>(signers.values());
    times.sort(null);
    assertThat(seal.attested().seconds()).isEqualTo(times.get((times.size() - 1) / 2));
    assertThat(seal.attestation()).isEqualTo(Attestation.of(times));
    BlockHeader covered =
        blocks.stream()
            .filter(block -> block.checkpointSize().equals(seal.size()))
            .findFirst()
            .orElseThrow();
    assertThat(times).allMatch(seconds -> seconds >= covered.time().seconds());
    signers.forEach((validator, seconds) -> {
      long last = given.getOrDefault(validator, 0L);
      if (last <= (seal.attested().value() + toleranceMs) / SECOND_MS) {
        assertThat(seconds).as("%s in %s", validator, seal.number()).isGreaterThanOrEqualTo(last);
      }
      given.put(validator, seconds);
    });
  }
}
