package org.colophon.node;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.SubjectId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.admin.ColophonNode;
import org.colophon.node.sealing.ValidatorSigner;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.StatusView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.PortRun;
import org.colophon.testkit.TestRecord;

/**
 * A whole network on loopback, prepared by the operator's own command; those that extend it say how
 * its nodes run.
 */
abstract class TestNetwork implements AutoCloseable {
  static final Duration READY = Duration.ofMinutes(5);
  private static final Duration CALL = Duration.ofMinutes(1);

  final Path directory;
  private final Map<String, NodeConfig> configs = new TreeMap<>();
  private final Map<String, X509Certificate> rootsSince = new TreeMap<>();

  /** Prepares a network in a new directory. */
  TestNetwork(Path directory, int validators, int observers) throws IOException, ConfigException {
    this(directory, validators, observers, Suite.STANDARD, Level.NEWEST);
  }

  /** The same on a chain of a suite that begins at a feature level. */
  TestNetwork(Path directory, int validators, int observers, Suite suite, Level level)
      throws IOException, ConfigException {
    this.directory = directory;
    int code =
        ColophonNode.run(
            "devnet",
            "--dir",
            directory.toString(),
            "--validators",
            Integer.toString(validators),
            "--observers",
            Integer.toString(observers),
            "--suite",
            suite.label(),
            "--level",
            level.toString(),
            "--base-port",
            Integer.toString(PortRun.of(3 * (validators + observers))));
    if (code != 0) {
      throw new IOException("devnet: exit code " + code);
    }
    try (Stream<Path> homes = Files.list(directory)) {
      for (Path home : homes.sorted().toList()) {
        Path settings = home.resolve("node.yaml");
        if (Files.exists(settings)) {
          configs.put(home.getFileName().toString(), NodeConfig.load(settings));
        }
      }
    }
  }

  /** Starts a node, on an empty directory or on what it left there. */
  abstract void start(String node) throws IOException;

  /** Stops a node as an operator does. */
  abstract void stop(String node) throws InterruptedException;

  /** What a node said of itself, for the message of a failure. */
  abstract String account(String node);

  void startAll() throws IOException {
    for (String node : nodes()) {
      start(node);
    }
  }

  void stopAll() throws InterruptedException {
    for (String node : nodes()) {
      stop(node);
    }
  }

  /** Names of the organisations that run nodes, sorted. */
  List<String> nodes() {
    return List.copyOf(configs.keySet());
  }

  /** Names of the organisations whose nodes vote, sorted. */
  List<String> validators() {
    return nodes().stream().filter(n -> config(n).keys().checkpoint().isPresent()).toList();
  }

  NodeConfig config(String node) {
    return Optional.ofNullable(configs.get(node)).orElseThrow();
  }

  /** What a validator cosigns with. */
  ValidatorSigner signer(String node) throws IOException {
    NodeConfig config = config(node);
    NodeConfig.CheckpointKeys keys = config.keys().checkpoint().orElseThrow();
    return ValidatorSigner.read(genesis().chain(), new OrgId(config.node().organisation()), keys);
  }

  /** Adds the node of an organisation that founded nothing; it is started like the others. */
  void add(String node, NodeConfig config, Organisation organisation) {
    configs.put(node, config);
    trust(organisation);
  }

  /** Has clients trust the root of an organisation that was admitted, or renewed. */
  void trust(Organisation organisation) {
    rootsSince.put(organisation.id().text(), Pem.ofBase64Der(organisation.certificate()));
  }

  /** Changes a node's settings, before it starts. */
  void configure(String node, UnaryOperator<ChangedConfig> change) {
    configs.put(node, change.apply(new ChangedConfig(config(node))).config());
  }

  Path data(String node) {
    return config(node).node().data();
  }

  DataLayout layout(String node) {
    return new DataLayout(data(node));
  }

  Genesis genesis() throws IOException {
    return DataLayout.readGenesis(directory.resolve("genesis.json"));
  }

  SigningKey key(String profile) throws IOException {
    return KeyFiles.read(directory.resolve("profiles").resolve(profile).resolve("key.pem"));
  }

  Profile profile(String name) throws ConfigException {
    return Profile.load(directory.resolve("profiles").resolve(name));
  }

  /** Somebody who has a profile, as a signer. */
  Actor actor(String profile) throws IOException, ConfigException {
    return new Actor(new SubjectId(profile(profile).subject()), key(profile));
  }

  /** An organisation that runs a node, as a signer. */
  Actor organisation(String node) throws IOException {
    Path files = directory.resolve(node).resolve("organisation");
    return new Actor(new SubjectId(node), KeyFiles.read(files.resolve("record.key.pem")));
  }

  /** The organisations of all validators but the first, as signers. */
  List<Actor> otherValidators() throws IOException {
    List<Actor> others = new ArrayList<>();
    for (String node : validators().subList(1, validators().size())) {
      others.add(organisation(node));
    }
    return others;
  }

  URI uri(String node) {
    return URI.create("https://" + config(node).rpc());
  }

  TlsIdentity identity(String profile) throws IOException, ConfigException {
    NodeConfig.Tls tls = profile(profile).tls().orElseThrow();
    return TlsIdentity.load(tls.certificate(), tls.key());
  }

  OrganisationTrust trust() throws IOException {
    Map<String, X509Certificate> roots = new TreeMap<>(MemberRoots.of(genesis().membership()));
    roots.putAll(rootsSince);
    return OrganisationTrust.of(roots);
  }

  /** A client with a profile's identity that tries all nodes. */
  LedgerClient client(String profile) throws IOException, ConfigException {
    return client(profile, nodes(), CALL);
  }

  /** A client of one node only. */
  LedgerClient clientOf(String node) throws IOException, ConfigException {
    return client("creator", List.of(node), CALL);
  }

  /** A client of these nodes, with a time-out for a call with all its retries. */
  LedgerClient client(String profile, List<String> nodes, Duration timeout)
      throws IOException, ConfigException {
    return LedgerClient.connect(
        ClientSettings.of(
            nodes.stream().map(this::uri).toList(),
            trust().trustManager(),
            Optional.of(new ReloadableKeyManager(identity(profile))),
            timeout));
  }

  /** By what name a record is refused to a caller who does not wait for long. */
  static Reason refusal(LedgerClient impatient, TestRecord record) {
    for (int tries = 0; ; tries++) {
      RpcException refused =
          catchThrowableOfType(RpcException.class, () -> impatient.submit(List.of(record.bytes())));
      // The first connection may take longer than such a caller waits.
      if (refused.reason() != Reason.UNAVAILABLE || tries == 30) {
        return refused.reason();
      }
    }
  }

  /** Waits until a leader is known and the newest block is sealed. */
  StatusView awaitSealed(LedgerClient client) throws InterruptedException {
    return await(
        client,
        status -> !status.getLeader().isEmpty() && status.getSealedSize() == status.getSize());
  }

  /** Waits until some node that the client reaches is as wanted. */
  StatusView await(LedgerClient client, Predicate<StatusView> wanted) throws InterruptedException {
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
      Thread.sleep(50);
    }
    throw late(last);
  }

  /** Waits until a node is as wanted. */
  StatusView await(String node, Predicate<StatusView> wanted) throws Exception {
    try (LedgerClient client = clientOf(node)) {
      return await(client, wanted);
    }
  }

  /** Waits until all these nodes have a block of that height. */
  void awaitHeight(List<String> nodes, long height) throws Exception {
    for (String node : nodes) {
      await(node, status -> status.getHeight() >= height);
    }
  }

  IllegalStateException late(String last) {
    StringBuilder accounts = new StringBuilder();
    nodes()
        .forEach(node -> accounts.append("\n== ").append(node).append('\n').append(account(node)));
    return new IllegalStateException("not in " + READY + "; last: " + last + accounts);
  }

  /** The organisation whose node leads. */
  String leader(LedgerClient client) throws InterruptedException {
    StatusView status = await(client, s -> !s.getLeader().isEmpty());
    return nodeOf(status.getLeader());
  }

  /** The organisation that runs the node of that name. */
  String nodeOf(String id) {
    return nodes().stream()
        .filter(node -> config(node).node().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public abstract void close();
}
