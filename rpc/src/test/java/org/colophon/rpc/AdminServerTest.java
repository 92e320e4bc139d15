package org.colophon.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.server.AdminPort;
import org.colophon.rpc.server.AdminServer;
import org.colophon.rpc.server.AdminSettings;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator's port over a node that a test makes well or unwell. */
final class AdminServerTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<AdminPort.Hindrance> hindrances = new ArrayList<>();
  private final List<String> set = new ArrayList<>();
  private boolean live = true;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private final AdminPort node =
      new AdminPort() {
        @Override
        public boolean isLive() {
          return live;
        }

        @Override
        public List<Hindrance> hindrances() {
          return hindrances;
        }

        @Override
        public Json.Obj status() {
          throw new IllegalStateException("secret of a fault");
        }

        @Override
        public byte[] metrics() {
          return "colophon_ready 1\n".getBytes(UTF_8);
        }

        @Override
        public Json.Obj levels() {
          return Json.object().put("set", Json.strings(set)).build();
        }

        @Override
        public void setLevel(String logger, String level) throws RefusedException {
          if (level.isEmpty()) {
            throw new RefusedException(Reason.MALFORMED, "level: (expected: a level)");
          }
          set.add(logger + "=" + level);
        }
      };

  private AdminServer plain() throws IOException {
    AdminServer server = AdminServer.start(new AdminSettings(LOOPBACK, Optional.empty()), node);
    open.add(server);
    return server;
  }

  private static HttpResponse<String> ask(
      AdminServer server, String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void saysWhyTheNodeIsNotReady() throws Exception {
    AdminServer server = plain();
    assertThat(ask(server, "GET", "/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> well = ask(server, "GET", "/health/ready");
    assertThat(well.statusCode()).isEqualTo(200);
    assertThat(well.body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");

    live = false;
    hindrances.add(new AdminPort.Hindrance("NO_LEADER", "no leader is known", "doctor"));
    HttpResponse<String> unwell = ask(server, "GET", "/health/ready");

    assertThat(ask(server, "GET", "/health/live").statusCode()).isEqualTo(503);
    assertThat(unwell.statusCode()).isEqualTo(503);
    assertThat(unwell.body())
        .contains("\"name\":\"NO_LEADER\"", "\"remedy\":\"doctor\"", "\"ready\":false");
  }

  @Test
  void givesMetersAndLevelsAndHidesFaults() throws Exception {
    AdminServer server = plain();
    HttpResponse<String> metrics = ask(server, "GET", "/metrics");
    assertThat(metrics.body()).isEqualTo("colophon_ready 1\n");
    assertThat(metrics.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");

    assertThat(ask(server, "POST", "/log?logger=org.colophon&level=DEBUG").body())
        .isEqualTo("{\"set\":[\"org.colophon=DEBUG\"]}");
    assertThat(ask(server, "POST", "/log?logger=org.colophon").statusCode()).isEqualTo(400);
    assertThat(ask(server, "GET", "/v1/status").statusCode()).isEqualTo(404);
    HttpResponse<String> fault = ask(server, "GET", "/status");
    assertThat(fault.statusCode()).isEqualTo(500);
    assertThat(fault.body()).doesNotContain("secret");
  }

  @Test
  void answersNoPageInABrowser() throws Exception {
    AdminServer server = plain();

    HttpResponse<String> page =
        ask(
            server,
            "POST",
            "/log?logger=org.colophon&level=TRACE",
            "Origin",
            "https://evil.example");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(rebound(server.port())).startsWith("HTTP/1.1 403");
    assertThat(set).isEmpty();
  }

  /** A name that leads here only since its owner says so. */
  private static String rebound(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /log?logger=org.colophon&level=TRACE HTTP/1.1\r\nHost: evil.example:"
                      + port
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes(12), UTF_8);
    }
  }

  @Test
  void isNeverOpenToOthersWithoutTls() {
    assertThatThrownBy(
            () -> new AdminSettings(new InetSocketAddress("0.0.0.0", 0), Optional.empty()))
        .hasMessageContaining("loopback");
  }

  @Test
  void overTlsAnswersItsOwnOrganisationOnly() throws Exception {
    AdminServer server =
        AdminServer.start(
            new AdminSettings(
                LOOPBACK,
                Optional.of(
                    new AdminSettings.Protection(
                        new ReloadableKeyManager(TestPort.nodeIdentity()),
                        TestPort.trust(),
                        TestConsortium.COURT_NORTH))),
            node);
    open.add(server);

    assertThat(overTls(server, TestPort.memberNode()).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> other = overTls(server, TestPort.member());
    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(new String(other.body(), UTF_8)).contains("NOT_AUTHORISED");
    assertThatThrownBy(() -> overTls(server, Optional.empty())).isInstanceOf(IOException.class);
  }

  private static HttpResponse<byte[]> overTls(AdminServer server, Optional<TlsIdentity> caller)
      throws Exception {
    return TestPort.send(
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/metrics"))
            .build(),
        caller);
  }
}
