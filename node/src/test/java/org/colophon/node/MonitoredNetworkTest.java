package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.client.ExitCodes;
import org.colophon.client.net.LedgerNetwork;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.storage.RocksStore;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor command at a network of real nodes. */
final class MonitoredNetworkTest {
  @TempDir private Path directory;
  private int grown;

  private Commands.Run monitor(InProcessNetwork network, List<URI> nodes) {
    List<String> words = new ArrayList<>(List.of("chain", "monitor", "--once", "--json"));
    nodes.forEach(node -> words.addAll(List.of("--node", node.toString())));
    words.addAll(List.of("--genesis", network.directory.resolve("genesis.json").toString()));
    words.addAll(List.of("--state", directory.resolve("monitor").toString()));
    return Commands.run(LedgerNetwork::connect, words);
  }

  private Commands.Run monitor(InProcessNetwork network) {
    return monitor(network, network.nodes().stream().map(network::uri).toList());
  }

  /** Once more when a node was too slow for the monitor, until it comes to that. */
  private Commands.Run monitorUntil(InProcessNetwork network, int exitCode) {
    Commands.Run run = monitor(network);
    for (int tries = 0; run.exitCode() != exitCode && tries < 20; tries++) {
      run = monitor(network);
    }
    return run;
  }

  private static void assertOutcome(Commands.Run run, int exitCode, String outcome) {
    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
    assertThat(run.out()).contains("\"outcome\":\"" + outcome + "\"");
  }

  /** Orders a record and waits until it is sealed on these nodes. */
  private void grow(
      InProcessNetwork network, LedgerClient client, Actor creator, List<String> nodes)
      throws Exception {
    TestRecords records = TestRecords.on(network.genesis().chain(), "growth " + grown++);
    long height = network.accept(client, records.deposit(creator, records.hash("item")));
    for (String node : nodes) {
      network.await(node, s -> s.getHeight() >= height && s.getSealedSize() == s.getSize());
    }
  }

  @Test
  @Tag("long")
  void anHonestNetworkGivesNoAlarmWhateverStopsAndStarts() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
        LedgerClient client = network.client("creator")) {
      assertOutcome(monitor(network), ExitCodes.OK, "ADVANCED");
      Actor creator = Registrations.register(network, client, "creator");
      for (String node : network.validators()) {
        network.stop(node);
        grow(network, client, creator, network.running());
        assertOutcome(monitor(network), ExitCodes.OK, "ADVANCED");
        network.start(node);
        // The one that comes back may be behind.
        assertThat(monitor(network).exitCode()).isZero();
        grow(network, client, creator, network.running());
        assertOutcome(monitor(network), ExitCodes.OK, "ADVANCED");
      }
      network.stopAll();
      assertOutcome(monitor(network), ExitCodes.NETWORK, "NO_SEAL");
      network.startAll();
      network.awaitSealed(client);
      assertThat(monitor(network).exitCode()).isZero();
    }
  }

  @Test
  void aValidatorWithAPatchedStateIsConvictedByItsOwnSignatures() throws Exception {
    // No node records anything by itself: a seal that the liar's log held would come over the
    // forged one.
    try (InProcessNetwork network =
        InProcessNetwork.startedWithoutRecordKeys(directory.resolve("net"), 4, 1)) {
      String liar = network.validators().getFirst();
      List<String> others = network.nodes().stream().filter(n -> !n.equals(liar)).toList();
      try (LedgerClient client = network.client("creator", others, Duration.ofMinutes(1))) {
        Actor creator = Registrations.register(network, client, "creator");
        grow(network, client, creator, network.running());
        assertOutcome(monitorUntil(network, ExitCodes.OK), ExitCodes.OK, "ADVANCED");

        network.stop(liar);
        patch(network, liar, newestSeal(network, liar));
        isolate(network, liar);
        network.start(liar);
        grow(network, client, creator, others);

        Commands.Run caught = monitorUntil(network, ExitCodes.CONTRADICTION);
        assertOutcome(caught, ExitCodes.CONTRADICTION, "CONTRADICTION");
        String name = network.config(liar).node().organisation();
        assertThat(caught.err()).contains(name);
        Path proof = proof();
        Commands.Run checked =
            Commands.run(
                LedgerNetwork::connect,
                List.of(
                    "chain",
                    "monitor",
                    "--check",
                    proof.toString(),
                    "--genesis",
                    network.directory.resolve("genesis.json").toString()));
        assertThat(checked.exitCode()).as(checked.err()).isZero();
        assertThat(checked.out()).contains("proven: ").contains(name);
        // The liar goes on showing it; the monitor follows the others.
        grow(network, client, creator, others);
        assertOutcome(monitorUntil(network, ExitCodes.OK), ExitCodes.OK, "ADVANCED");
      }
    }
  }

  /** What the stopped liar holds. */
  private static Seal newestSeal(InProcessNetwork network, String liar) throws Exception {
    try (RocksStore store = RocksStore.openReadOnly(network.layout(liar).store());
        LedgerReader reader = store.read()) {
      return reader.newestSeal().orElseThrow();
    }
  }

  /** Puts a seal of another root into the stopped liar's store, signed by its own keys alone. */
  private static void patch(InProcessNetwork network, String liar, Seal newest) throws Exception {
    Checkpoint forged =
        new Checkpoint(
            network.genesis().chain().text(),
            newest.size().value(),
            network.records().hash("another root"));
    NodeConfig config = network.config(liar);
    NodeConfig.CheckpointKeys keys = config.keys().checkpoint().orElseThrow();
    ValidatorSigner signer =
        ValidatorSigner.read(
            network.genesis().chain(), new OrgId(config.node().organisation()), keys);
    Seal lie =
        new Seal(
            newest.number() + 1,
            newest.round() + 1,
            newest.size(),
            newest.orderedAfter(),
            newest.attestation(),
            SealDocument.unstamped(signer.cosign(forged, System.currentTimeMillis() / 1000)));
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(lie.number()).array();
    RawStore.put(network.layout(liar).store(), "seals", key, RawStore.digested(lie.json().bytes()));
  }

  /** Lets the liar's node find no other, so that nothing is ordered over its patched state. */
  private static void isolate(InProcessNetwork network, String liar) throws IOException {
    NodeConfig c = network.config(liar);
    HostPort nobody = new HostPort("127.0.0.1", nobodysPort());
    List<NodeConfig.Peer> peers = new ArrayList<>();
    for (NodeConfig.Peer peer : c.peers()) {
      boolean own = peer.id().equals(c.node().id());
      peers.add(own ? peer : new NodeConfig.Peer(peer.id(), peer.rpc(), nobody));
    }
    network.configure(liar, config -> config.with(peers));
  }

  private static int nobodysPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Path proof() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("monitor"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("equivocation-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void nodesThatAnswerNothingOrNoiseStopNothing() throws Exception {
    Thread noise;
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServerSocket noisy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      noise = Thread.ofVirtual().start(() -> makeNoise(noisy));
      List<URI> nodes = new ArrayList<>();
      for (int port : List.of(silent.getLocalPort(), noisy.getLocalPort(), nobodysPort())) {
        nodes.add(URI.create("https://127.0.0.1:" + port));
      }
      nodes.add(network.uri(network.validators().getLast()));
      Commands.Run run = monitor(network, nodes);
      for (int tries = 0; run.exitCode() == ExitCodes.NETWORK && tries < 20; tries++) {
        run = monitor(network, nodes); // the honest one was slower than the noise
      }
      assertOutcome(run, ExitCodes.OK, "ADVANCED");
      assertThat(run.out().split("\"error\":", -1)).hasSize(4);
      // Of the noise no more is repeated than a person can read.
      assertThat(run.out()).hasSizeLessThan(4096);
    }
    noise.join();
  }

  /** Answers each connection with bytes that are no TLS, without end. */
  private static void makeNoise(ServerSocket server) {
    byte[] noise = new byte[1 << 16];
    new java.util.Random(11).nextBytes(noise);
    while (true) {
      try (Socket socket = server.accept()) {
        for (int i = 0; i < 4096; i++) {
          socket.getOutputStream().write(noise);
        }
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }
}
