package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.Ordering;
import org.colophon.crypto.Hash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed can be proved without any node; what is not sealed cannot be had as evidence. */
final class EvidenceTest {
  private static final Duration IMPATIENT = Duration.ofSeconds(4);

  @TempDir private Path directory;

  private static EvidenceReport verify(byte[] zip, Genesis genesis, Hash file) {
    return EvidenceVerifier.verify(
        zip,
        EvidenceVerifier.Options.of(
            Optional.of(genesis), Optional.of(file), new Timestamp(System.currentTimeMillis())));
  }

  @Test
  void aBundleVerifiesWhenAllNodesAreGone() throws Exception {
    Path net = directory.resolve("net");
    Genesis genesis;
    byte[] zip;
    Hash file;
    try (InProcessNetwork network = InProcessNetwork.started(net, 4, 1);
        LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      genesis = network.genesis();
      TestRecords records = network.records();
      file = records.hash("a novel");
      TestRecord work = records.declare(creator, file);
      long height = network.accept(client, work);
      // Another node than the one that took it answers the same bytes once both have the seal.
      zip = client.evidence(work.id().hex(), height);
      assertThatThrownBy(() -> client.evidence(records.hash("nothing").hex(), 0))
          .isInstanceOfSatisfying(
              RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }
    Directories.delete(net);
    EvidenceReport report = verify(zip, genesis, file);
    assertThat(report.verified()).as("%s", report.checks()).isTrue();
    assertThat(verify(zip, genesis, Hash.sha256(new byte[0])).verified()).isFalse();
    for (int at = 0; at < zip.length; at += 1 + zip.length / 200) {
      byte[] flipped = zip.clone();
      flipped[at] ^= 1;
      assertThat(verify(flipped, genesis, file).verified()).as("byte %d", at).isFalse();
    }
  }

  @Test
  void withoutAMajorityNothingIsAcknowledgedAndWritesComeBackWithTheNodes() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      network.awaitSealed(client);
      TestRecords records = network.records();
      List<String> validators = network.validators();
      network.stop(validators.get(0));
      network.stop(validators.get(1));
      TestRecord work = records.declare(creator, records.hash("while two are away"));
      assertNotAcknowledged(network, work, Reason.UNAVAILABLE);
      network.start(validators.get(0));
      network.start(validators.get(1));
      // The same record again: it stands once, whether or not the first try was ordered.
      Outcome outcome = client.submit(List.of(work.bytes())).getFirst();
      assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
      // Each node that is asked may still be behind the leader that gave the receipt.
      long height = outcome.getReceipt().getHeight();
      assertThat(client.receipt(work.id().hex(), height).hasReceipt()).isTrue();
      assertThat(client.evidence(work.id().hex(), height)).isNotEmpty();
      network.assertEqual();
      network.assertSound();
    }
  }

  @Test
  void whatNoQuorumHasSealedIsNoEvidenceAndInTheEndStopsTheWrites() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      network.awaitSealed(client);
      TestRecords records = network.records();
      // Three still order; one of them signs nothing, so no quorum seals.
      List<String> followers = followers(network);
      String away = followers.get(0);
      String silent = followers.get(1);
      network.stop(away);
      network.stop(silent);
      Path proof = network.layout(silent).forks().resolve("a-proof.txt");
      Files.writeString(proof, "two roots");
      network.start(silent);
      network.await(silent, status -> status.getAlarmsList().contains("FORK"));

      TestRecord work = records.declare(creator, records.hash("not sealed"));
      long height = network.accept(client, work);
      try (LedgerClient impatient = impatient(network)) {
        assertThat(impatient.receipt(work.id().hex(), height).getSealed()).isFalse();
        assertThatThrownBy(() -> impatient.evidence(work.id().hex(), height))
            .isInstanceOfSatisfying(
                RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSEALED));
      }
      network.passTime(genesisTolerance(network) + 1_000);
      TestRecord late = records.declare(creator, records.hash("too late"));
      assertNotAcknowledged(network, late, Reason.UNSEALED);

      network.start(away);
      Outcome outcome = client.submit(List.of(late.bytes())).getFirst();
      assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
      long newest = outcome.getReceipt().getHeight();
      assertThat(client.evidence(work.id().hex(), newest)).isNotEmpty();
      assertThat(client.evidence(late.id().hex(), newest)).isNotEmpty();
      network.assertEqual();
      network.assertSound();
    }
  }

  private static long genesisTolerance(InProcessNetwork network) throws IOException {
    return network.genesis().limits().timeToleranceMs();
  }

  /** All but the leader, once there is one. */
  private static List<String> followers(InProcessNetwork network) throws InterruptedException {
    while (true) {
      List<String> followers =
          network.running().stream()
              .filter(n -> network.daemon(n).raft().role() == Ordering.Role.FOLLOWER)
              .toList();
      if (followers.size() == network.running().size() - 1) {
        return followers;
      }
      Thread.sleep(50);
    }
  }

  private static LedgerClient impatient(InProcessNetwork network) throws Exception {
    return network.client("creator", network.running(), IMPATIENT);
  }

  /** A node keeps trying longer than an impatient caller, who then only knows that it is late. */
  private static void assertNotAcknowledged(
      InProcessNetwork network, TestRecord record, Reason reason) throws Exception {
    try (LedgerClient impatient = impatient(network)) {
      Outcome outcome = impatient.submit(List.of(record.bytes())).getFirst();
      assertThat(outcome.hasReceipt()).as("%s", outcome).isFalse();
      assertThat(outcome.getRefusal().getReason()).isEqualTo(reason.name());
    } catch (RpcException e) {
      assertThat(e.reason()).isIn(reason, Reason.UNAVAILABLE);
    }
  }
}
