package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.admin.ColophonNode;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.ValidityView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A certificate ends: the chain goes on, can be read, and a new certificate is all that it takes.
 */
class EndedCertificateTest {
  @TempDir Path directory;

  @Test
  void aNodeWithAnEndedCertificateComesBackWithANewOneAndNoRestart() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0)) {
      String late = network.nodes().getLast();
      List<String> others = network.nodes().stream().filter(n -> !n.equals(late)).toList();
      network.stop(late);
      Path files = network.directory.resolve(late).resolve("organisation");
      putEndedCertificate(files, network.config(late).node().id());
      network.start(late);
      try (LedgerClient client = network.client("creator", others, Duration.ofMinutes(1))) {
        Actor creator = Registrations.register(network, client, "creator");
        TestRecords records = TestRecords.on(network.genesis().chain(), "late");
        long height = network.accept(client, records.deposit(creator, records.hash("item")));
        network.awaitHeight(others, height);
        assertThat(network.daemon(late).ledger().tip().header().height().value())
            .as("nobody talks with it")
            .isLessThan(height);
        assertThat(network.daemon(late).ledger().tip().tree().size())
            .as("its own copy can be read")
            .isPositive();
        assertThat(network.daemon(late).status().validities().getFirst())
            .satisfies(tls -> {
              assertThat(tls.what()).isEqualTo("TLS");
              assertThat(tls.isDue()).isTrue();
            });

        assertThat(ColophonNode.run("renew", "--dir", files.toString())).isZero();
        StatusView status = network.await(late, s -> s.getHeight() >= height);
        assertThat(status.getValiditiesList())
            .extracting(ValidityView::getWhat)
            .contains("TLS", "CA", "DOCUMENTS");
        assertThat(status.getValiditiesList()).noneMatch(ValidityView::getDue);
      }
      network.stopAll();
      network.assertSound();
    }
  }

  private static void putEndedCertificate(Path files, String node) throws Exception {
    Path certificate = files.resolve("ended.pem");
    Path key = files.resolve("ended.key.pem");
    CertificateAuthority.load(files.resolve("ca.pem"), files.resolve("ca.key.pem"))
        .issueNode(
            node,
            List.of("localhost"),
            List.of("127.0.0.1"),
            Instant.now().minus(Duration.ofDays(30)),
            Duration.ofDays(29))
        .save(certificate, key);
    Files.move(key, files.resolve("tls.key.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(certificate, files.resolve("tls.pem"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aRootThatHasEndedStopsNobodyAndIsTold() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 4, 0);
        LedgerClient founders = network.client("creator")) {
      String old = "court-2";
      Path files = network.directory.resolve(old).resolve("organisation");
      Organisation before =
          network.genesis().membership().organisation(new OrgId(old)).orElseThrow();
      // The members vote for what will have ended, since nobody can wait for twenty years.
      Instant longAgo = Instant.now().minus(Duration.ofDays(30));
      CertificateAuthority ended =
          CertificateAuthority.create(old, KeyKind.P384, Duration.ofDays(29), longAgo);
      Organisation renewed =
          new Organisation(
              before.id(),
              before.kind(),
              before.tier(),
              Pem.base64Der(ended.certificate()),
              before.recordKeys(),
              before.nodes(),
              before.checkpointKeys());
      new MembershipVotes(network, founders, "court-1", List.of("ip-office-1", "notary-1"))
          .replace(old, renewed);
      network.trust(renewed);
      network.stop(old);
      Files.delete(files.resolve("ca.pem"));
      Files.delete(files.resolve("ca.key.pem"));
      ended.save(files.resolve("ca.pem"), files.resolve("ca.key.pem"));
      assertThat(ColophonNode.run("renew", "--dir", files.toString())).isZero();
      network.start(old);

      // It orders, cosigns and serves, and its people submit by it.
      Actor creator = Registrations.register(network, founders, "creator");
      TestRecords records = TestRecords.on(network.genesis().chain(), "ended");
      assertThat(ColophonNode.run(issue(files, "clerk"))).isZero();
      try (LedgerClient clerk = clerk(network, files, old)) {
        network.accept(clerk, records.deposit(creator, records.hash("item")));
        StatusView status = network.awaitSealed(clerk);
        assertThat(status.getValiditiesList())
            .filteredOn(ValidityView::getDue)
            .extracting(ValidityView::getWhat)
            .contains("CA")
            .doesNotContain("TLS");
      }
      assertThat(metrics(network, old))
          .containsPattern("colophon_validity_days\\{[^}]*what=\"CA\"[^}]*} -1\\.");
      network.assertEqual();
      network.assertSound();
    }
  }

  private static String[] issue(Path files, String subject) {
    return new String[] {
      "issue",
      "--dir",
      files.toString(),
      "--subject",
      subject,
      "--certificate",
      files.resolve(subject + ".pem").toString(),
      "--key",
      files.resolve(subject + ".key.pem").toString()
    };
  }

  private static LedgerClient clerk(InProcessNetwork network, Path files, String node)
      throws Exception {
    TlsIdentity identity =
        TlsIdentity.load(files.resolve("clerk.pem"), files.resolve("clerk.key.pem"));
    return LedgerClient.connect(
        ClientSettings.of(
            List.of(network.uri(node)),
            network.trust().trustManager(),
            Optional.of(new ReloadableKeyManager(identity)),
            Duration.ofMinutes(1)));
  }

  private static String metrics(InProcessNetwork network, String node) throws Exception {
    URI admin = URI.create("http://" + network.config(node).admin().orElseThrow().address());
    try (InputStream answer = admin.resolve("/metrics").toURL().openStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatIsNoCertificateOfTheNodeIsNotShown() throws Exception {
    try (InProcessNetwork network = InProcessNetwork.started(directory.resolve("net"), 1, 0)) {
      String node = network.nodes().getFirst();
      Path files = network.directory.resolve(node).resolve("organisation");
      byte[] before = Files.readAllBytes(files.resolve("tls.pem"));
      putEndedCertificate(files, "another-node");
      // The node looks every two seconds; what it shows is judged by those who connect.
      Thread.sleep(5_000);
      assertThat(network.await(node, s -> true).getHeight()).isGreaterThanOrEqualTo(0);
      Files.write(files.resolve("tls.pem"), before);
      assertThat(ColophonNode.run("renew", "--dir", files.toString())).isZero();
      assertThat(Files.readAllBytes(files.resolve("tls.pem.old"))).isEqualTo(before);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(files.resolve("tls.key.pem"))))
          .isEqualTo("rw-------");
    }
  }
}
