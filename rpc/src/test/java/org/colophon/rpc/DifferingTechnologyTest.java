package org.colophon.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.rpc.server.RpcSettings;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members whose certificates are of other kinds than those of the node that they speak with. */
class DifferingTechnologyTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path directory;
  private final Instant now = Instant.now();

  private CertificateAuthority authority(OrgId organisation, KeyKind kind) {
    return CertificateAuthority.create(organisation.text(), kind, DAY, now);
  }

  @ParameterizedTest
  @CsvSource({"P256,RSA", "RSA,ED25519", "ED25519,P384", "P384,P256"})
  void eachKindServesAndIsServed(KeyKind ofNode, KeyKind ofClerk) throws Exception {
    CertificateAuthority north = authority(TestConsortium.COURT_NORTH, ofNode);
    CertificateAuthority south = authority(TestConsortium.COURT_SOUTH, ofClerk);
    TlsIdentity node =
        north.issueNode(
            TestConsortium.node(TestConsortium.COURT_NORTH).text(),
            List.of(),
            List.of("127.0.0.1"),
            now,
            DAY);
    OrganisationTrust trust =
        OrganisationTrust.of(
            Map.of(
                TestConsortium.COURT_NORTH.text(),
                north.certificate(),
                TestConsortium.COURT_SOUTH.text(),
                south.certificate()));
    assertServed(node, south.issueSubject("clerk", now, DAY), trust);
  }

  /** Only members may submit, so an answer at all means that the certificate was believed. */
  private void assertServed(TlsIdentity node, TlsIdentity clerk, OrganisationTrust trust)
      throws Exception {
    try (TestPort world = TestPort.start(directory);
        RpcServer server =
            RpcServer.start(
                new RpcSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new ReloadableKeyManager(node),
                    trust.trustManager(),
                    TestPort.OPERATORS,
                    TestPort::examined,
                    TestPort.evidence(world.node),
                    Optional.empty(),
                    Optional.empty(),
                    "0.1.0-test",
                    RpcLimits.DEFAULT),
                world.node);
        LedgerClient client =
            LedgerClient.connect(
                ClientSettings.of(
                    List.of(URI.create("https://127.0.0.1:" + server.port())),
                    trust.trustManager(),
                    Optional.of(new ReloadableKeyManager(clerk)),
                    Duration.ofSeconds(10)))) {
      assertThat(client.submit(List.of("{}".getBytes(UTF_8))).getFirst().getRefusal().getReason())
          .as("%s to %s", clerk.kind(), node.kind())
          .isEqualTo("MALFORMED");
    }
  }
}
