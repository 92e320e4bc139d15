package org.colophon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.consensus.TestGroup.id;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.colophon.consensus.RaftSettings.SnapshotPolicy;
import org.colophon.core.NodeId;
import org.colophon.core.port.Ordering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  @TempDir Path root;

  private static void submitAll(RaftNode node, String prefix, int count) throws Exception {
    List<CompletableFuture<byte[]>> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      replies.add(node.submit(TestReplica.entry(prefix + "/" + i + "/" + "x".repeat(2_000))));
    }
    for (CompletableFuture<byte[]> reply : replies) {
      reply.get(120, TimeUnit.SECONDS);
    }
  }

  private static void assertSameEverywhere(TestGroup group, int count) {
    group.awaitApplied(count);
    List<TestReplica.Item> expected = group.running().findFirst().orElseThrow().replica.items();
    assertThat(expected).hasSize(count);
    group.running().forEach(s -> assertThat(s.replica.items()).isEqualTo(expected));
  }

  /** Nothing acknowledged is lost, and nothing is applied twice, when a leader dies under load. */
  @Test
  void survivesTheDeathOfItsLeaderUnderLoad() throws Exception {
    try (TestGroup group = new TestGroup(root, 4, 1)) {
      group.snapshots = new SnapshotPolicy(50, 1L << 40, 1L << 40, 1L << 40);
      group.startAll();
      NodeId leader = group.awaitLeader();
      List<String> acknowledged = new ArrayList<>();
      AtomicBoolean stop = new AtomicBoolean();
      AtomicLong killedNs = new AtomicLong();
      AtomicLong resumedNs = new AtomicLong();
      List<Thread> load = new ArrayList<>();
      for (NodeId from : List.of(group.someFollower(), id(5))) {
        for (int t = 0; t < 4; t++) {
          String prefix = from + "-" + t + "-";
          load.add(
              Thread.ofPlatform()
                  .start(() -> {
                    for (int i = 0; !stop.get(); i++) {
                      String text = prefix + i;
                      long sentNs = System.nanoTime();
                      try {
                        group.node(from).submit(TestReplica.entry(text)).get(120, TimeUnit.SECONDS);
                      } catch (Exception e) {
                        continue;
                      }
                      if (killedNs.get() != 0 && sentNs > killedNs.get()) {
                        resumedNs.compareAndSet(0, System.nanoTime());
                      }
                      synchronized (acknowledged) {
                        acknowledged.add(text);
                      }
                    }
                  }));
        }
      }
      TestGroup.await("load", () -> group.site(leader).replica.items().size() > 300);
      killedNs.set(System.nanoTime());
      group.kill(leader);
      TestGroup.await("service after the leader's death", () -> resumedNs.get() != 0);
      System.out.printf(
          "fail-over: %d ms until the first entry sent after the kill was applied%n",
          (resumedNs.get() - killedNs.get()) / 1_000_000);
      TestReplica.Disk disk = group.site(leader).disk;
      assertThat(disk.items()).isNotEmpty();
      int before = disk.items().size();
      group.start(leader);
      Thread.sleep(500);
      stop.set(true);
      for (Thread thread : load) {
        thread.join();
      }
      int total = group.running().mapToInt(s -> s.replica.items().size()).max().orElseThrow();
      assertSameEverywhere(group, total);
      List<String> applied = TestReplica.texts(group.site(leader).replica.items());
      assertThat(applied).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(applied.size()).isGreaterThan(before);
    }
  }

  @Test
  void bringsNewAndLongAbsentNodesTheLedgerOnceTheLogIsPurged() throws Exception {
    try (TestGroup group = new TestGroup(root, 4, 1)) {
      group.snapshots = new SnapshotPolicy(20, 1L << 40, 1L << 40, 0);
      group.limits = new RaftSettings.Limits(1 << 20, 64 << 10, 512, 16 << 20);
      for (int i = 1; i <= 4; i++) {
        group.start(id(i));
      }
      NodeId leader = group.awaitLeader();
      NodeId absent = group.someFollower();
      submitAll(group.node(leader), "a", 50);
      group.awaitApplied(50);
      group.stop(absent);
      submitAll(group.node(leader), "b", 200);
      TestGroup.await(
          "a purged log", () -> group.running().noneMatch(s -> hasFirstSegment(s.directory)));

      // The listener has never been there; its first copy comes only half.
      group.fetchesToFail.set(1);
      group.start(id(5));
      assertSameEverywhere(group, 250);
      assertThat(group.site(id(5)).replica.installed.get()).isPositive();
      assertThat(group.fetches).hasSizeGreaterThanOrEqualTo(2).doesNotContain(id(5));

      group.start(absent);
      assertSameEverywhere(group, 250);
      assertThat(group.site(absent).replica.installed.get()).isPositive();

      // It dies when the ledger is installed and Raft does not know yet.
      group.stop(absent);
      submitAll(group.node(leader), "c", 200);
      group.site(absent).directory.resolve("incoming").toFile().mkdirs();
      Files.writeString(group.site(absent).directory.resolve("incoming/ledger"), "half");
      TestGroup.Site site = group.startCrashingAfterInstall(absent);
      TestGroup.await("installation", () -> site.replica.installed.get() > 0);
      group.kill(absent);
      group.start(absent);
      submitAll(group.node(absent), "d", 10);
      assertSameEverywhere(group, 460);
      assertThat(site.directory.resolve("incoming")).doesNotExist();

      // A voter that lost everything.
      group.stop(absent);
      group.wipe(absent);
      group.start(absent);
      submitAll(group.node(absent), "e", 10);
      assertSameEverywhere(group, 470);
    }
  }

  @Test
  void keepsTheLogThatAnAbsentNodeLacks() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      NodeId absent = startWithAnAbsentNode(group, 1L << 40);
      submitAll(group.node(group.awaitLeader()), "away", 200);
      flushOnAll(group);
      assertThat(group.running()).allMatch(s -> hasFirstSegment(s.directory));

      group.start(absent);
      assertSameEverywhere(group, 210);
      assertThat(group.fetches).isEmpty();
      // A node knows only after a while what the others have.
      for (int i = 0; group.running().anyMatch(s -> hasFirstSegment(s.directory)); i++) {
        assertThat(i).isLessThan(100);
        submitAll(group.node(group.awaitLeader()), "back" + i, 20);
        Thread.sleep(100);
      }
    }
  }

  @Test
  void keepsNoMoreLogForAnAbsentNodeThanItsBound() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      long bytesMax = 256 << 10;
      NodeId absent = startWithAnAbsentNode(group, bytesMax);
      submitAll(group.node(group.awaitLeader()), "away", 400);
      TestGroup.await(
          "a log within its bound",
          () -> group.running().allMatch(s -> logBytes(s.directory) <= bytesMax + (64 << 10)));

      group.start(absent);
      assertSameEverywhere(group, 410);
      assertThat(group.fetches).isNotEmpty();
    }
  }

  @Test
  void aLeaderThatDiesWhileAllIsQuietFindsItsLogContinued() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      group.snapshots = new SnapshotPolicy(20, 1L << 40, 1L << 40, 1L << 40);
      group.limits = new RaftSettings.Limits(1 << 20, 64 << 10, 512, 16 << 20);
      group.startAll();
      NodeId dead = group.awaitLeader();
      submitAll(group.node(dead), "a", 100);
      group.awaitApplied(100);
      // Each knows by now that all have everything; the next leader's term begins right behind.
      Thread.sleep(1_000);
      group.kill(dead);
      submitAll(group.node(group.awaitLeader()), "without", 100);
      TestGroup.await(
          "a flush on all", () -> group.running().allMatch(s -> s.disk.items().size() > 180));

      group.start(dead);
      assertSameEverywhere(group, 200);
      assertThat(group.fetches).isEmpty();
    }
  }

  /** Ten entries everywhere; then one of three stops. Log files of 64 KiB hold some 60 entries. */
  private static NodeId startWithAnAbsentNode(TestGroup group, long logBytesMax) throws Exception {
    group.snapshots = new SnapshotPolicy(20, 1L << 40, 1L << 40, logBytesMax);
    group.limits = new RaftSettings.Limits(1 << 20, 64 << 10, 512, 16 << 20);
    group.startAll();
    submitAll(group.node(group.awaitLeader()), "a", 10);
    group.awaitApplied(10);
    NodeId absent = group.someFollower();
    group.stop(absent);
    return absent;
  }

  private static void flushOnAll(TestGroup group) {
    TestGroup.await(
        "a flush on all", () -> group.running().allMatch(s -> s.disk.items().size() > 100));
  }

  private static long logBytes(Path directory) {
    return logFiles(directory).stream().mapToLong(f -> f.toFile().length()).sum();
  }

  private static boolean hasFirstSegment(Path directory) {
    return logFiles(directory).stream()
        .anyMatch(f -> f.getFileName().toString().matches("log_(inprogress_)?0(-.*)?"));
  }

  private static List<Path> logFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(f -> f.getFileName().toString().startsWith("log_")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void flushesByBytesAndByAge() throws Exception {
    try (TestGroup group = new TestGroup(root, 1, 0)) {
      group.snapshots = new SnapshotPolicy(100_000, 10_000, 500, 0);
      group.startAll();
      RaftNode node = group.node(group.awaitLeader());
      submitAll(node, "bytes", 20);
      TestGroup.await("a flush by bytes", () -> group.site(id(1)).disk.items().size() == 20);
      node.submit(TestReplica.entry("age")).get(120, TimeUnit.SECONDS);
      TestGroup.await("a flush by age", () -> group.site(id(1)).disk.items().size() == 21);
      TestGroup.await("its end", () -> node.durable().equals(group.site(id(1)).disk.end()));
    }
  }

  @Test
  void flushesWhenItClosesAndLeavesNoThreads() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      group.startAll();
      NodeId leader = group.awaitLeader();
      submitAll(group.node(leader), "a", 20);
      group.awaitApplied(20);
      group.stop(leader);
      assertThat(group.site(leader).disk.items()).hasSize(20);
      assertThat(group.node(leader).role()).isEqualTo(Ordering.Role.CLOSED);
      assertThatThrownBy(
              () -> group.node(leader).submit(TestReplica.entry("late")).get(9, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
      TestGroup.await("threads to end", () -> threadsOf(leader).isEmpty());
      assertThat(group.halts).isEmpty();
      // The others elected meanwhile, or were handed the lead.
      assertThat(group.awaitLeader()).isNotEqualTo(leader);
      group.start(leader);
      submitAll(group.node(leader), "b", 20);
      assertSameEverywhere(group, 40);
    }
  }

  private static List<String> threadsOf(NodeId node) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(n -> n.startsWith(node.text() + "@") || n.startsWith("colophon-raft-" + node))
        .toList();
  }

  @Test
  void doesNotCountListeners() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 2)) {
      group.timing = new RaftSettings.Timing(500, 1_000, 2_000, 15_000);
      group.startAll();
      NodeId leader = group.awaitLeader();
      submitAll(group.node(id(4)), "a", 5);
      group.awaitApplied(5);
      group.kill(leader);
      group.kill(
          group.sites.keySet().stream().filter(n -> !n.equals(leader)).findFirst().orElseThrow());
      // Three of five are left, one of three voters.
      assertThatThrownBy(
              () -> group.node(id(4)).submit(TestReplica.entry("late")).get(120, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageContaining("outcome unknown");
      assertThat(group.running().map(s -> s.node.role())).doesNotContain(Ordering.Role.LEADER);
      assertThat(group.node(id(4)).role()).isEqualTo(Ordering.Role.LISTENER);
      group.running().forEach(s -> assertThat(s.replica.items()).hasSize(5));
    }
  }

  /** A successor that is still behind is not taken; it is named again. */
  private static boolean leads(TestGroup group, NodeId wanted) {
    NodeId now = group.awaitLeader();
    if (!now.equals(wanted)) {
      try {
        group.node(now).transferLeadership(wanted);
      } catch (IOException e) {
        return false;
      }
    }
    return group.node(wanted).role() == Ordering.Role.LEADER;
  }

  @Test
  void haltsOnlyTheNodeWhoseLedgerBreaks() throws Exception {
    try (TestGroup group = new TestGroup(root, 4, 0)) {
      group.site(id(2)).poisonable = true;
      group.startAll();
      TestGroup.await("the new leader", () -> leads(group, id(2)));
      submitAll(group.node(id(1)), "a", 3);
      group.awaitApplied(3);
      // The leader itself breaks; the entry stands, and the next leader answers for it.
      byte[] reply =
          group.node(id(1)).submit(TestReplica.entry("poison")).get(120, TimeUnit.SECONDS);
      assertThat(TestReplica.reply(reply)).isEqualTo("done poison");
      TestGroup.await("the entry", () -> group.site(id(1)).replica.items().size() == 4);
      TestGroup.await("the halt", () -> group.halts.containsKey(id(2)));
      TestGroup.await("the end", () -> group.node(id(2)).role() == Ordering.Role.CLOSED);
      assertThat(group.halts)
          .containsEntry(id(2), group.site(id(1)).replica.items().getLast().position());
      assertThat(group.site(id(2)).replica.items()).hasSize(3);
      assertThat(group.site(id(2)).disk.items()).isEmpty();
      assertThat(group.halts).containsOnlyKeys(id(2));
    }
  }

  @Test
  void refusesTheDirectoryOfAnotherGroupOrNode() throws Exception {
    try (TestGroup group = new TestGroup(root, 2, 0)) {
      group.start(id(1));
      group.stop(id(1));
      TestGroup.Site mine = group.site(id(1));
      TestGroup.Site other = group.site(id(2));
      Map<String, String> refusals = new HashMap<>();
      refusals.put(
          "node",
          refusal(group, new TestGroup.Site(other.member, mine.directory), TestGroup.GROUP));
      refusals.put("group", refusal(group, mine, new UUID(1, 2)));
      assertThat(refusals.get("node"))
          .contains("identity", "node: node-1", "expected", "node: node-2");
      assertThat(refusals.get("group")).contains("group: " + TestGroup.GROUP, "expected");

      Files.createDirectories(other.directory);
      Files.writeString(other.directory.resolve("stray"), "something");
      assertThat(refusal(group, other, TestGroup.GROUP)).contains("expected: an empty directory");

      group.start(id(1));
      group.stop(id(1));
    }
  }

  private static String refusal(TestGroup group, TestGroup.Site site, UUID id) {
    RaftSettings settings = group.settings(site);
    RaftSettings changed =
        new RaftSettings(
            settings.node(),
            id,
            settings.bind(),
            settings.directory(),
            settings.members(),
            settings.security(),
            settings.timing(),
            settings.limits(),
            settings.snapshots(),
            settings.clockMs());
    try {
      RaftNode.start(changed, site.replica, (leader, into) -> {}, (position, cause) -> {}).close();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void refusesADamagedOrMissingLog() throws Exception {
    try (TestGroup group = new TestGroup(root, 1, 0)) {
      group.startAll();
      submitAll(group.node(group.awaitLeader()), "a", 200);
      group.stop(id(1));
      Path directory = group.site(id(1)).directory;
      // The ledger is one step behind, so the damaged entry would be needed.
      group.site(id(1)).disk = new TestReplica.Disk();
      Path log = logFiles(directory).getFirst();
      byte[] good = Files.readAllBytes(log);
      byte[] bad = good.clone();
      bad[bad.length / 4] ^= 1;
      Files.write(log, bad);
      assertThatThrownBy(() -> group.start(id(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("node-1: Raft does not start");
      assertThat(Files.readAllBytes(log)).isEqualTo(bad);

      Files.write(log, good);
      group.start(id(1));
      group.awaitApplied(200);
      group.stop(id(1));

      Files.move(directory.resolve("raft"), root.resolve("away"));
      assertThatThrownBy(() -> group.start(id(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the log is gone");
    }
  }

  @Test
  void refusesATakenPort() throws Exception {
    try (TestGroup group = new TestGroup(root, 1, 0);
        ServerSocket taken =
            new ServerSocket(
                group.site(id(1)).member.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> group.start(id(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("node-1: Raft does not start");
      TestGroup.await("threads to end", () -> threadsOf(id(1)).isEmpty());
    }
  }
}
