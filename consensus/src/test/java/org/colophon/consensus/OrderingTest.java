package org.colophon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.consensus.TestGroup.id;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.port.Ordering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderingTest {
  @TempDir Path root;

  private static String get(CompletableFuture<byte[]> reply) throws Exception {
    return TestReplica.reply(reply.get(120, TimeUnit.SECONDS));
  }

  @Test
  void ordersSubmissionsOfAllNodesEquallyEverywhere() throws Exception {
    try (TestGroup group = new TestGroup(root, 4, 1)) {
      group.startAll();
      NodeId leader = group.awaitLeader();
      AtomicInteger changes = new AtomicInteger();
      group.node(leader).onRoleChange(changes::incrementAndGet);
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      for (int round = 0; round < 40; round++) {
        for (NodeId node : group.sites.keySet()) {
          replies.add(group.node(node).submit(TestReplica.entry(node + "/" + round)));
        }
      }
      for (CompletableFuture<byte[]> reply : replies) {
        assertThat(get(reply)).startsWith("done node-");
      }
      group.awaitApplied(200);
      List<TestReplica.Item> expected = group.site(leader).replica.items();
      assertThat(expected).hasSize(200);
      assertThat(expected.stream().map(TestReplica.Item::text).distinct()).hasSize(200);
      // The clock of the test never stands still, so the stamps show the order of appending.
      assertThat(expected.stream().map(TestReplica.Item::stamp).toList())
          .isSorted()
          .doesNotHaveDuplicates();
      group.running().forEach(s -> assertThat(s.replica.items()).isEqualTo(expected));
      group.running().forEach(s -> assertThat(s.replica.prepared.get()).isPositive());

      assertThat(group.node(id(5)).role()).isEqualTo(Ordering.Role.LISTENER);
      // A busy machine may have elected another one meanwhile.
      TestGroup.await(
          "match indexes",
          () -> {
            NodeId now = group.awaitLeader();
            List<Ordering.Peer> peers = group.node(now).peers();
            return group.node(id(5)).leader().equals(Optional.of(now))
                && peers.size() == 4
                && peers.stream().allMatch(p -> p.matchIndex() >= 200)
                && peers.stream()
                    .filter(p -> !p.votes())
                    .map(Ordering.Peer::node)
                    .toList()
                    .equals(List.of(id(5)));
          });
    }
  }

  @Test
  void tellsTheSubmitterWhyTheLeaderRefused() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 1)) {
      group.startAll();
      NodeId leader = group.awaitLeader();
      for (NodeId node : List.of(leader, group.someFollower(), id(4))) {
        assertThatThrownBy(() -> get(group.node(node).submit(TestReplica.entry("refuse me"))))
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOfSatisfying(
                RefusedException.class,
                e -> {
                  assertThat(e.refusal().reason()).isEqualTo(Reason.UNSEALED);
                  assertThat(e.refusal().detail()).isEqualTo("unsealed: 9 blocks (max: 8)");
                });
      }
      assertThat(get(group.node(id(4)).submit(TestReplica.entry("fine")))).isEqualTo("done fine");
      group.awaitApplied(1);
      assertThat(TestReplica.texts(group.site(leader).replica.items())).containsExactly("fine");
    }
  }

  @Test
  void refusesWhatIsTooLargeOrTooMuch() throws Exception {
    try (TestGroup group = new TestGroup(root, 1, 0)) {
      group.limits = new RaftSettings.Limits(1 << 10, 1 << 20, 4, 1 << 12);
      group.startAll();
      RaftNode node = group.node(group.awaitLeader());
      assertThatThrownBy(() -> get(node.submit(new byte[(1 << 10) + 1])))
          .cause()
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().reason()).isEqualTo(Reason.TOO_LARGE));
      List<CompletableFuture<byte[]>> replies = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        replies.add(node.submit(TestReplica.entry("entry " + i)));
      }
      int done = 0;
      int refused = 0;
      for (CompletableFuture<byte[]> reply : replies) {
        try {
          get(reply);
          done++;
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  RefusedException.class,
                  r -> assertThat(r.refusal().reason()).isEqualTo(Reason.OVERLOADED));
          refused++;
        }
      }
      assertThat(refused).isPositive();
      assertThat(group.site(id(1)).replica.items()).hasSize(done);
    }
  }
}
