package org.colophon.node;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.colophon.core.chain.EntryCodec;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One validator signs a second root. */
final class EquivocationTest {
  @TempDir private Path directory;

  @Test
  void theOthersKeepTheProofAndGoOnSealingWithoutTheLiar() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
        LedgerClient client = network.client("creator")) {
      Actor creator = Registrations.register(network, client, "creator");
      network.awaitSealed(client);
      TestRecords records = network.records();
      String liar = network.validators().getFirst();
      Checkpoint another =
          new Checkpoint(network.genesis().chain().text(), 1, records.hash("another root"));
      String note = network.signer(liar).cosign(another, System.currentTimeMillis() / 1000);
      network.daemon(liar).raft().submit(EntryCodec.cosignature(1, note)).get(60, TimeUnit.SECONDS);
      List<String> others = network.nodes().stream().filter(node -> !node.equals(liar)).toList();
      for (String node : others) {
        network.await(node, s -> s.getAlarmsList().contains(Alarms.EQUIVOCATION));
      }
      network.await(liar, s -> !s.getAlarmsList().isEmpty());
      long height = network.accept(client, records.deposit(creator, records.hash("next")));
      for (String node : others) {
        network.await(node, s -> s.getHeight() >= height && s.getSealedSize() == s.getSize());
      }
      network.assertEqual();
      network.assertSound();
    }
  }
}
