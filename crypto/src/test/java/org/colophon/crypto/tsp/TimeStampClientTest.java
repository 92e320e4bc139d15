package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TimeStampClientTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration HASTY = Duration.ofMillis(300);
  private static final byte[] DATA = "a sealed note\n".getBytes(StandardCharsets.UTF_8);

  private final Instant now = Instant.now();
  private final CertificateAuthority court = CertificateAuthority.create("court", YEAR, now);
  private final TimeStampAuthority authority =
      TimeStampAuthority.of(court.issueTimeStamping("clock-1", now, YEAR));
  private final TimeStampQuery query =
      TimeStampQuery.of(DATA, "nonce-01".getBytes(StandardCharsets.UTF_8));
  private volatile Handler handler = exchange -> answer(exchange, 500, "text/plain", new byte[0]);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Headers asked = new Headers();

  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server = HttpServer.create(loopback(), 0);
    server.setExecutor(threads);
    server.createContext("/tsa", exchange -> handler.handle(exchange));
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void bringsTheAuthoritysTimeStamp() throws Exception {
    serve(exchange -> answer(exchange, 200, "application/timestamp-reply", stampOf(exchange)));
    TimeStamp stamp = ask(PATIENT);
    assertThat(stamp.covers(DATA)).isTrue();
    assertThat(stamp.verify(List.of(court.certificate()), List.of()))
        .isEqualTo(court.certificate());
    assertThat(asked.getFirst("Content-Type")).isEqualTo("application/timestamp-query");
    assertThat(asked.getFirst("Accept")).isEqualTo("application/timestamp-reply");
  }

  @Test
  void takesTheContentTypeWithParametersAndInAnyCase() throws Exception {
    serve(exchange -> answer(exchange, 200, "Application/Timestamp-Reply; v=1", stampOf(exchange)));
    assertThat(ask(PATIENT).covers(DATA)).isTrue();
  }

  @Test
  void refusesAnotherContentType() {
    serve(exchange -> answer(exchange, 200, "text/html", stampOf(exchange)));
    refuses(Reason.WRONG_TYPE, PATIENT);
    serve(exchange -> answer(exchange, 200, "application/timestamp-replyx", stampOf(exchange)));
    refuses(Reason.WRONG_TYPE, PATIENT);
  }

  @Test
  void refusesAnAnswerWithoutAContentType() {
    serve(exchange -> {
      byte[] stamp = stampOf(exchange);
      exchange.sendResponseHeaders(200, stamp.length);
      exchange.getResponseBody().write(stamp);
      exchange.close();
    });
    refuses(Reason.WRONG_TYPE, PATIENT);
  }

  @Test
  void refusesOtherStatusesAndFollowsNoRedirect() {
    for (int status : new int[] {201, 204, 301, 302, 307, 400, 404, 500, 503}) {
      serve(exchange -> {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        answer(exchange, status, "application/timestamp-reply", new byte[0]);
      });
      refuses(Reason.HTTP_STATUS, PATIENT);
    }
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() {
    serve(
        exchange -> answer(exchange, 200, "application/timestamp-reply", new byte[64 * 1024 + 1]));
    refuses(Reason.TOO_LARGE, PATIENT);
  }

  @Test
  void stopsReadingAnAnswerThatNeverEnds() {
    serve(exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        while (ended.getCount() > 0) {
          out.write(new byte[8192]);
        }
      }
    });
    refuses(Reason.TOO_LARGE, PATIENT);
  }

  @Test
  void givesUpOnAnAuthorityThatNeverAnswers() {
    serve(exchange -> await());
    refuses(Reason.SLOW, HASTY);
  }

  @Test
  void givesUpOnAnAnswerThatTrickles() {
    serve(exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(0x30);
      exchange.getResponseBody().flush();
      await();
    });
    refuses(Reason.SLOW, HASTY);
  }

  @Test
  void stopsWhenItsThreadIsToldTo() {
    serve(exchange -> await());
    Thread.currentThread().interrupt();
    try (TimeStampClient client = client(PATIENT)) {
      assertThatThrownBy(() -> client.stamp(address(), query))
          .isInstanceOf(InterruptedException.class);
    } finally {
      // What is left of it must not reach the next test.
      Thread.interrupted();
    }
  }

  @Test
  void saysThatAnAuthorityIsDown() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (TimeStampClient client = client(PATIENT)) {
      assertThatThrownBy(() -> client.stamp(URI.create("http://127.0.0.1:" + port), query))
          .isInstanceOfSatisfying(
              TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DOWN));
    }
  }

  @Test
  void saysThatAnAuthorityEndedTheConnection() {
    serve(exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(0x30);
      exchange.close();
    });
    refuses(Reason.DOWN, PATIENT);
  }

  @Test
  void passesOnWhyTheAnswerIsRefused() {
    serve(exchange ->
        answer(
            exchange,
            200,
            "application/timestamp-reply",
            "no stamp".getBytes(StandardCharsets.UTF_8)));
    refuses(Reason.MALFORMED, PATIENT);
    byte[] other = TimeStampQuery.of(DATA, "nonce-02".getBytes(StandardCharsets.UTF_8)).der();
    serve(exchange ->
        answer(
            exchange,
            200,
            "application/timestamp-reply",
            authority.answer(other, now.toEpochMilli())));
    refuses(Reason.WRONG_NONCE, PATIENT);
    serve(exchange ->
        answer(
            exchange,
            200,
            "application/timestamp-reply",
            authority.answer(new byte[1], now.toEpochMilli())));
    refuses(Reason.REJECTED, PATIENT);
  }

  @Test
  void refusesOtherKindsOfAddresses() {
    try (TimeStampClient client = client(PATIENT)) {
      for (String address : List.of("ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1")) {
        assertThatThrownBy(() -> client.stamp(URI.create(address), query))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void fetchesARevocationListInDerOrPem() throws Exception {
    RevocationList list = court.issueCrl(List.of(), now, now.plus(YEAR));
    for (byte[] body : List.of(list.der(), list.pem().getBytes(StandardCharsets.UTF_8))) {
      serve(exchange -> answer(exchange, 200, "application/octet-stream", body));
      try (TimeStampClient client = client(PATIENT)) {
        RevocationList fetched = client.fetchCrl(address());
        assertThat(fetched.der()).isEqualTo(list.der());
        assertThat(fetched.isIssuedBy(court.certificate())).isTrue();
      }
    }
  }

  @Test
  void refusesARevocationListThatIsNoneOrTooLarge() {
    serve(exchange ->
        answer(exchange, 200, "application/pkix-crl", "no list".getBytes(StandardCharsets.UTF_8)));
    refusesCrl(Reason.BAD_CRL);
    serve(exchange -> answer(exchange, 200, "application/pkix-crl", new byte[256 * 1024 + 1]));
    refusesCrl(Reason.TOO_LARGE);
    serve(exchange -> answer(exchange, 404, "application/pkix-crl", new byte[0]));
    refusesCrl(Reason.HTTP_STATUS);
  }

  @Test
  void trustsWhomTheCallerSaysBehindHttps() throws Exception {
    TlsIdentity node = court.issueNode("n1", List.of(), List.of("127.0.0.1"), now, YEAR);
    CertificateAuthority stranger = CertificateAuthority.create("stranger", YEAR, now);
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(contextOf(court, node)));
    https.setExecutor(threads);
    https.createContext(
        "/tsa",
        exchange -> answer(exchange, 200, "application/timestamp-reply", stampOf(exchange)));
    https.start();
    URI url = URI.create("https://127.0.0.1:" + https.getAddress().getPort() + "/tsa");
    try (TimeStampClient trusting =
            new TimeStampClient(Optional.of(contextOf(court, node)), PATIENT, PATIENT);
        TimeStampClient trustingOthers =
            new TimeStampClient(Optional.of(contextOf(stranger, node)), PATIENT, PATIENT)) {
      assertThat(trusting.stamp(url, query).covers(DATA)).isTrue();
      assertThatThrownBy(() -> trustingOthers.stamp(url, query))
          .isInstanceOfSatisfying(
              TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DOWN));
    } finally {
      https.stop(0);
    }
  }

  private static SSLContext contextOf(CertificateAuthority trusted, TlsIdentity shown) {
    return Tls.context(
        new ReloadableKeyManager(shown),
        OrganisationTrust.of(Map.of(trusted.organisation(), trusted.certificate())));
  }

  private void refuses(Reason reason, Duration total) {
    try (TimeStampClient client = client(total)) {
      assertThatThrownBy(() -> client.stamp(address(), query))
          .isInstanceOfSatisfying(
              TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  private void refusesCrl(Reason reason) {
    try (TimeStampClient client = client(PATIENT)) {
      assertThatThrownBy(() -> client.fetchCrl(address()))
          .isInstanceOfSatisfying(
              TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  private TimeStamp ask(Duration total) throws TimeStampException, InterruptedException {
    try (TimeStampClient client = client(total)) {
      return client.stamp(address(), query);
    }
  }

  private static TimeStampClient client(Duration total) {
    return new TimeStampClient(Optional.empty(), PATIENT, total);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  /** What one exchange does, from now on. */
  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void serve(Handler next) {
    handler = next;
  }

  private byte[] stampOf(HttpExchange exchange) throws IOException {
    asked = exchange.getRequestHeaders();
    return authority.answer(exchange.getRequestBody().readAllBytes(), now.toEpochMilli());
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
