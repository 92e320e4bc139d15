package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.consensus.RaftSettings;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Seal;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Ordering;
import org.colophon.core.port.StoreClosedException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;

/**
 * A network whose nodes all run here, each with its own directory, ports and clock, so that a test
 * can reach into them.
 */
final class InProcessNetwork extends TestNetwork {
  private final Map<String, NodeDaemon> running = new TreeMap<>();
  private final Map<String, TestClock> clocks = new ConcurrentHashMap<>();
  private final AtomicLong passedMs = new AtomicLong();
  private final Map<String, String> halts = new ConcurrentHashMap<>();
  private final Map<String, Level> releases = new ConcurrentHashMap<>();
  private UnaryOperator<RaftSettings> tuning = UnaryOperator.identity();

  InProcessNetwork(Path directory, int validators, int observers)
      throws IOException, ConfigException {
    this(directory, validators, observers, Suite.STANDARD);
  }

  InProcessNetwork(Path directory, int validators, int observers, Suite suite)
      throws IOException, ConfigException {
    this(directory, validators, observers, suite, Level.NEWEST);
  }

  InProcessNetwork(Path directory, int validators, int observers, Suite suite, Level level)
      throws IOException, ConfigException {
    super(directory, validators, observers, suite, level);
    seal(new NodeConfig.Sealing(200, 60));
  }

  /** A network that runs and has sealed its first block. */
  static InProcessNetwork started(Path directory, int validators, int observers) throws Exception {
    return started(new InProcessNetwork(directory, validators, observers));
  }

  /** The same on a chain of a suite. */
  static InProcessNetwork started(Path directory, int validators, int observers, Suite suite)
      throws Exception {
    return started(new InProcessNetwork(directory, validators, observers, suite));
  }

  /** The same, of nodes that cannot register themselves: tests sign for them. */
  static InProcessNetwork startedWithoutRecordKeys(Path directory, int validators, int observers)
      throws Exception {
    return startedWithoutRecordKeys(directory, validators, observers, Suite.STANDARD);
  }

  /** The same on a chain of a suite. */
  static InProcessNetwork startedWithoutRecordKeys(
      Path directory, int validators, int observers, Suite suite) throws Exception {
    InProcessNetwork network = new InProcessNetwork(directory, validators, observers, suite);
    network.takeRecordKeys();
    return started(network);
  }

  /** Before the start: nodes without their organisations' record keys record nothing themselves. */
  void takeRecordKeys() {
    for (String node : nodes()) {
      NodeConfig.Keys keys =
          new NodeConfig.Keys(config(node).keys().checkpoint(), Optional.empty());
      configure(node, config -> config.with(keys));
    }
  }

  private static InProcessNetwork started(InProcessNetwork network) throws Exception {
    try {
      network.startAll();
      network.awaitSealed();
      return network;
    } catch (Exception | Error e) {
      network.close();
      throw e;
    }
  }

  /** Sets, before the start, when checkpoints are proposed. */
  void seal(NodeConfig.Sealing sealing) {
    for (String node : nodes()) {
      NodeConfig.Limits l = config(node).limits();
      NodeConfig.Limits small =
          new NodeConfig.Limits(
              16,
              l.raftLogMb(),
              l.pendingRecords(),
              l.batchRecords(),
              l.batchBytes(),
              l.batchAgeMs());
      configure(node, config -> config.with(sealing).with(small));
    }
  }

  /** Sets, before the start, how the nodes order. */
  void tune(UnaryOperator<RaftSettings> settings) {
    tuning = settings;
  }

  @Override
  void start(String node) throws IOException {
    start(node, tuning);
  }

  void start(String node, UnaryOperator<RaftSettings> settings) throws IOException {
    running.put(
        node,
        NodeDaemon.start(
            config(node),
            clock(node),
            (position, cause) -> halts.put(node, position + ": " + cause),
            settings,
            releases.getOrDefault(node, Level.NEWEST)));
  }

  /** From its next start on the node runs as a release would that knows no level above this. */
  void release(String node, Level known) {
    releases.put(node, known);
  }

  /** A node's own clock, which a test may set while it runs. */
  TestClock clock(String node) {
    return clocks.computeIfAbsent(node, n -> new TestClock(this::nowMs));
  }

  /** The right time, in ms: what every clock shows that nobody has set. */
  long nowMs() {
    return System.currentTimeMillis() + passedMs.get();
  }

  /** Lets time pass for all nodes: every clock goes forward. */
  void passTime(long ms) {
    passedMs.addAndGet(ms);
  }

  @Override
  void stop(String node) {
    NodeDaemon daemon = running.remove(node);
    if (daemon != null) {
      daemon.close();
    }
  }

  NodeDaemon daemon(String node) {
    return Optional.ofNullable(running.get(node)).orElseThrow();
  }

  List<String> running() {
    return List.copyOf(running.keySet());
  }

  @Override
  String account(String node) {
    NodeDaemon daemon = running.get(node);
    if (daemon == null) {
      return "stopped";
    }
    return daemon.raft().role()
        + " at "
        + daemon.ledger().tip().header()
        + ", sealed "
        + daemon.ledger().tip().sealed()
        + Optional.ofNullable(halts.get(node)).map(h -> ", halted at " + h).orElse("");
  }

  /** All seals as a node has them, oldest first. */
  List<Seal> seals(String node) {
    List<Seal> seals = new ArrayList<>();
    try (LedgerReader reader = reader(node)) {
      long newest = reader.newestSeal().map(Seal::number).orElse(0L);
      for (long number = 1; number <= newest; number++) {
        seals.add(reader.seal(number).orElseThrow());
      }
    }
    return seals;
  }

  /** A store that has just been installed takes the place of one that is closed. */
  private LedgerReader reader(String node) {
    for (int tries = 0; ; tries++) {
      try {
        return daemon(node).ledger().read();
      } catch (StoreClosedException e) {
        if (tries == 600) {
          throw e;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  /** Who signed a seal by the membership in force, each with its time in seconds. */
  SortedMap<OrgId, Long> signers(Seal seal) {
    return daemon(running().getFirst())
        .ledger()
        .tip()
        .governance()
        .judge()
        .signers(seal.note())
        .orElseThrow();
  }

  /** The organisation of a node. */
  OrgId organisationOf(String node) {
    return new OrgId(config(node).node().organisation());
  }

  TestRecords records() throws IOException {
    return TestRecords.on(genesis().chain(), directory.toString());
  }

  /** Hands leadership to a node and waits until it leads, and all validators that run know. */
  void lead(String node) throws Exception {
    NodeId wanted = new NodeId(config(node).node().id());
    long deadline = System.nanoTime() + READY.toNanos();
    while (!leads(node, wanted)) {
      if (System.nanoTime() > deadline) {
        throw late(node + " does not lead");
      }
      for (String other : running()) {
        handOver(other, wanted);
      }
      Thread.sleep(20);
    }
  }

  /** Has a node lead and run an operator's command there, again when it lost the lead meanwhile. */
  void leads(String node, IntSupplier command) throws Exception {
    int exitCode = -1;
    for (int tries = 0; exitCode != 0 && tries < 10; tries++) {
      lead(node);
      exitCode = command.getAsInt();
    }
    assertThat(exitCode).isZero();
  }

  private boolean leads(String node, NodeId wanted) {
    return daemon(node).raft().role() == Ordering.Role.LEADER
        && running().stream()
            .filter(validators()::contains) // a newcomer knows of no leader until one adds it
            .allMatch(other -> daemon(other).raft().leader().filter(wanted::equals).isPresent());
  }

  /** A leader that has just begun, or whose successor is behind, may not be able to yet. */
  private void handOver(String node, NodeId successor) throws InterruptedException {
    if (config(node).node().id().equals(successor.text())
        || daemon(node).raft().role() != Ordering.Role.LEADER) {
      return;
    }
    try {
      daemon(node).raft().transferLeadership(successor);
    } catch (IOException e) {
      Thread.sleep(250); // asked again until the deadline
    }
  }

  /** Waits until every node that runs has the newest block that one of them has, and its seal. */
  void awaitSealed() throws Exception {
    long height = newestHeight();
    for (String node : running()) {
      await(
          node,
          status ->
              !status.getLeader().isEmpty()
                  && status.getHeight() >= height
                  && status.getSealedSize() == status.getSize());
    }
  }

  private long newestHeight() {
    return running().stream()
        .mapToLong(node -> daemon(node).ledger().tip().header().height().value())
        .max()
        .orElseThrow();
  }

  /** Submits a record that must be accepted; returns its height. */
  long accept(LedgerClient client, TestRecord record) throws IOException {
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    long height = outcome.getReceipt().getHeight();
    // The node that is asked next may be behind the leader that gave the receipt.
    assertThat(client.receipt(record.id().hex(), height).hasReceipt()).isTrue();
    return height;
  }

  /** Has so many validators keep a ciphertext; their receipts, as a statement carries them. */
  PrivateMatter stored(LedgerClient client, byte[] envelope, int custodians) throws Exception {
    List<CustodyReceipt> receipts = new ArrayList<>();
    for (String node : validators().stream().sorted().limit(custodians).toList()) {
      CustodyReceiptView view = client.storePrivate(uri(node), envelope);
      receipts.add(
          new CustodyReceipt(
              new OrgId(view.getCustodian()),
              KeyName.parse(view.getKey()),
              new Timestamp(view.getTime()),
              view.getSignature()));
    }
    return new PrivateMatter(Hash.sha256(envelope), envelope.length, receipts);
  }

  /** All running nodes come to one height with equal headers, byte for byte, and none halted. */
  void assertEqual() throws Exception {
    long height = newestHeight();
    awaitHeight(running(), height);
    List<String> first = headers(running().getFirst(), height);
    for (String node : running()) {
      assertThat(headers(node, height)).as(node).isEqualTo(first);
    }
    assertThat(halts).isEmpty();
  }

  /** Stops all nodes; then each store must be sound when it is executed again. */
  void assertSound() throws IOException {
    close();
    for (String node : nodes()) {
      assertThat(Fsck.check(layout(node), height -> {}).findings()).as(node).isEmpty();
    }
  }

  private List<String> headers(String node, long height) {
    return blocks(node, height).stream()
        .map(header -> new String(header.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .toList();
  }

  /** The headers of a node from the first block to that height. */
  List<BlockHeader> blocks(String node, long height) {
    List<BlockHeader> headers = new ArrayList<>();
    try (LedgerReader reader = reader(node)) {
      for (long h = 0; h <= height; h++) {
        headers.add(reader.header(new Height(h)).orElseThrow());
      }
    }
    return headers;
  }

  @Override
  public void close() {
    stopAll();
  }

  /** Stops every node; they can be started again. */
  @Override
  void stopAll() {
    // All at once: a node that is alone does not wait for the others.
    List<Thread> closing = new ArrayList<>();
    for (NodeDaemon daemon : running.values()) {
      closing.add(Thread.ofPlatform().start(daemon::close));
    }
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    running.clear();
  }
}
