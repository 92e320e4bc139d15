package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.evidence.Parts;
import org.colophon.core.evidence.PlainZip;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.SoftHsm;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose nodes have in a token what can be there: no seal is made without it. */
final class TokenNetworkTest {
  @TempDir private Path directory;

  @Test
  void registersOrdersAndSealsWithKeysInAToken() throws Exception {
    assumeTrue(SoftHsm.isInstalled(), "no SoftHSM2 here (Debian package softhsm2)");
    try (InProcessNetwork network = new InProcessNetwork(directory, 4, 0)) {
      SoftHsm token = SoftHsm.shared();
      for (String node : network.validators()) {
        NodeConfig config = network.config(node);
        NodeConfig.CheckpointKeys keys = config.keys().checkpoint().orElseThrow();
        token.take(keys.log());
        token.take(keys.ed25519());
        token.take(config.keys().record().orElseThrow());
        token.take(config.documents().orElseThrow().key());
        if (config.tsa().isPresent()) {
          token.take(config.tsa().get().key());
        }
        assertThat(Preflight.mistakes(config)).isEmpty();
      }
      network.startAll();
      network.awaitSealed();
      try (LedgerClient client = network.client("creator")) {
        // Nodes register themselves with their organisations' record keys.
        network.await(client, status -> status.getHeight() > 0);
        Actor creator = Registrations.register(network, client, "creator");
        TestRecord work = network.records().declare(creator, network.records().hash("work"));
        long height = network.accept(client, work);
        network.awaitSealed(client);
        byte[] zip = client.evidence(work.id().hex(), height);
        // Its certificate bears a signature that a token made.
        assertThat(PlainZip.read(zip)).containsKey(Parts.CERTIFICATE);
        EvidenceReport report =
            EvidenceVerifier.verify(
                zip,
                EvidenceVerifier.Options.of(
                    Optional.of(network.genesis()),
                    Optional.empty(),
                    new Timestamp(System.currentTimeMillis())));
        assertThat(report.failure()).isEmpty();
      }
    }
  }
}
