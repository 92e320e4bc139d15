package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.proto.ExaminationView;
import org.colophon.rpc.proto.ExaminedThing;
import org.colophon.rpc.server.RpcServer;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's operators are told what its doctor finds, and nobody else is. */
class ExaminationTest {
  /** Half of all places: what one organisation may have. */
  private static final int AT_ONCE = 4;

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

  private HttpResponse<byte[]> ask(URI server, Optional<TlsIdentity> identity) throws Exception {
    return TestPort.send(
        HttpRequest.newBuilder(server.resolve("/v1/examination")).build(), identity);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void anOperatorIsToldOfEverythingThatWasLookedAt() throws Exception {
    HttpResponse<byte[]> answer = ask(port.uri(), TestPort.ofTheCourt("operator"));
    assertThat(answer.statusCode()).isEqualTo(200);
    ExaminationView.Builder view = ExaminationView.newBuilder();
    JsonFormat.parser().merge(text(answer), view);
    assertThat(view.getNode()).isEqualTo("court-north-1");
    assertThat(view.getVersion()).isEqualTo("0.1.0-test");
    assertThat(view.getTime()).isEqualTo(TestPort.EXAMINED_AT.value());
    assertThat(view.getFindingsList().stream().map(ExaminedThing::getSeverity))
        .containsExactly("OK", "WARNING", "ERROR");
    assertThat(view.getFindings(1).getTopic()).isEqualTo("tls");
    assertThat(view.getFindings(1).getFound()).isEqualTo("ends in 7 days");
    assertThat(view.getFindings(1).getRemedy()).isEqualTo("colophon-node renew");
  }

  @Test
  void theNodeMayAskWithItsOwnCertificate() throws Exception {
    assertThat(ask(port.uri(), TestPort.memberNode()).statusCode()).isEqualTo(200);
  }

  @Test
  void everybodyElseIsRefusedAndToldWhoMayAsk() throws Exception {
    Instant now = Instant.now();
    Duration day = Duration.ofDays(1);
    List<Optional<TlsIdentity>> others =
        List.of(
            Optional.empty(),
            TestPort.stranger(),
            TestPort.member(),
            TestPort.ofTheCourt("clerk"),
            TestPort.ofTheCourt("operator-2"),
            Optional.of(
                TestConsortium.authority(TestConsortium.COURT_SOUTH)
                    .issueSubject("operator", now, day)),
            Optional.of(
                TestConsortium.authority(TestConsortium.COURT_SOUTH)
                    .issueNode("court-south-1", List.of("localhost"), List.of(), now, day)),
            // Of the right organisation and name, and not of the right kind.
            Optional.of(
                TestConsortium.authority(TestConsortium.COURT_NORTH)
                    .issueNode("operator", List.of("localhost"), List.of(), now, day)),
            TestPort.ofTheCourt("court-north-1"));
    for (Optional<TlsIdentity> other : others) {
      HttpResponse<byte[]> refused = ask(port.uri(), other);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(text(refused))
          .contains("NOT_AUTHORISED", "expected: a certificate", "one of its operators")
          .doesNotContain("findings");
    }
  }

  @Test
  void whoAsksTooOftenAtOnceIsRefusedAndNothingQueues() throws Exception {
    CountDownLatch begun = new CountDownLatch(AT_ONCE);
    CountDownLatch over = new CountDownLatch(1);
    try (RpcServer server =
            port.serve(() -> {
              begun.countDown();
              over.await();
              return TestPort.examined();
            });
        ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
      URI uri = URI.create("https://127.0.0.1:" + server.port());
      Optional<TlsIdentity> operator = TestPort.ofTheCourt("operator");
      List<Future<HttpResponse<byte[]>>> waiting = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        waiting.add(asking.submit(() -> ask(uri, operator)));
      }
      begun.await();
      assertThat(text(ask(uri, operator))).contains("OVERLOADED");
      over.countDown();
      for (Future<HttpResponse<byte[]>> one : waiting) {
        assertThat(one.get().statusCode()).isEqualTo(200);
      }
    }
  }
}
