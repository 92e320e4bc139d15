package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.colophon.rpc.server.StampSource;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time-stamping authority behind the port. */
class StampTest {
  private static final String QUERY = "application/timestamp-query";
  private static final byte[] DATA = "what is stamped".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NONCE = "a nonce of tests".getBytes(StandardCharsets.US_ASCII);
  private static final TimeStampQuery ASKED = TimeStampQuery.of(DATA, NONCE);
  private static final X509Certificate ROOT =
      TestConsortium.authority(TestConsortium.COURT_NORTH).certificate();

  @TempDir Path directory;
  private TestPort port;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
  }

  @AfterEach
  void stop() {
    port.close();
  }

  private HttpResponse<byte[]> ask(BodyPublisher body, String type, Optional<TlsIdentity> caller)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(port.uri().resolve("/tsa")).POST(body);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return TestPort.send(request.build(), caller);
  }

  private HttpResponse<byte[]> ask(byte[] query) throws Exception {
    return ask(BodyPublishers.ofByteArray(query), QUERY, TestPort.member());
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, Reason reason) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(text).isEqualTo(status);
    assertThat(text).contains("\"reason\":\"" + reason + "\"").doesNotContain("Exception");
  }

  private static void assertReply(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("application/timestamp-reply");
  }

  @Test
  void stampsForMembers() throws Exception {
    for (Optional<TlsIdentity> member : List.of(TestPort.member(), TestPort.memberNode())) {
      HttpResponse<byte[]> response = ask(BodyPublishers.ofByteArray(ASKED.der()), QUERY, member);
      assertReply(response);
      TimeStamp stamp = ASKED.accept(response.body());
      assertThat(stamp.covers(DATA)).isTrue();
      assertThat(stamp.timeMs()).isEqualTo(TestPort.STAMPED_AT.toEpochMilli());
      byte[] list = port.get("/tsa/crl").body();
      assertThat(stamp.verify(List.of(ROOT), List.of(list))).isEqualTo(ROOT);
    }
  }

  @Test
  void stampsForNobodyElse() throws Exception {
    for (Optional<TlsIdentity> caller :
        List.of(Optional.<TlsIdentity>empty(), TestPort.stranger())) {
      assertProblem(
          ask(BodyPublishers.ofByteArray(ASKED.der()), QUERY, caller), 403, Reason.NOT_AUTHORISED);
    }
  }

  @Test
  void takesQueriesOfTheirOwnTypeOnly() throws Exception {
    for (String type :
        List.of("", "application/json", "application/timestamp-reply", "text/plain", "nonsense")) {
      HttpResponse<byte[]> response =
          ask(BodyPublishers.ofByteArray(ASKED.der()), type, TestPort.member());
      assertProblem(response, 400, Reason.MALFORMED);
    }
    HttpResponse<byte[]> withParameter =
        ask(
            BodyPublishers.ofByteArray(ASKED.der()),
            "Application/Timestamp-Query; x=y",
            TestPort.member());
    assertThat(ASKED.accept(withParameter.body()).covers(DATA)).isTrue();
  }

  @Test
  void answersBadQueriesWithARejection() throws Exception {
    byte[] der = ASKED.der();
    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[TimeStampAuthority.REQUEST_BYTES_MAX],
            Arrays.copyOf(der, der.length - 1),
            Arrays.copyOf(der, der.length + 1))) {
      HttpResponse<byte[]> response = ask(bad);
      assertReply(response);
      assertThatThrownBy(() -> ASKED.accept(response.body()))
          .isInstanceOfSatisfying(
              TimeStampException.class,
              e -> assertThat(e.reason()).isEqualTo(TimeStampException.Reason.REJECTED));
    }
  }

  @Test
  void refusesQueriesThatAreTooLargeWhetherAnnouncedOrNot() throws Exception {
    for (int length : new int[] {TimeStampAuthority.REQUEST_BYTES_MAX + 1, 100_000, 1 << 20}) {
      byte[] large = new byte[length];
      assertProblem(ask(large), 413, Reason.TOO_LARGE);
      BodyPublisher unannounced =
          BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
      assertProblem(ask(unannounced, QUERY, TestPort.member()), 413, Reason.TOO_LARGE);
    }
    assertReply(ask(ASKED.der()));
  }

  @Test
  void givesItsRevocationListToAnybody() throws Exception {
    HttpResponse<byte[]> response = port.get("/tsa/crl");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/pkix-crl");
    assertThat(RevocationList.parse(response.body()).isIssuedBy(ROOT)).isTrue();
  }

  @Test
  void knowsNoOtherMethods() throws Exception {
    assertProblem(port.get("/tsa"), 405, Reason.NOT_FOUND);
    assertProblem(port.post("/tsa/crl", new byte[1], TestPort.member()), 405, Reason.NOT_FOUND);
    for (String method : List.of("PUT", "DELETE")) {
      for (String path : List.of("/tsa", "/tsa/crl")) {
        HttpRequest request =
            HttpRequest.newBuilder(port.uri().resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        assertProblem(TestPort.send(request, TestPort.member()), 405, Reason.NOT_FOUND);
      }
    }
  }

  @Test
  void aNodeThatIsNoAuthorityHasNoSuchPaths() throws Exception {
    try (RpcServer plain = serve(Optional.empty())) {
      URI uri = URI.create("https://127.0.0.1:" + plain.port());
      for (String path : List.of("/tsa", "/tsa/crl")) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).build();
        assertProblem(TestPort.send(request, TestPort.member()), 404, Reason.NOT_FOUND);
      }
    }
  }

  @Test
  void aListThatCannotBeReadIsAFaultAndTellsNothing() throws Exception {
    StampSource broken =
        new StampSource() {
          @Override
          public byte[] answer(byte[] query) {
            throw new IllegalStateException("the key of the authority is in /secret");
          }

          @Override
          public byte[] revocations() throws IOException {
            throw new IOException("/secret/list: no such file");
          }
        };
    try (RpcServer server = serve(Optional.of(broken))) {
      URI uri = URI.create("https://127.0.0.1:" + server.port());
      HttpRequest list = HttpRequest.newBuilder(uri.resolve("/tsa/crl")).build();
      HttpRequest query =
          HttpRequest.newBuilder(uri.resolve("/tsa"))
              .header("Content-Type", QUERY)
              .POST(BodyPublishers.ofByteArray(ASKED.der()))
              .build();
      for (HttpRequest request : List.of(list, query)) {
        HttpResponse<byte[]> response = TestPort.send(request, TestPort.member());
        assertProblem(response, 503, Reason.UNAVAILABLE);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("secret");
      }
    }
  }

  private RpcServer serve(Optional<StampSource> stamps) throws IOException {
    return TestPort.serve(port.node, EvidenceSource.none(), stamps, RpcLimits.DEFAULT, 0);
  }
}
