package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.Check;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network on a chain of the suite sm, from its settings to a verified bundle. */
final class SmNetworkTest {
  @TempDir private Path directory;

  @Test
  void declaresSealsRestartsAndGivesEvidenceUnderSm2AndSm3() throws Exception {
    try (InProcessNetwork network =
        InProcessNetwork.started(directory.resolve("net"), 4, 1, Suite.SM)) {
      TestRecord work;
      try (LedgerClient client = network.client("creator")) {
        assertThat(client.status().getSuite()).isEqualTo("sm");
        Actor creator = Registrations.register(network, client, "creator");
        assertThat(creator.key().name().algorithm()).isEqualTo(SignatureAlgorithm.SM2);
        TestRecords records = network.records();
        work = records.declare(creator, records.hash("a work"));
        network.accept(client, work);
        network.awaitSealed(client);
        verifies(network, client.evidence(work.id().hex(), 0));
      }
      String node = network.validators().getFirst();
      Seal seal = network.seals(node).getLast();
      assertThat(Note.parse(seal.note()).signatures()).hasSize(4 * network.signers(seal).size());
      network.stopAll();
      assertThat(Files.readString(network.layout(node).lastSigned())).contains("\"sm3Root\":");
      network.assertSound();
      network.startAll();
      network.awaitSealed();
      try (LedgerClient client = network.client("creator")) {
        verifies(network, client.evidence(work.id().hex(), 0));
        TestRecords records = TestRecords.on(network.genesis().chain(), "after the restart");
        network.accept(client, records.deposit(network.actor("creator"), records.hash("more")));
        network.awaitSealed(client);
      }
      network.assertEqual();
      network.stopAll();
      network.assertSound();
    }
  }

  private static void verifies(InProcessNetwork network, byte[] bundle) throws Exception {
    EvidenceReport report =
        EvidenceVerifier.verify(
            bundle,
            EvidenceVerifier.Options.of(
                Optional.of(network.genesis()),
                Optional.empty(),
                new Timestamp(System.currentTimeMillis())));
    assertThat(report.failure()).isEmpty();
    assertThat(report.checks())
        .anyMatch(check -> check.name() == Check.Name.SM3_INCLUSION && check.passed());
  }

  @Test
  void aNodeWhoseKeysAreNotForTheSuiteSaysSoAndDoesNotStart() throws Exception {
    try (InProcessNetwork network =
        new InProcessNetwork(directory.resolve("net"), 1, 0, Suite.SM)) {
      String node = network.validators().getFirst();
      NodeConfig config = network.config(node);
      assertThat(Preflight.mistakes(config)).isEmpty();
      NodeConfig.CheckpointKeys keys = config.keys().checkpoint().orElseThrow();
      NodeConfig.Keys without =
          new NodeConfig.Keys(
              Optional.of(
                  new NodeConfig.CheckpointKeys(keys.log(), keys.ed25519(), keys.mlDsa44())),
              config.keys().record());
      network.configure(node, changed -> changed.with(without));
      assertThat(Preflight.mistakes(network.config(node)))
          .singleElement()
          .satisfies(mistake -> assertThat(mistake.key()).isEqualTo("keys.sm2"));
    }
  }

  @Test
  void foundersAgreeOnTheSuiteForWhichTheyMadeTheirKeys() throws Exception {
    for (Suite suite : Suite.values()) {
      assertThat(
              ColophonNode.run(
                  "init",
                  "--organisation",
                  "court-" + suite,
                  "--kind",
                  "COURT",
                  "--tier",
                  "VALIDATOR",
                  "--suite",
                  suite.label(),
                  "--dir",
                  directory.resolve(suite.label()).toString()))
          .isZero();
    }
    assertThat(create("sm", "sm")).isZero();
    assertThat(create("standard", "standard")).isZero();
    assertThat(create("sm", "standard")).isEqualTo(4);
    assertThat(create("standard", "sm")).isEqualTo(4);
    assertThat(create("standard", "gm")).isEqualTo(2);
  }

  private int create(String founder, String suite) {
    return ColophonNode.run(
        "genesis",
        "create",
        "--name",
        "test",
        "--suite",
        suite,
        "--out",
        directory.resolve(founder + "-" + suite + ".json").toString(),
        directory.resolve(founder).resolve("organisation.json").toString());
  }
}
