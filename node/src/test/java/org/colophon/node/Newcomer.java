package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.core.SubjectId;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.PortRun;

/**
 * An organisation that founded nothing: its files as the operator's command makes them, and where
 * its node is to be reached.
 *
 * @param home its folder beside those of the founders
 * @param organisation what it hands to the members
 * @param peer its node
 */
record Newcomer(Path home, Organisation organisation, NodeConfig.Peer peer) {
  private static final String LOOPBACK = "127.0.0.1";

  /** Makes the keys and certificates of an observer, under a root of that kind. */
  static Newcomer init(InProcessNetwork network, String id, OrgKind kind, KeyKind root)
      throws Exception {
    Path home = network.directory.resolve(id);
    int code =
        ColophonNode.run(
            "init",
            "--organisation",
            id,
            "--kind",
            kind.name(),
            "--tier",
            Tier.OBSERVER.name(),
            "--root",
            root.name(),
            "--dir",
            home.resolve("organisation").toString());
    assertThat(code).isZero();
    Organisation organisation =
        Organisation.parse(Files.readAllBytes(home.resolve("organisation/organisation.json")));
    int port = PortRun.of(3);
    return new Newcomer(
        home,
        organisation,
        new NodeConfig.Peer(
            organisation.nodes().getFirst().text(),
            new HostPort(LOOPBACK, port),
            new HostPort(LOOPBACK, port + 1)));
  }

  String id() {
    return organisation.id().text();
  }

  private Path file(String name) {
    return home.resolve("organisation").resolve(name);
  }

  /** Puts its node beside the others, with the settings of one of them for what is not its own. */
  void prepare(InProcessNetwork network, List<NodeConfig.Peer> peers) throws IOException {
    NodeConfig like = network.config(network.nodes().getFirst());
    NodeConfig config =
        new NodeConfig(
            new NodeConfig.Node(peer.id(), id(), home.resolve("data"), List.of()),
            like.genesis(),
            peer.rpc(),
            peer.raft(),
            peers,
            new NodeConfig.Tls(file("tls.pem"), file("tls.key.pem")),
            new NodeConfig.Keys(Optional.empty(), Optional.of(file("record.key.pem"))),
            like.sealing(),
            like.timeStamping(),
            Optional.empty(),
            Optional.empty(),
            like.delivery(),
            like.disk(),
            like.search(),
            like.archive(),
            Optional.of(new NodeConfig.Admin(new HostPort(LOOPBACK, peer.raft().port() + 1))),
            like.limits(),
            like.log());
    Files.writeString(home.resolve("node.yaml"), config.yaml());
    network.add(id(), config, organisation);
  }

  /** The settings of a founder, who learns of newcomers. */
  static List<NodeConfig.Peer> with(List<NodeConfig.Peer> founders, Newcomer... newcomers) {
    List<NodeConfig.Peer> all = new ArrayList<>(founders);
    for (Newcomer newcomer : newcomers) {
      all.add(newcomer.peer());
    }
    return List.copyOf(all);
  }

  /** The organisation itself, as a signer. */
  Actor signer() throws IOException {
    return new Actor(new SubjectId(id()), KeyFiles.read(file("record.key.pem")));
  }

  /** Somebody of this organisation, with a certificate under its root. */
  Actor subject(String name) {
    int code =
        ColophonNode.run(
            "issue",
            "--dir",
            home.resolve("organisation").toString(),
            "--subject",
            name,
            "--certificate",
            home.resolve(name + ".pem").toString(),
            "--key",
            home.resolve(name + ".key.pem").toString());
    assertThat(code).isZero();
    return new Actor(new SubjectId(name), SigningKey.generate(SignatureAlgorithm.ED25519));
  }

  /** A client of these nodes that shows the certificate of that subject. */
  LedgerClient client(InProcessNetwork network, String subject, String... nodes)
      throws IOException {
    TlsIdentity identity =
        TlsIdentity.load(home.resolve(subject + ".pem"), home.resolve(subject + ".key.pem"));
    return LedgerClient.connect(
        ClientSettings.of(
            List.of(nodes).stream().map(network::uri).toList(),
            network.trust().trustManager(),
            Optional.of(new ReloadableKeyManager(identity)),
            Duration.ofMinutes(1)));
  }
}
