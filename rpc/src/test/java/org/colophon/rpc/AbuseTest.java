package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.record.Role;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.GetBlockRequest;
import org.colophon.rpc.proto.LookupRequest;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers send that is wrong: it is refused by name, and the server goes on. */
class AbuseTest {
  /** Small enough to reach in a test. */
  private static final RpcLimits LIMITS =
      new RpcLimits(
          new RpcLimits.Transport(
              64,
              16,
              8 << 10,
              1 << 20,
              64 << 10,
              4 << 20,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10)),
          requests(1),
          RpcLimits.Streams.DEFAULT);

  private static RpcLimits.Requests requests(int submitsMax) {
    return new RpcLimits.Requests(
        8,
        submitsMax,
        10,
        400_000,
        400_000,
        Duration.ofSeconds(8),
        8,
        Duration.ofMillis(300),
        5,
        10,
        100,
        1000,
        100);
  }

  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory, LIMITS);
    client = TestPort.client(List.of(port.uri()), TestPort.member(), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws Exception {
    assertGoesOn();
    client.close();
    port.close();
  }

  private void assertGoesOn() throws Exception {
    assertThat(client.status().getRole()).isEqualTo("LEADER");
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).as(e.toString()).isEqualTo(reason));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, Reason reason) {
    assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(text(response))
        .contains("\"reason\":\"" + reason + "\"", "\"status\":" + status)
        .doesNotContain("Exception", "\tat ");
  }

  private TestRecord good() {
    return port.records().declare(port.creator, port.consortium.hash("song"));
  }

  /** Gives up soon on what may pass. */
  private LedgerClient hasty() {
    return TestPort.client(List.of(port.uri()), TestPort.member(), Duration.ofMillis(2500));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Map.Entry<byte[], Reason>> badRecords() {
    byte[] good = good().bytes();
    String text = new String(good, StandardCharsets.UTF_8);
    List<Map.Entry<byte[], Reason>> bad = new ArrayList<>();
    bad.add(Map.entry(utf8("not json"), Reason.MALFORMED));
    bad.add(Map.entry(new byte[0], Reason.MALFORMED));
    bad.add(Map.entry(Arrays.copyOf(good, good.length - 7), Reason.MALFORMED));
    bad.add(Map.entry(utf8("[".repeat(5000)), Reason.TOO_LARGE));
    bad.add(Map.entry(utf8("{\"sigs\":[],\"sigs\":[],\"statement\":{}}"), Reason.MALFORMED));
    bad.add(Map.entry(utf8(text.replaceFirst("\\{", "{ ")), Reason.NOT_CANONICAL));
    bad.add(Map.entry(utf8("{\"statement\":" + "9".repeat(70_000) + "}"), Reason.TOO_LARGE));
    bad.add(
        Map.entry(
            utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"NONE\",\"x\":1")),
            Reason.NOT_CANONICAL));
    bad.add(
        Map.entry(
            utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"ASSISTED\"")),
            Reason.BAD_SIGNATURE));
    bad.add(
        Map.entry(
            port.consortium
                .onChain("other")
                .records()
                .declare(port.creator, port.consortium.hash("song"))
                .bytes(),
            Reason.WRONG_CHAIN));
    bad.add(
        Map.entry(
            port.consortium
                .record(port.records().registration(port.consortium.actor("somebody")))
                .by(port.creator.as(Role.CREATOR), port.other.key())
                .bytes(),
            Reason.BAD_SIGNATURE));
    byte[] random = new byte[3000];
    new Random(5).nextBytes(random);
    bad.add(Map.entry(random, Reason.MALFORMED));
    return bad;
  }

  @Test
  void refusesEachBadRecordByNameOverGrpc() throws Exception {
    for (Map.Entry<byte[], Reason> bad : badRecords()) {
      Outcome outcome = client.submit(List.of(bad.getKey())).getFirst();
      assertThat(outcome.getRefusal().getReason())
          .as("%s", outcome)
          .isEqualTo(bad.getValue().name());
    }
  }

  @Test
  void refusesEachBadRecordByNameOverHttp() throws Exception {
    for (Map.Entry<byte[], Reason> bad : badRecords()) {
      HttpResponse<byte[]> response = port.post("/v1/records", bad.getKey(), TestPort.member());
      assertProblem(response, ReasonStatus.of(bad.getValue()).http(), bad.getValue());
    }
  }

  @Test
  void takesTheGoodRecordsBesideABadOne() throws Exception {
    List<Outcome> outcomes = client.submit(List.of(utf8("{}"), good().bytes()));
    assertThat(outcomes.get(0).getRefusal().getReason()).isEqualTo("MALFORMED");
    assertThat(outcomes.get(0).getId()).isEmpty();
    assertThat(outcomes.get(1).hasReceipt()).isTrue();
  }

  @Test
  void refusesTooManyRecordsAndTooManyBytes() throws Exception {
    assertRefused(Reason.TOO_LARGE, () -> client.submit(Collections.nCopies(11, utf8("{}"))));
    assertRefused(Reason.TOO_LARGE, () -> client.submit(List.of(new byte[400_001])));
    assertRefused(Reason.TOO_LARGE, () -> client.submit(List.of(new byte[1_100_000])));
    assertProblem(
        port.post("/v1/records", new byte[1_100_000], TestPort.member()), 413, Reason.TOO_LARGE);
    assertProblem(
        port.post("/v1/submit", new byte[1_100_000], TestPort.member()), 413, Reason.TOO_LARGE);
  }

  @Test
  void takesOnlySmallBodiesFromTheAnonymous() throws Exception {
    assertProblem(
        port.post("/v1/lookup", new byte[100_000], Optional.empty()), 413, Reason.TOO_LARGE);
    try (LedgerClient anonymous =
        TestPort.client(List.of(port.uri()), Optional.empty(), Duration.ofSeconds(10))) {
      assertRefused(Reason.TOO_LARGE, () -> anonymous.submit(List.of(new byte[100_000])));
    }
  }

  @Test
  void tellsThatTheLedgerIsNotOpenNow() throws Exception {
    port.node.storeClosed = true;
    HttpResponse<byte[]> response = port.get("/v1/works/" + "0".repeat(64));
    assertProblem(response, 503, Reason.UNAVAILABLE);
    assertThat(text(response)).contains("ledger: not open");
    port.node.storeClosed = false;
    assertThat(port.get("/v1/works/" + "0".repeat(64)).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAnEmptySubmission() throws Exception {
    assertProblem(port.post("/v1/submit", utf8("{}"), TestPort.member()), 400, Reason.MALFORMED);
  }

  @Test
  void refusesBodiesAndParametersThatAreNotOfTheMethod() throws Exception {
    assertProblem(
        port.post("/v1/submit", utf8("{\"records\":[\"%%\"]}"), TestPort.member()),
        400,
        Reason.MALFORMED);
    assertProblem(
        port.post("/v1/lookup", utf8("{nonsense"), Optional.empty()), 400, Reason.MALFORMED);
    assertProblem(
        port.post("/v1/lookup", utf8("[".repeat(20_000)), Optional.empty()), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/blocks/nine"), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/blocks/nine/header.json"), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/stream?from_index=x"), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/records/ABC"), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/records/ABC/record.json"), 400, Reason.MALFORMED);
    assertProblem(port.get("/v1/works/" + "0".repeat(64)), 404, Reason.NOT_FOUND);
    assertProblem(port.get("/v1/blocks/99999"), 404, Reason.NOT_FOUND);
    assertProblem(port.get("/v1/no-such-path"), 404, Reason.NOT_FOUND);
    assertProblem(port.post("/v1/status", utf8("{}"), Optional.empty()), 405, Reason.NOT_FOUND);
  }

  @Test
  void boundsLookupsAndPages() throws Exception {
    String digest = port.consortium.hash("x").hex();
    assertRefused(Reason.TOO_LARGE, () -> client.lookup(Collections.nCopies(101, digest)));
    assertRefused(
        Reason.TOO_LARGE,
        () ->
            client.lookup(
                LookupRequest.newBuilder()
                    .addAllDigests(Collections.nCopies(90, digest))
                    .setLimit(60)
                    .build()));
    assertRefused(Reason.MALFORMED, () -> client.lookup(List.of("nine")));
    GetBlockRequest huge =
        GetBlockRequest.newBuilder().setHeight(1).setPageSize(Integer.MAX_VALUE).build();
    assertThat(client.block(huge).getRecordsCount()).isEqualTo(2);
  }

  @Test
  void refusesCursorsOfOtherListsAndOfNone() throws Exception {
    client.submit(List.of(good().bytes()));
    GetBlockRequest page = GetBlockRequest.newBuilder().setHeight(1).setPageSize(1).build();
    String cursor = client.block(page).getNextCursor();
    assertThat(cursor).isNotEmpty();
    for (String bad :
        List.of(
            "x",
            "AAAA",
            cursor + "=",
            cursor.substring(1),
            cursor.toLowerCase(java.util.Locale.ROOT),
            "A".repeat(10_000))) {
      assertRefused(Reason.MALFORMED, () -> client.block(page.toBuilder().setCursor(bad).build()));
    }
    assertRefused(
        Reason.MALFORMED,
        () -> client.block(page.toBuilder().setHeight(2).setCursor(cursor).build()));
  }

  @Test
  void waitsForAHeightOnlySoLong() throws Exception {
    String id = good().id().hex();
    try (LedgerClient hasty = hasty()) {
      assertRefused(Reason.UNAVAILABLE, () -> hasty.receipt(id, 1_000_000));
      assertRefused(Reason.UNAVAILABLE, () -> hasty.evidence(id, 1_000_000));
      assertRefused(Reason.UNAVAILABLE, () -> hasty.certificate(id, "zh", 1_000_000));
      assertRefused(Reason.UNAVAILABLE, () -> hasty.coseReceipt(id, 1_000_000));
    }
    assertRefused(Reason.MALFORMED, () -> client.receipt(id, -1));
    HttpResponse<byte[]> late = port.get("/v1/records/" + id + "?at_least_height=1000000");
    assertProblem(late, 503, Reason.UNAVAILABLE);
    assertThat(late.headers().firstValue("retry-after")).contains("1");
  }

  @Test
  void answersWhenTheHeightComesInTime() throws Exception {
    TestRecord record = good();
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.receipt(record.id().hex(), 2);
          } catch (RpcException e) {
            return e;
          }
        });
    client.submit(List.of(record.bytes()));
    assertThat(waiting.join()).isNotInstanceOf(Exception.class);
  }

  @Test
  void refusesWhatIsOneTooManyAndStillReads() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    port.node.hold = Optional.of(hold);
    CompletableFuture<HttpResponse<byte[]>> first =
        CompletableFuture.supplyAsync(() -> {
          try {
            return port.post("/v1/records", good().bytes(), TestPort.member());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    port.node.held.await();
    HttpResponse<byte[]> second = port.post("/v1/records", utf8("{}"), TestPort.member());
    assertProblem(second, 429, Reason.OVERLOADED);
    assertGoesOn();
    hold.countDown();
    assertThat(first.join().statusCode()).isEqualTo(201);
  }

  @Test
  void leavesRoomForOthersWhenOneOrganisationFloods() throws Exception {
    RpcLimits limits =
        new RpcLimits(RpcLimits.Transport.DEFAULT, requests(2), RpcLimits.Streams.DEFAULT);
    CountDownLatch hold = new CountDownLatch(1);
    port.node.hold = Optional.of(hold);
    try (RpcServer server = TestPort.serve(port.node, limits, 0)) {
      URI uri = URI.create("https://127.0.0.1:" + server.port());
      Optional<TlsIdentity> other = TestPort.memberNode();
      CompletableFuture<HttpResponse<byte[]>> first = submission(uri, TestPort.member());
      port.node.held.await();
      HttpResponse<byte[]> second = submission(uri, TestPort.member()).join();
      assertProblem(second, 429, Reason.OVERLOADED);
      assertThat(text(second)).contains("at most 1 of court-south");
      CompletableFuture<HttpResponse<byte[]>> others = submission(uri, other);
      hold.countDown();
      assertThat(first.join().statusCode()).isEqualTo(201);
      assertThat(others.join().statusCode()).isIn(200, 201);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> submission(
      URI uri, Optional<TlsIdentity> identity) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/v1/records"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(good().bytes()))
            .build();
    return CompletableFuture.supplyAsync(() -> {
      try {
        return TestPort.send(request, identity);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
  }

  @Test
  void refusesWhatPagesOfOtherSitesHaveABrowserSend() throws Exception {
    for (String site : List.of("cross-site", "same-site", "none")) {
      assertProblem(submittedFrom(site), 403, Reason.NOT_AUTHORISED);
    }
    assertThat(submittedFrom("same-origin").statusCode()).isEqualTo(201);
    HttpRequest reading =
        HttpRequest.newBuilder(port.uri().resolve("/v1/status"))
            .header("Sec-Fetch-Site", "cross-site")
            .build();
    assertThat(TestPort.send(reading, TestPort.member()).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> submittedFrom(String site) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(port.uri().resolve("/v1/records"))
            .header("Sec-Fetch-Site", site)
            .POST(HttpRequest.BodyPublishers.ofByteArray(good().bytes()))
            .build();
    return TestPort.send(request, TestPort.member());
  }

  @Test
  void speaksNothingOlderThanTls13() throws Exception {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {TestPort.trust()}, null);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).sslParameters(old).build()) {
      HttpRequest request = HttpRequest.newBuilder(port.uri().resolve("/healthz")).build();
      assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("protocol_version");
    }
  }

  @Test
  void refusesWhatIsTooMuchForAllSubmissionsTogether() throws Exception {
    RpcLimits limits =
        new RpcLimits(RpcLimits.Transport.DEFAULT, requests(8), RpcLimits.Streams.DEFAULT);
    // Each alone is within the bound of one submission; both together are not.
    List<byte[]> large = Collections.nCopies(6, new byte[40_000]);
    CountDownLatch hold = new CountDownLatch(1);
    port.node.hold = Optional.of(hold);
    try (RpcServer server = TestPort.serve(port.node, limits, 0);
        LedgerClient patient = client(server, Duration.ofSeconds(20));
        LedgerClient hasty = client(server, Duration.ofSeconds(5))) {
      CompletableFuture<Integer> first =
          CompletableFuture.supplyAsync(() -> {
            try {
              return patient.submit(large).size();
            } catch (RpcException e) {
              throw new AssertionError(e);
            }
          });
      port.node.held.await();
      assertRefused(Reason.OVERLOADED, () -> hasty.submit(large));
      hold.countDown();
      assertThat(first.join()).isEqualTo(6);
      assertThat(patient.submit(large)).hasSize(6);
    }
  }

  private static LedgerClient client(RpcServer server, Duration timeout) {
    URI uri = URI.create("https://127.0.0.1:" + server.port());
    return TestPort.client(List.of(uri), TestPort.member(), timeout);
  }

  @Test
  void tellsWhenAnOutcomeIsUnknown() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    port.node.hold = Optional.of(hold);
    assertProblem(
        port.post("/v1/records", good().bytes(), TestPort.member()), 503, Reason.UNAVAILABLE);
    hold.countDown();
  }

  @Test
  void refusesWritesWhileTheChainWaitsForASeal() throws Exception {
    port.node.blocked = Optional.of(new Refusal(Reason.UNSEALED, "too much stands unsealed"));
    try (LedgerClient impatient = client(port.server, Duration.ofSeconds(8))) {
      assertRefused(Reason.UNSEALED, () -> impatient.submit(List.of(good().bytes())));
    }
    assertProblem(
        port.post("/v1/records", good().bytes(), TestPort.member()), 503, Reason.UNSEALED);
  }

  @Test
  void survivesGarbageOnThePort() throws Exception {
    byte[] garbage = new byte[4096];
    new Random(3).nextBytes(garbage);
    for (byte[] bytes : List.of(garbage, utf8("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), new byte[1])) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.server.port())) {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(1 << 16);
        assertThat(answer.length).isLessThan(1 << 16);
      } catch (java.net.SocketException e) {
        // A reset is an answer, too.
        assertThat(e).hasMessageContaining("reset");
      }
    }
  }

  @Test
  void refusesHeadersThatAreTooLong() throws Exception {
    HttpResponse<byte[]> response = null;
    try {
      response = port.get("/v1/status?x=" + "y".repeat(40_000));
    } catch (java.io.IOException e) {
      // The connection may be closed before the answer is read.
      assertThat(e).isNotNull();
    }
    if (response != null) {
      assertThat(response.statusCode()).isBetween(400, 499);
    }
  }
}
