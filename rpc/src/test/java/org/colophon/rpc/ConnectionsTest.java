package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.TlsEngineType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are too many, or too slow: they end, and what can be answered is by name. */
@Timeout(120)
class ConnectionsTest {
  private static final int CONNECTIONS = 8;
  private static final int DOCUMENT_BYTES = 8 << 20;

  /** Short enough for a test to wait for. */
  private static final Duration SHORT = Duration.ofMillis(1_500);

  /** Longer than any test. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final int BYTES_UNDER_WAY = 3 * DOCUMENT_BYTES / 2;
  private static final int BUFFER = 4 << 10;

  @TempDir Path directory;
  private TestPort port;
  private final List<RawCaller> callers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
  }

  @AfterEach
  void stop() throws Exception {
    for (RawCaller caller : callers) {
      caller.close();
    }
    port.close();
  }

  private RpcServer serve(Duration requestTimeout, Duration idleTimeout, Duration stallMax)
      throws IOException {
    RpcLimits limits =
        new RpcLimits(
            new RpcLimits.Transport(
                CONNECTIONS,
                16,
                8 << 10,
                64 << 10,
                64 << 10,
                BYTES_UNDER_WAY,
                requestTimeout,
                idleTimeout),
            RpcLimits.Requests.DEFAULT,
            new RpcLimits.Streams(64, stallMax, 1, 1 << 20, 32));
    return TestPort.serve(port.node, documents(), limits, 0);
  }

  private RpcServer serve() throws IOException {
    return serve(SHORT, SHORT, LONG);
  }

  /** Gives documents that no buffer of a kernel takes whole. */
  private static EvidenceSource documents() {
    return new EvidenceSource() {
      @Override
      public byte[] zip(RecordId id) {
        return new byte[DOCUMENT_BYTES];
      }
    };
  }

  private RawCaller connect(RpcServer server, String from, Optional<TlsIdentity> identity)
      throws IOException {
    RawCaller caller =
        RawCaller.connect(
            RawCaller.sockets(TestPort.trust(), identity), from, server.port(), BUFFER);
    callers.add(caller);
    return caller;
  }

  private void assertTurnedAway(RpcServer server, String from, Optional<TlsIdentity> identity) {
    long before = server.refusals().of(Reason.OVERLOADED);
    assertThatThrownBy(
            () -> {
              RawCaller caller = connect(server, from, identity);
              // With TLS 1.3 a client is through before the server has judged its certificate.
              caller.get("/healthz");
              caller.answer();
            })
        .isInstanceOf(IOException.class);
    assertThat(server.refusals().of(Reason.OVERLOADED)).isGreaterThan(before);
  }

  private static void assertServed(RawCaller caller) throws IOException {
    caller.get("/healthz");
    assertThat(caller.answer().status()).isEqualTo(200);
  }

  @Test
  void anAddressHasHalfOfTheConnections() throws Exception {
    try (RpcServer server = serve(LONG, LONG, LONG)) {
      Optional<TlsIdentity> member = TestPort.member();
      assertServed(connect(server, "127.0.0.1", Optional.empty()));
      assertServed(connect(server, "127.0.0.1", Optional.empty()));
      assertServed(connect(server, "127.0.0.1", member));
      assertServed(connect(server, "127.0.0.1", member));
      assertTurnedAway(server, "127.0.0.1", member);
      assertServed(connect(server, "127.0.0.2", member));
    }
  }

  @Test
  void anOrganisationHasHalfOfTheConnections() throws Exception {
    try (RpcServer server = serve(LONG, LONG, LONG)) {
      Optional<TlsIdentity> member = TestPort.member();
      for (int i = 1; i <= CONNECTIONS / 2; i++) {
        assertServed(connect(server, "127.0.0." + i, member));
      }
      assertTurnedAway(server, "127.0.0.5", member);
      assertServed(connect(server, "127.0.0.5", TestPort.memberNode()));
      assertServed(connect(server, "127.0.0.6", Optional.empty()));
    }
  }

  @Test
  void aConnectionThatEndsMakesRoom() throws Exception {
    try (RpcServer server = serve(LONG, LONG, LONG)) {
      List<RawCaller> first = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS / 2; i++) {
        first.add(connect(server, "127.0.0.1", Optional.empty()));
        assertServed(first.getLast());
      }
      assertTurnedAway(server, "127.0.0.1", Optional.empty());
      first.getFirst().close();
      awaitFree(server, CONNECTIONS / 2 + 1);
      assertServed(connect(server, "127.0.0.1", Optional.empty()));
    }
  }

  private static void awaitFree(RpcServer server, int connections) throws InterruptedException {
    while (server.freePlaces().getOrDefault("connections", 0) < connections) {
      Thread.sleep(20);
    }
  }

  @Test
  void closesWhoSaysNothing() throws Exception {
    try (RpcServer server = serve()) {
      assertThat(connect(server, "127.0.0.1", Optional.empty()).isClosedByTheOther()).isTrue();
    }
  }

  @Test
  void closesWhoNeverEndsAHead() throws Exception {
    try (RpcServer server = serve()) {
      RawCaller slow = connect(server, "127.0.0.1", Optional.empty());
      Thread dripping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  slow.send("GET /v1/status HTTP/1.1\r\n");
                  while (true) {
                    slow.send("X: y\r\n");
                    Thread.sleep(100);
                  }
                } catch (IOException | InterruptedException e) {
                  // The connection has ended, as it should.
                }
              });
      awaitFree(server, CONNECTIONS);
      dripping.interrupt();
      dripping.join();
    }
  }

  @Test
  void tellsWhoNeverEndsABody() throws Exception {
    try (RpcServer server = serve()) {
      RawCaller slow = connect(server, "127.0.0.1", Optional.empty());
      slow.send("POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n{");
      RawCaller.Answer answer = slow.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("\"UNAVAILABLE\"").contains("not served in time");
    }
  }

  @Test
  void aCallersDeadlineDoesNotLengthenOurs() throws Exception {
    try (RpcServer server = serve();
        ClientFactory clients =
            ClientFactory.builder()
                .tlsEngineType(TlsEngineType.JDK)
                .tlsCustomizer(tls -> tls.trustManager(TestPort.trust()))
                .build()) {
      WebClient client =
          WebClient.builder("h2://127.0.0.1:" + server.port())
              .factory(clients)
              .responseTimeout(LONG)
              .build();
      HttpRequestWriter request =
          HttpRequest.streaming(
              RequestHeaders.of(
                  HttpMethod.POST,
                  "/colophon.v1.Ledger/GetStatus",
                  "content-type",
                  "application/grpc",
                  "grpc-timeout",
                  "90000S"));
      // The first byte of a message, and then nothing.
      request.write(HttpData.copyOf(new byte[1]));
      AggregatedHttpResponse answer = client.execute(request).aggregate().join();
      HttpHeaders last = answer.trailers().isEmpty() ? answer.headers() : answer.trailers();
      assertThat(last.get("grpc-status")).isNotNull().isNotEqualTo("0");
    }
  }

  @Test
  void closesAReaderThatTakesNothing() throws Exception {
    try (RpcServer server = serve(LONG, LONG, Duration.ofMillis(500))) {
      RawCaller slow = connect(server, "127.0.0.1", Optional.empty());
      slow.get("/v1/records/" + "0".repeat(64) + "/evidence.zip");
      awaitFree(server, CONNECTIONS - 1);
      awaitFree(server, CONNECTIONS);
      assertThatThrownBy(slow::answer).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesThoseWhoLeaveTooMuchLyingAndServesOthers() throws Exception {
    try (RpcServer server = serve(LONG, LONG, LONG)) {
      // One answer that is not taken is more than half of what may be under way. It has begun
      // before anybody else asks: beside another's answer it would itself be too much.
      RawCaller slow = connect(server, "127.0.0.1", Optional.empty());
      slow.get("/v1/records/" + "0".repeat(64) + "/evidence.zip");
      assertThat(slow.head()).startsWith("HTTP/1.1 200");
      RawCaller.Answer refused = status(connect(server, "127.0.0.2", Optional.empty()));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.body())
          .contains("\"OVERLOADED\"")
          .contains("bytes under way")
          .contains("of callers of no organisation");
      assertThat(status(connect(server, "127.0.0.2", TestPort.member())).status()).isEqualTo(200);
    }
  }

  private static RawCaller.Answer status(RawCaller caller) throws IOException {
    caller.get("/v1/status");
    return caller.answer();
  }
}
