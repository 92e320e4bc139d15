package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.colophon.config.Mistake;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.admin.ColophonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreflightTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path directory;
  private Path settings;

  @BeforeEach
  void aNetworkThatNobodyStarted() {
    int code =
        ColophonNode.run(
            "devnet", "--dir", directory.toString(), "--validators", "2", "--observers", "1");
    assertThat(code).isZero();
    settings = directory.resolve("court-1/node.yaml");
  }

  private NodeConfig changed(String... replacements) throws Exception {
    String yaml = Files.readString(settings);
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    Files.writeString(settings, yaml);
    return NodeConfig.load(settings);
  }

  private static List<String> keys(List<Mistake> mistakes) {
    return mistakes.stream().map(Mistake::key).toList();
  }

  @Test
  void findsNothingWrongWithWhatDevnetMakes() throws Exception {
    assertThat(Preflight.mistakes(changed())).isEmpty();
  }

  @Test
  void findsAllThatDoesNotFitTheChainAtOnce() throws Exception {
    Path own = directory.resolve("court-1/organisation");
    Files.writeString(own.resolve("log.key.pem"), "no key");
    Files.writeString(own.resolve("ed25519.key.pem"), "no key either");
    Files.writeString(own.resolve("documents.pem"), "no certificate");
    NodeConfig config =
        changed(
            "court-2-node", "court-9-node",
            "organisation: \"court-1\"", "organisation: \"court-2\"",
            "court-1/organisation/tls", "court-2/organisation/tls");
    Files.createDirectories(config.node().data());
    Files.copy(settings, config.node().data().resolve("genesis.json"));

    List<Mistake> mistakes = Preflight.mistakes(config);

    assertThat(keys(mistakes))
        .containsExactlyInAnyOrder(
            "documents",
            "tls.certificate",
            "node.data",
            "keys.log",
            "keys.ed25519",
            "node.organisation",
            "peers[1].id");
    assertThat(mistakes).allSatisfy(mistake -> assertThat(mistake.remedy()).isNotBlank());
    assertThat(ColophonNode.run("serve", "--check", "--config", settings.toString())).isEqualTo(4);
  }

  @Test
  void looksIntoTheFilesOfTheWebhook() throws Exception {
    Path secret = directory.resolve("webhook.secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "not a secret of that form\n");
    NodeConfig config =
        changed(
            "delivery:\n",
            "delivery:\n  webhook:\n    url: \"https://court.example/hook\"\n    secret: \""
                + secret
                + "\"\n");
    assertThat(keys(Preflight.mistakes(config))).containsExactly("delivery.webhook");
    Files.writeString(secret, "whsec_" + "QUJD".repeat(12) + "\n");
    assertThat(Preflight.mistakes(config)).isEmpty();
  }

  private interface Issuing {
    TlsIdentity by(CertificateAuthority authority, String node);
  }

  /** In the place of the node's own, under a root of that kind. */
  private NodeConfig shownBy(KeyKind kind, Issuing issuing) throws Exception {
    NodeConfig config = changed();
    Files.delete(config.tls().certificate());
    Files.delete(config.tls().key());
    issuing
        .by(CertificateAuthority.create("court-1", kind, DAY, Instant.now()), config.node().id())
        .save(config.tls().certificate(), config.tls().key());
    return config;
  }

  @Test
  void aNodeShowsWhatAllItsPortsSpeakWith() throws Exception {
    Issuing ofNode =
        (authority, node) ->
            authority.issueNode(node, List.of("localhost"), List.of(), Instant.now(), DAY);
    for (KeyKind root : KeyKind.values()) {
      assertThat(Preflight.mistakes(shownBy(root, ofNode))).as("%s", root).isEmpty();
    }
    Issuing ofSubject = (authority, node) -> authority.issueSubject(node, Instant.now(), DAY);
    assertThat(Preflight.mistakes(shownBy(KeyKind.ED25519, ofSubject)))
        .singleElement()
        .satisfies(mistake -> {
          assertThat(mistake.key()).isEqualTo("tls");
          assertThat(mistake.toString()).contains("a key of ED25519");
        });
  }

  @Test
  void aValidatorNeedsItsKeys() throws Exception {
    NodeConfig config = changed();
    String yaml =
        Files.readString(settings).replaceAll("(?m)^  (log|ed25519|mlDsa44): \".*\\n", "");
    Files.writeString(settings, yaml);

    assertThat(keys(Preflight.mistakes(NodeConfig.load(settings)))).containsExactly("keys");
    assertThat(config.keys().checkpoint()).isPresent();
  }

  @Test
  void namesEachPortThatIsTaken() throws Exception {
    int own = changed().admin().orElseThrow().address().port();
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeConfig config = changed("port: " + own, "port: " + other.getLocalPort());

      assertThat(keys(Preflight.takenPorts(config))).contains("admin");
    }
  }
}
