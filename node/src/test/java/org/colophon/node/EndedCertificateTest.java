package org.colophon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.node.admin.ColophonNode;
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
