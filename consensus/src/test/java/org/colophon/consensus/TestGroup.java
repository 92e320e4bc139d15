package org.colophon.consensus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.colophon.consensus.RaftSettings.Limits;
import org.colophon.consensus.RaftSettings.Member;
import org.colophon.consensus.RaftSettings.Security;
import org.colophon.consensus.RaftSettings.SnapshotPolicy;
import org.colophon.consensus.RaftSettings.Timing;
import org.colophon.core.NodeId;
import org.colophon.core.chain.Position;
import org.colophon.core.port.Ordering;
import org.colophon.testkit.PortRun;

/** Voters {@code node-1} to {@code node-n} and listeners behind them, over loopback. */
final class TestGroup implements AutoCloseable {
  static final UUID GROUP = UUID.fromString("c0100f04-0000-4000-8000-000000000001");
  static final SnapshotPolicy LAZY = new SnapshotPolicy(100_000, 1L << 40, 1L << 40, 0);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** One node's belongings. */
  static final class Site {
    final Member member;
    final Path directory;
    TestReplica.Disk disk = new TestReplica.Disk();
    TestReplica replica = new TestReplica(disk, false);
    RaftNode node;
    boolean running;
    boolean poisonable;

    @SuppressWarnings("NullAway.Init")
    Site(Member member, Path directory) {
      this.member = member;
      this.directory = directory;
    }
  }

  final Map<NodeId, Site> sites = new TreeMap<>();
  final Map<NodeId, Position> halts = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<NodeId> fetches = new ConcurrentLinkedQueue<>();
  final AtomicInteger fetchesToFail = new AtomicInteger();
  final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
  Function<NodeId, Security> security = node -> new Security.Unprotected();
  SnapshotPolicy snapshots = LAZY;
  Limits limits = new Limits(1 << 20, 1 << 20, 512, 16 << 20);
  Timing timing = new Timing(500, 1_000, 2_000, 30_000);
  private final List<Member> members = new ArrayList<>();

  TestGroup(Path root, int voters, int listeners) throws IOException {
    int port = PortRun.of(voters + listeners);
    for (int i = 1; i <= voters + listeners; i++) {
      members.add(new Member(new NodeId("node-" + i), "127.0.0.1", port + i - 1, i <= voters));
    }
    for (Member member : members) {
      sites.put(member.node(), new Site(member, root.resolve(member.node().text())));
    }
  }

  static NodeId id(int number) {
    return new NodeId("node-" + number);
  }

  RaftSettings settings(Site site) {
    return RaftSettings.of(
            site.member.node(),
            GROUP,
            new RaftSettings.Bind("127.0.0.1", site.member.port()),
            site.directory,
            members,
            security.apply(site.member.node()))
        .with(timing)
        .with(limits)
        .with(snapshots)
        .withClock(clockMs::incrementAndGet);
  }

  Site start(NodeId id) throws IOException {
    return start(id, false);
  }

  Site startCrashingAfterInstall(NodeId id) throws IOException {
    return start(id, true);
  }

  private Site start(NodeId id, boolean crashAfterInstall) throws IOException {
    Site site = site(id);
    site.replica = new TestReplica(site.disk, site.poisonable);
    site.replica.crashAfterInstall = crashAfterInstall;
    site.node =
        RaftNode.start(
            settings(site),
            site.replica,
            this::fetch,
            (position, cause) -> halts.put(id, position));
    site.running = true;
    return site;
  }

  private void fetch(NodeId leader, Path into) throws IOException {
    fetches.add(leader);
    if (fetchesToFail.getAndDecrement() > 0) {
      Files.writeString(into.resolve("ledger"), "half");
      throw new IOException("connection lost");
    }
    site(leader).disk.copyTo(into);
  }

  void startAll() throws IOException {
    for (NodeId id : sites.keySet()) {
      start(id);
    }
  }

  /** Ends a node as a power cut would: nothing more is flushed. */
  void kill(NodeId id) {
    Site site = site(id);
    site.replica.crash();
    site.node.abort();
    site.running = false;
  }

  void stop(NodeId id) {
    Site site = site(id);
    site.node.close();
    site.running = false;
  }

  /** Takes everything from a node that does not run. */
  void wipe(NodeId id) throws IOException {
    Site site = site(id);
    site.disk = new TestReplica.Disk();
    try (Stream<Path> files = Files.walk(site.directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Site site(NodeId id) {
    Site site = sites.get(id);
    if (site == null) {
      throw new IllegalArgumentException(id.text());
    }
    return site;
  }

  RaftNode node(NodeId id) {
    return site(id).node;
  }

  NodeId awaitLeader() {
    await("a leader", () -> running().anyMatch(s -> s.node.role() == Ordering.Role.LEADER));
    return running()
        .filter(s -> s.node.role() == Ordering.Role.LEADER)
        .findFirst()
        .orElseThrow()
        .member
        .node();
  }

  NodeId someFollower() {
    NodeId leader = awaitLeader();
    return running()
        .filter(s -> s.member.votes() && !s.member.node().equals(leader))
        .findFirst()
        .orElseThrow()
        .member
        .node();
  }

  Stream<Site> running() {
    return sites.values().stream().filter(s -> s.running);
  }

  /** Waits until all running nodes have applied this many entries. */
  void awaitApplied(int count) {
    await(
        count + " entries on all",
        () -> running().allMatch(s -> s.replica.items().size() >= count));
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** All at once, since each waits for the others otherwise. */
  @Override
  public void close() {
    List<Thread> closing =
        running().map(s -> Thread.ofPlatform().start(() -> s.node.abort())).toList();
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
