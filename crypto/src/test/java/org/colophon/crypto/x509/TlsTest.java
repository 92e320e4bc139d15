package org.colophon.crypto.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TlsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private final Instant now = Instant.now();

  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, now);
  private final CertificateAuthority office = CertificateAuthority.create("office", YEAR, now);
  private final OrganisationTrust trust =
      OrganisationTrust.of(Map.of("court", court.certificate(), "office", office.certificate()));
  private final TlsIdentity server =
      court.issueNode("n1", List.of("localhost"), List.of("127.0.0.1"), now, YEAR);

  @Test
  void connectsNodeToNode() throws Exception {
    TlsIdentity client = office.issueNode("n2", List.of(), List.of(), now, YEAR);
    assertThat(handshake(server, client, trust, "127.0.0.1")).contains("office", "n2");
  }

  @Test
  void connectsSubjectToNode() throws Exception {
    TlsIdentity client = office.issueSubject("author-1", now, YEAR);
    assertThat(handshake(server, client, trust, "localhost")).contains("author-1");
  }

  @Test
  void refusesHostThatTheCertificateDoesNotName() {
    TlsIdentity elsewhere = court.issueNode("n3", List.of("elsewhere"), List.of(), now, YEAR);
    TlsIdentity client = office.issueSubject("author-1", now, YEAR);
    assertThatThrownBy(() -> handshake(elsewhere, client, trust, "localhost"))
        .hasStackTraceContaining("not for host localhost");
  }

  @Test
  void refusesOrganisationOnceItIsRemoved() throws Exception {
    TlsIdentity client = office.issueSubject("author-1", now, YEAR);
    assertThat(handshake(server, client, trust, "localhost")).isNotEmpty();
    trust.replace(Map.of("court", court.certificate()));
    assertThatThrownBy(() -> handshake(server, client, trust, "localhost"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void organisationsOfDifferingTechnologySpeakWithEachOther(KeyKind kind) throws Exception {
    CertificateAuthority other = CertificateAuthority.create("other", kind, YEAR, now);
    OrganisationTrust both =
        OrganisationTrust.of(Map.of("court", court.certificate(), "other", other.certificate()));
    TlsIdentity node = other.issueNode("n9", List.of("localhost"), List.of(), now, YEAR);
    assertThat(handshake(server, node, both, "localhost")).contains("n9");
    TlsIdentity clerk = court.issueSubject("clerk", now, YEAR);
    assertThat(handshake(node, clerk, both, "localhost")).contains("clerk");
  }

  /** Connects both ways and returns the name that the server saw. */
  private static String handshake(
      TlsIdentity server, TlsIdentity client, OrganisationTrust trust, String host)
      throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        SSLServerSocket listener =
            (SSLServerSocket)
                Tls.context(new ReloadableKeyManager(server), trust)
                    .getServerSocketFactory()
                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setNeedClientAuth(true);
      Future<String> seen =
          executor.submit(() -> {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
              socket.setSoTimeout(10_000);
              X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
              socket.getOutputStream().write(1);
              return PeerIdentity.of(peer).orElseThrow().toString();
            }
          });
      try (SSLSocket socket =
          (SSLSocket)
              Tls.context(new ReloadableKeyManager(client), trust)
                  .getSocketFactory()
                  .createSocket(host, listener.getLocalPort())) {
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (socket.getInputStream().read() != 1) {
          throw new IOException("closed by the server");
        }
      }
      return seen.get();
    }
  }
}
