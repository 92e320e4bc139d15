package org.colophon.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.core.OrgId;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is there on a port for Raft, and who is not, is told by what is wrong. */
@Timeout(60)
final class RaftPortsTest {
  private static final OrgId OWN = TestConsortium.COURT_NORTH;
  private static final OrgId OTHER = TestConsortium.COURT_SOUTH;
  private static final String PEER = TestConsortium.node(OTHER).text();

  private static TlsIdentity identity(OrgId organisation) {
    return TestConsortium.authority(organisation)
        .issueNode(
            TestConsortium.node(organisation).text(),
            List.of("localhost"),
            List.of("127.0.0.1"),
            Instant.now(),
            Duration.ofDays(9));
  }

  private static SSLContext context(OrgId own, OrgId... known) {
    Map<String, java.security.cert.X509Certificate> roots = new TreeMap<>();
    for (OrgId organisation : known) {
      roots.put(organisation.text(), TestConsortium.authority(organisation).certificate());
    }
    return Tls.context(new ReloadableKeyManager(identity(own)), OrganisationTrust.of(roots));
  }

  private static Map<String, String> failures(int port) throws InterruptedException {
    return failures(port, Duration.ofSeconds(20));
  }

  private static Map<String, String> failures(int port, Duration patience)
      throws InterruptedException {
    HostPort address = new HostPort("127.0.0.1", port);
    return RaftPorts.failures(
        List.of(new NodeConfig.Peer(PEER, address, address)), context(OWN, OWN, OTHER), patience);
  }

  /** A node that speaks first, as Raft's does. */
  private static SSLServerSocket serve(SSLContext context) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    Thread.ofVirtual()
        .start(() -> {
          try (SSLSocket caller = (SSLSocket) server.accept()) {
            caller.startHandshake();
            caller.getOutputStream().write(0);
            caller.getOutputStream().flush();
            int _ = caller.getInputStream().read();
          } catch (IOException e) {
            // What the caller makes of it is what is looked at.
          }
        });
    return server;
  }

  @Test
  void saysNothingOfWhoIsThere() throws Exception {
    try (SSLServerSocket server = serve(context(OTHER, OWN, OTHER))) {
      assertThat(failures(server.getLocalPort())).isEmpty();
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(failures(port)).containsOnlyKeys(PEER);
    assertThat(failures(port).get(PEER)).containsIgnoringCase("refused");
  }

  @Test
  void saysThatNothingComesBack() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failures(silent.getLocalPort(), Duration.ofSeconds(2)))
          .containsEntry(PEER, "nothing within 2000 ms");
    }
  }

  @Test
  void saysWhoIsThereInstead() throws Exception {
    try (SSLServerSocket server = serve(context(OWN, OWN, OTHER))) {
      assertThat(failures(server.getLocalPort()).get(PEER))
          .contains("colophon:node:" + OWN.text() + "/" + TestConsortium.node(OWN).text());
    }
  }

  @Test
  void saysThatThisNodesCertificateIsNotTaken() throws Exception {
    try (SSLServerSocket server = serve(context(OTHER, OTHER))) {
      assertThat(failures(server.getLocalPort()).get(PEER)).isNotNull().doesNotContain("within");
    }
  }

  @Test
  void saysThatTheOthersCertificateIsNoMembers() throws Exception {
    try (SSLServerSocket server = serve(context(TestConsortium.NOTARY, OWN, OTHER))) {
      assertThat(failures(server.getLocalPort()).get(PEER)).contains("notary");
    }
  }
}
