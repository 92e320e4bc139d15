package org.colophon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {
  private static final Path EXAMPLE = Path.of("examples", "court-node.yaml");

  @Test
  void readsTheExample() throws Exception {
    NodeConfig config = NodeConfig.parse(Files.readString(EXAMPLE), EXAMPLE);

    assertThat(config.node().id()).isEqualTo("court-a-1");
    assertThat(config.node().operators()).containsExactly("operator-a");
    assertThat(config.rpc()).isEqualTo(new HostPort("0.0.0.0", 7443));
    assertThat(config.peers()).hasSize(5);
    assertThat(config.self().raft()).isEqualTo(HostPort.parse("chain.court-a.example:7444"));
    assertThat(config.keys().checkpoint()).isPresent();
    assertThat(config.timeStamping().authorities()).hasSize(2);
    assertThat(config.timeStamping().authorities().getFirst().crl()).isPresent();
    assertThat(config.tsa()).isPresent();
    assertThat(config.documents()).isPresent();
    assertThat(config.delivery().webhook()).isPresent();
    assertThat(config.genesis()).isEqualTo(EXAMPLE.toAbsolutePath().resolveSibling("genesis.json"));
  }

  @Test
  void theExampleShowsTheDefaults() throws Exception {
    NodeConfig config = NodeConfig.parse(Files.readString(EXAMPLE), EXAMPLE);
    String without = Files.readString(EXAMPLE).replaceAll("(?s)sealing:.*", "");

    assertThat(NodeConfig.parse(without, EXAMPLE)).isEqualTo(config);
    assertThat(config.limits()).isEqualTo(NodeConfig.Limits.DEFAULT);
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    NodeConfig config = NodeConfig.parse(Files.readString(EXAMPLE), EXAMPLE);

    assertThat(NodeConfig.parse(config.yaml(), Path.of("/elsewhere/node.yaml"))).isEqualTo(config);
  }

  @Test
  void aNodeNeedNotStampNorBeStamped() throws Exception {
    String without = Files.readString(EXAMPLE).replaceAll("(?s)timeStamping:.*\n(?=sealing:)", "");
    NodeConfig config = NodeConfig.parse(without, EXAMPLE);

    assertThat(config.timeStamping()).isEqualTo(NodeConfig.TimeStamping.NONE);
    assertThat(config.tsa()).isEmpty();
    assertThat(config.documents()).isEmpty();
    assertThat(config.delivery()).isEqualTo(NodeConfig.Delivery.DEFAULT);
    assertThat(NodeConfig.parse(config.yaml(), Path.of("/elsewhere/n.yaml"))).isEqualTo(config);
  }

  @Test
  void namesWhatIsWrongWithAnAuthority() throws Exception {
    String wrong =
        Files.readString(EXAMPLE)
            .replace("name: court-a\n", "name: notary\n")
            .replace("url: https://chain.court-a.example:7443/tsa", "url: ftp://chain/tsa")
            .replace("# policy: 1.2.3.4", "policy: 7.1");
    ConfigException mistakes =
        catchThrowableOfType(ConfigException.class, () -> NodeConfig.parse(wrong, EXAMPLE));

    assertThat(mistakes.getMessage())
        .contains(
            "timeStamping.authorities[1].url",
            "timeStamping.authorities[1].policy",
            "notary occurs twice");
  }

  @Test
  void aWebhookGoesOverTlsOnly() throws Exception {
    String wrong =
        Files.readString(EXAMPLE)
            .replace("url: https://intake", "url: http://intake")
            .replace("perSenderMb: 32768", "perSenderMb: 0");

    assertThat(mistakesOf(wrong).mistakes().stream().map(Mistake::key))
        .containsExactlyInAnyOrder("delivery.webhook.url", "delivery.perSenderMb");
  }

  @Test
  void reportsAllMistakesAtOnce() {
    String yaml =
        """
        node: {id: X, organisation: court-a, operators: [Admin, ops-one, ops-one, 7]}
        genesis: genesis.json
        rpc: {host: 127.1, port: 70000}
        raft: {host: 0.0.0.0, port: "7444"}
        peers:
          - {id: court-b-1, rpc: "host", raft: "host:0"}
          - {id: court-b-1, rpc: "h:1000", raft: "[fe80::1:1000"}
          - text
        tls: {certificate: a.pem, key: [1]}
        keys: {log: log.pem}
        sealing: {idleSealSeconds: 0, idle: 3}
        limits: 7
        disk: {freePercent: 99}
        search: {works: "yes"}
        archive: {folders: [/x, /x, 7], more: 1}
        admin: {host: "nowhere!", port: 0}
        log: {level: loud, format: xml}
        extra: 1
        """;

    ConfigException e = mistakesOf(yaml);

    assertThat(e.mistakes().stream().map(Mistake::key))
        .containsExactlyInAnyOrder(
            "node.id",
            "node.data",
            "node.operators[0]",
            "node.operators[3]",
            "node.operators",
            "rpc.host",
            "rpc.port",
            "raft.port",
            "peers[0].rpc",
            "peers[0].raft",
            "peers[1].id",
            "peers[1].raft",
            "peers[2]",
            "tls.key",
            "keys.log",
            "sealing.idleSealSeconds",
            "sealing.idle",
            "limits",
            "disk.freePercent",
            "search.works",
            "archive.folders[1]",
            "archive.folders[2]",
            "archive.more",
            "admin.host",
            "admin.port",
            "log.level",
            "log.format",
            "extra");
    assertThat(e)
        .hasMessageContaining("28 mistakes")
        .hasMessageContaining("rpc.port: 70000 (expected: a whole number from 1 to 65535)")
        .hasMessageContaining("sealing.idle: unknown key (expected: one of candidateIntervalMs, ")
        .hasMessageContaining("log.level: \"loud\" (expected: one of [ERROR, ");
  }

  @Test
  void nobodyIsAnOperatorUnlessNamedAndTheListIsBounded() throws Exception {
    String example = Files.readString(EXAMPLE);
    String list = "  operators:\n    - operator-a\n";
    NodeConfig nobody = NodeConfig.parse(example.replace(list, ""), EXAMPLE);
    String many =
        list + "    - more-%d\n".repeat(64).formatted(IntStream.range(0, 64).boxed().toArray());

    assertThat(nobody.node().operators()).isEmpty();
    assertThat(NodeConfig.parse(nobody.yaml(), Path.of("/elsewhere/n.yaml"))).isEqualTo(nobody);
    assertThat(mistakesOf(example.replace(list, many)).mistakes())
        .containsExactly(new Mistake("node.operators", "65 items", "1 to 64 items"));
  }

  @Test
  void refusesKeysThatOccurTwice() {
    assertThat(mistakesOf("genesis: a\ngenesis: b\n")).hasMessageContaining("line 2");
  }

  @Test
  void refusesWhatIsNoSettingsFile() {
    assertThat(mistakesOf("[1, 2]")).hasMessageContaining("not a mapping");
    assertThat(mistakesOf("a: 1\n---\nb: 2\n")).hasMessageContaining("more than one");
    assertThat(mistakesOf("a: &x [1]\nb: *x\n").mistakes()).isNotEmpty();
    assertThat(mistakesOf("a: " + "[".repeat(100)).mistakes()).hasSize(1);
    assertThat(mistakesOf("a: " + "x".repeat(2 << 20)).mistakes()).hasSize(1);
  }

  @Test
  void demandsThatItIsAmongThePeers() throws Exception {
    String yaml =
        Files.readString(EXAMPLE).replace("  id: court-a-1\n  # Name", "  id: zzz\n  # Name");

    assertThat(mistakesOf(yaml).mistakes())
        .containsExactly(
            new Mistake("peers", "zzz is not among them", "all nodes, this one included"));
  }

  @Test
  void namesEveryFileThatIsMissingOrOpenToOthers(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("node.yaml");
    Files.copy(EXAMPLE, file);
    Files.writeString(folder.resolve("genesis.json"), "{}");
    Path key = Files.createDirectories(folder.resolve("tls")).resolve("node.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));

    ConfigException e = catchThrowableOfType(ConfigException.class, () -> NodeConfig.load(file));

    assertThat(e.mistakes().stream().map(Mistake::key))
        .containsExactly(
            "tls.certificate",
            "tls.key",
            "keys.log",
            "keys.ed25519",
            "keys.mlDsa44",
            "keys.record",
            "tsa.certificate",
            "tsa.key",
            "tsa.crl",
            "documents.certificate",
            "documents.key",
            "delivery.webhook.secret",
            "delivery.webhook.roots");
    assertThat(e).hasMessageContaining("chmod 600 " + key);
  }

  @Test
  void namesWhatIsWrongInTheTextAndInTheFilesTogether(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("node.yaml");
    Files.writeString(
        file,
        Files.readString(EXAMPLE)
            .replace("genesis: genesis.json", "genesis: 7")
            .replace("batchAgeMs: 250", "batchAgeMs: -5"));

    ConfigException e = catchThrowableOfType(ConfigException.class, () -> NodeConfig.load(file));

    assertThat(e.mistakes().stream().map(Mistake::key))
        .contains("genesis", "limits.batchAgeMs", "tls.certificate", "keys.log")
        .doesNotHaveDuplicates();
  }

  @Test
  void theAdminPortIsOnTheLoopbackAddressUnlessToldOtherwise() throws Exception {
    String example = Files.readString(EXAMPLE);
    NodeConfig quiet =
        NodeConfig.parse(example.replaceAll("admin:\n  host: .*\n", "admin:\n"), EXAMPLE);
    NodeConfig open =
        NodeConfig.parse(
            example.replace("admin:\n  host: 127.0.0.1", "admin:\n  host: 0.0.0.0"), EXAMPLE);

    assertThat(quiet.admin().orElseThrow().isLoopback()).isTrue();
    assertThat(open.admin().orElseThrow().isLoopback()).isFalse();
    assertThat(mistakesOf(example.replace("port: 7445", "port: 7444")).mistakes())
        .containsExactly(
            new Mistake("admin.port", "7444 is rpc's or raft's too", "a port of its own"));
  }

  private static ConfigException mistakesOf(String yaml) {
    return catchThrowableOfType(
        ConfigException.class, () -> NodeConfig.parse(yaml, Path.of("node.yaml")));
  }
}
