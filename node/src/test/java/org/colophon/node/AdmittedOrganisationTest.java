package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.OrgKind;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.doctor.Doctor;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.rpc.server.Examination.Severity;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Organisations that founded nothing come to a running network by votes, each with a CA of another
 * technology than the founders', and one of them goes by votes again.
 */
final class AdmittedOrganisationTest {
  private static final String LEADER = "court-1";
  private static final String OTHER = "court-2";

  @TempDir private Path directory;

  @Test
  void comesWithACaOfItsOwnTechnologyServesSubmitsAndGoes() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient founders = network.client("creator")) {
      MembershipVotes votes =
          new MembershipVotes(network, founders, OTHER, List.of("ip-office-1", "notary-1"));
      Newcomer west = Newcomer.init(network, "west", OrgKind.PROCURATORATE, KeyKind.RSA);
      Newcomer east = Newcomer.init(network, "east", OrgKind.PLATFORM, KeyKind.ED25519);
      List<NodeConfig.Peer> peers = Newcomer.with(network.config(LEADER).peers(), west, east);
      west.prepare(network, peers);
      east.prepare(network, peers);
      assertThatThrownBy(() -> network.start(west.id()))
          .as("before the vote")
          .isInstanceOf(IOException.class)
          .hasMessageContaining("west-1 is not a node of");

      votes.admit(west.organisation());
      votes.admit(east.organisation());
      join(network, peers, west, east);
      List<RecordId> recorded = new ArrayList<>();
      for (Newcomer newcomer : List.of(west, east)) {
        recorded.add(serves(network, newcomer));
      }

      suspended(network, votes, west, east);
      network.awaitSealed(founders);
      for (RecordId id : recorded) {
        EvidenceReport report = verify(network, founders.evidence(id.hex(), 0));
        assertThat(report.verified()).as("%s", report.failure()).isTrue();
      }
      network.stop(west.id());
      network.assertEqual();
      network.assertSound();
    }
  }

  /** As operators do: the leader's settings name the new nodes, they start, and it adds them. */
  private static void join(
      InProcessNetwork network, List<NodeConfig.Peer> peers, Newcomer... newcomers)
      throws Exception {
    network.stop(LEADER);
    network.configure(LEADER, config -> config.with(peers));
    network.start(LEADER);
    for (Newcomer newcomer : newcomers) {
      assertThat(Preflight.mistakes(network.config(newcomer.id()))).isEmpty();
      network.start(newcomer.id());
      network.leads(
          LEADER,
          () ->
              ColophonNode.run(
                  "member",
                  "add",
                  "--config",
                  network.directory.resolve(LEADER).resolve("node.yaml").toString(),
                  newcomer.peer().id()));
    }
  }

  /** Its node catches up and takes what its own people record; returns the record. */
  private static RecordId serves(InProcessNetwork network, Newcomer newcomer) throws Exception {
    Actor clerk = newcomer.subject(newcomer.id() + "-clerk");
    TestRecords records = TestRecords.on(network.genesis().chain(), newcomer.id());
    TestRecord deposit = records.deposit(clerk, records.hash("item"));
    try (LedgerClient own = newcomer.client(network, clerk.subject().text(), newcomer.id())) {
      network.accept(own, records.register(newcomer.signer(), clerk));
      network.accept(own, deposit);
      StatusView status = network.awaitSealed(own);
      assertThat(status.getValiditiesList())
          .extracting(ValidityView::getWhat)
          .contains("TLS", "CA");
      assertThat(status.getValiditiesList()).noneMatch(ValidityView::getDue);
      assertWell(network, newcomer.id());
      assertWell(network, LEADER);
      assertThat(own.subject(clerk.subject().text(), 0).getSubject())
          .isEqualTo(clerk.subject().text());
      EvidenceReport report = verify(network, own.evidence(deposit.id().hex(), 0));
      assertThat(report.verified()).as("%s", report.failure()).isTrue();
    }
    return deposit.id();
  }

  /** To the operator's doctor, who knows the members by the votes that made them. */
  private static void assertWell(InProcessNetwork network, String organisation) throws Exception {
    Path settings = network.directory.resolve(organisation).resolve("node.yaml");
    assertThat(Doctor.examine(settings, System::currentTimeMillis))
        .noneMatch(finding -> finding.severity() == Severity.ERROR)
        .anySatisfy(finding -> {
          assertThat(finding.topic()).isEqualTo("quorum");
          assertThat(finding.severity()).isEqualTo(Severity.OK);
        });
  }

  /** Over the connection that stands, by name; over a new one not at all. */
  private static void suspended(
      InProcessNetwork network, MembershipVotes votes, Newcomer going, Newcomer staying)
      throws Exception {
    String clerk = going.id() + "-clerk";
    TestRecords records = TestRecords.on(network.genesis().chain(), "after the suspension");
    try (LedgerClient standing = going.client(network, clerk, OTHER)) {
      assertThat(standing.status().getHeight()).isPositive();
      votes.suspend(going.id());
      TestRecord own = records.register(going.signer(), staying.subject("nobody"));
      assertThatThrownBy(() -> standing.submit(List.of(own.bytes())))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("NOT_AUTHORISED");
    }
    try (LedgerClient anew = going.client(network, clerk, OTHER)) {
      assertThatThrownBy(anew::status).isInstanceOf(RpcException.class);
    }
    try (LedgerClient still =
        staying.client(network, staying.id() + "-clerk", staying.id(), OTHER)) {
      TestRecord own = records.register(going.signer(), staying.subject("somebody"));
      Outcome outcome = still.submit(List.of(own.bytes())).getFirst();
      assertThat(outcome.getRefusal().getReason()).isEqualTo("UNKNOWN_ORGANISATION");
      network.accept(still, records.register(staying.signer(), staying.subject("reader")));
    }
  }

  private static EvidenceReport verify(InProcessNetwork network, byte[] zip) throws Exception {
    return EvidenceVerifier.verify(
        zip,
        EvidenceVerifier.Options.of(
            Optional.of(network.genesis()),
            Optional.empty(),
            new Timestamp(System.currentTimeMillis())));
  }
}
