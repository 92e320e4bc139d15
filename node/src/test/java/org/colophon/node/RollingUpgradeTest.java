package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.contract.Disputes;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.Times;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.StatusView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases are upgraded one node at a time under load, and the feature level is raised. */
final class RollingUpgradeTest {
  private static final Level SECOND = new Level(2);

  @TempDir private Path directory;

  /** A creator that declares one work after another until it is told to end. */
  private static final class Load implements AutoCloseable {
    private final InProcessNetwork network;
    private final Actor creator;
    private final List<RecordId> accepted = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("load").unstarted(this::run);
    private volatile boolean ending;
    private volatile Optional<Throwable> failure = Optional.empty();

    Load(InProcessNetwork network, Actor creator) {
      this.network = network;
      this.creator = creator;
      thread.start();
    }

    private void run() {
      try (LedgerClient client = network.client("creator")) {
        TestRecords records = TestRecords.on(network.genesis().chain(), "load");
        for (int i = 0; !ending; i++) {
          acknowledged(client, records.deposit(creator, records.hash("item " + i)));
        }
      } catch (Exception | AssertionError e) {
        failure = Optional.of(e);
      }
    }

    /** The same record again while nobody says what became of it. */
    private void acknowledged(LedgerClient client, TestRecord record) throws Exception {
      while (!ending) {
        try {
          Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
          if (outcome.hasReceipt()) {
            accepted.add(record.id());
            return;
          }
          assertThat(outcome.getRefusal().getReason())
              .isIn("UNAVAILABLE", "LEVEL_UNKNOWN", "UNSEALED", "OVERLOADED");
        } catch (RpcException e) {
          // Nodes come and go here.
        }
        Thread.sleep(20);
      }
    }

    List<RecordId> end() throws InterruptedException {
      ending = true;
      thread.join();
      assertThat(failure).isEmpty();
      return accepted;
    }

    @Override
    public void close() {
      ending = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void upgrade(InProcessNetwork network, String node, Level known) throws Exception {
    network.stop(node);
    network.release(node, known);
    network.start(node);
    network.await(node, status -> !status.getLeader().isEmpty());
  }

  private static Height height(InProcessNetwork network, String node) {
    return network.daemon(node).ledger().tip().header().height();
  }

  @Test
  void nodesAreUpgradedOneByOneAndOneThatIsLeftBehindStopsByNameAndGoesOn() throws Exception {
    try (InProcessNetwork network =
        new InProcessNetwork(directory.resolve("net"), 4, 1, Suite.STANDARD, Level.FIRST)) {
      network.nodes().forEach(node -> network.release(node, Level.FIRST));
      network.startAll();
      List<String> validators = network.validators();
      String late = validators.getLast();
      List<RecordId> accepted;
      try (LedgerClient client = network.client("creator")) {
        network.awaitSealed(client);
        Actor creator = Registrations.register(network, client, "creator");
        try (Load load = new Load(network, creator)) {
          for (String node : network.nodes()) {
            if (!node.equals(late)) {
              upgrade(network, node, SECOND);
            }
          }
          assertThat(status(network, late).getLevelKnown()).isEqualTo(1);
          // The one that is left behind leads, so that it must give the lead up.
          network.lead(late);
          new MembershipVotes(network, client, validators.get(0), validators.subList(1, 3)).raise();
          network.await(late, status -> status.getAlarmsList().contains(Alarms.LEVEL_UNKNOWN));
          Height stopped = height(network, late);
          stopsByName(network, late);
          for (String node : validators.subList(0, 3)) {
            network.await(node, status -> status.getHeight() > stopped.value() + 3);
          }
          // Started again it stops again, and does no harm.
          upgrade(network, late, Level.FIRST);
          network.await(late, status -> status.getAlarmsList().contains(Alarms.LEVEL_UNKNOWN));
          assertThat(height(network, late)).isEqualTo(stopped);
          accepted = load.end();
        }
        network.awaitSealed(client);
        upgrade(network, late, SECOND);
        network.await(late, status -> status.getAlarmsList().isEmpty());
      }
      network.assertEqual();
      allStand(network, late, accepted);
      versionsRiseOnce(network, late);
      network.assertSound();
    }
  }

  private static StatusView status(InProcessNetwork network, String node) throws Exception {
    try (LedgerClient client = network.clientOf(node)) {
      return client.status(network.uri(node));
    }
  }

  /** It says why it is not ready, shows what it has, and takes nothing. */
  private static void stopsByName(InProcessNetwork network, String late) throws Exception {
    NodeDaemon daemon = network.daemon(late);
    assertThat(daemon.ledger().tip().level()).isEqualTo(SECOND);
    assertThat(daemon.ledger().tip().header().version()).isEqualTo(Level.FIRST);
    StatusView status = status(network, late);
    assertThat(status.getLevel()).isEqualTo(2);
    assertThat(status.getLevelKnown()).isEqualTo(1);
    Refusal refusal = daemon.service().submissionBlocked().orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.LEVEL_UNKNOWN);
    assertThat(refusal.detail()).contains("install a release that knows level 2");
    try (LedgerClient client = network.clientOf(late)) {
      assertThat(client.block(1).getHeight()).isEqualTo(1);
    }
  }

  private static void allStand(InProcessNetwork network, String node, List<RecordId> accepted) {
    assertThat(accepted).isNotEmpty();
    try (LedgerReader reader = network.daemon(node).ledger().read()) {
      for (RecordId id : accepted) {
        assertThat(reader.leafOf(id)).as("%s", id).isPresent();
      }
    }
  }

  private static void versionsRiseOnce(InProcessNetwork network, String node) {
    List<Integer> versions =
        network.blocks(node, height(network, node).value()).stream()
            .map(header -> header.version().number())
            .toList();
    assertThat(versions).isSorted().contains(1, 2);
  }

  @Test
  void aLeaderWhoseClockIsBehindIsDisputedByTheOthers() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0)) {
      List<String> validators = network.validators();
      String slow = validators.getFirst();
      try (LedgerClient client = network.clientOf(validators.getLast())) {
        Actor creator = Registrations.register(network, client, "creator");
        network.lead(slow);
        network.clock(slow).jump(-5_000);
        TestRecords records = network.records();
        long disputed = 0;
        for (int i = 0; i < 200 && disputed == 0; i++) {
          network.accept(client, records.deposit(creator, records.hash("item " + i)));
          Thread.sleep(100);
          disputed = firstDisputed(network, validators.getLast());
        }
        assertThat(disputed).isPositive();
        network.awaitSealed(client);
        var block = client.block(disputed);
        assertThat(block.getDisputesList())
            .allSatisfy(dispute -> {
              assertThat(dispute.getOrganisation())
                  .isNotEqualTo(network.organisationOf(slow).text());
              assertThat(dispute.getSeen() - block.getTime()).isGreaterThan(2_000);
            });
      }
      network.clock(slow).mend();
      network.assertEqual();
      network.assertSound();
    }
  }

  private static long firstDisputed(InProcessNetwork network, String node) {
    try (LedgerReader reader = network.daemon(node).ledger().read()) {
      long newest = reader.head().orElseThrow().height().value();
      for (long h = 1; h <= newest; h++) {
        if (!Times.disputes(new Height(h), reader).equals(Disputes.NONE)) {
          return h;
        }
      }
      return 0;
    }
  }
}
