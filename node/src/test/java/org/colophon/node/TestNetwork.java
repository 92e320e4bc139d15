package org.colophon.node;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.StatusView;

/** A whole network of real processes on loopback, prepared by the operator's own command. */
final class TestNetwork implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);

  private final Path directory;
  private final Map<String, NodeConfig> configs = new TreeMap<>();
  private final Map<String, Process> processes = new TreeMap<>();

  private TestNetwork(Path directory) {
    this.directory = directory;
  }

  static TestNetwork create(Path directory, int validators, int observers)
      throws IOException, ConfigException {
    int code =
        ColophonNode.run(
            "devnet",
            "--dir",
            directory.toString(),
            "--validators",
            Integer.toString(validators),
            "--observers",
            Integer.toString(observers),
            "--base-port",
            Integer.toString(freePorts(2 * (validators + observers))));
    if (code != 0) {
      throw new IOException("devnet: exit code " + code);
    }
    TestNetwork network = new TestNetwork(directory);
    try (Stream<Path> homes = Files.list(directory)) {
      for (Path home : homes.sorted().toList()) {
        Path settings = home.resolve("node.yaml");
        if (Files.exists(settings)) {
          network.configs.put(home.getFileName().toString(), NodeConfig.load(settings));
        }
      }
    }
    return network;
  }

  /** A run of ports that nobody listens on now. */
  private static int freePorts(int count) throws IOException {
    for (int attempt = 0; attempt < 50; attempt++) {
      int base;
      try (ServerSocket any = new ServerSocket(0)) {
        base = any.getLocalPort();
      }
      if (base + count < 65_000 && areFree(base, count)) {
        return base;
      }
    }
    throw new IOException("no run of " + count + " free ports");
  }

  private static boolean areFree(int base, int count) {
    for (int port = base; port < base + count; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        socket.getLocalPort();
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** Names of the organisations that run nodes, sorted. */
  List<String> nodes() {
    return List.copyOf(configs.keySet());
  }

  NodeConfig config(String node) {
    NodeConfig config = configs.get(node);
    if (config == null) {
      throw new IllegalArgumentException(node);
    }
    return config;
  }

  Path data(String node) {
    return config(node).node().data();
  }

  Genesis genesis() throws IOException {
    return DataLayout.readGenesis(directory.resolve("genesis.json"));
  }

  void startAll() throws IOException {
    for (String node : nodes()) {
      start(node);
    }
  }

  void start(String node) throws IOException {
    Path log = directory.resolve(node).resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.colophon.node.Main",
            "serve",
            "--config",
            directory.resolve(node).resolve("node.yaml").toString()));
    processes.put(
        node,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** SIGKILL: nothing in the process gets a chance to tidy up. */
  void kill(String node) throws InterruptedException {
    Process process = processes.remove(node);
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** SIGTERM, as an operator stops a node. */
  void stop(String node) throws InterruptedException {
    Process process = processes.remove(node);
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(node + " does not stop; log: " + log(node));
      }
    }
  }

  boolean isRunning(String node) {
    Process process = processes.get(node);
    return process != null && process.isAlive();
  }

  String log(String node) {
    try {
      List<String> lines = Files.readAllLines(directory.resolve(node).resolve("log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  SigningKey key(String profile) throws IOException {
    return KeyFiles.read(directory.resolve("profiles").resolve(profile).resolve("key.pem"));
  }

  Profile profile(String name) throws ConfigException {
    return Profile.load(directory.resolve("profiles").resolve(name));
  }

  URI uri(String node) {
    return URI.create("https://" + config(node).rpc());
  }

  /** A client with a profile's identity that tries all nodes. */
  LedgerClient client(String profile) throws IOException, ConfigException {
    return client(profile, nodes().stream().map(this::uri).toList());
  }

  LedgerClient client(String profile, List<URI> uris) throws IOException, ConfigException {
    NodeConfig.Tls tls = profile(profile).tls().orElseThrow();
    TlsIdentity identity = TlsIdentity.load(tls.certificate(), tls.key());
    return LedgerClient.connect(
        ClientSettings.of(
            uris,
            OrganisationTrust.of(NodeDaemon.roots(genesis())).trustManager(),
            Optional.of(new ReloadableKeyManager(identity))));
  }

  /** Waits until a leader is known and the newest block is sealed. */
  StatusView awaitSealed(LedgerClient client) throws InterruptedException {
    return await(
        client,
        status -> !status.getLeader().isEmpty() && status.getSealedSize() == status.getSize());
  }

  StatusView await(LedgerClient client, java.util.function.Predicate<StatusView> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    String last = "none";
    while (System.nanoTime() < deadline) {
      try {
        StatusView status = client.status();
        last = status.toString();
        if (wanted.test(status)) {
          return status;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      Thread.sleep(100);
    }
    StringBuilder logs = new StringBuilder();
    nodes().forEach(node -> logs.append("\n== ").append(node).append('\n').append(log(node)));
    throw new IllegalStateException("not in " + READY + "; last: " + last + logs);
  }

  /** The organisation whose node leads. */
  String leader(LedgerClient client) throws InterruptedException {
    StatusView status = await(client, s -> !s.getLeader().isEmpty());
    return nodes().stream()
        .filter(node -> config(node).node().id().equals(status.getLeader()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws InterruptedException {
    for (String node : nodes()) {
      kill(node);
    }
  }
}
