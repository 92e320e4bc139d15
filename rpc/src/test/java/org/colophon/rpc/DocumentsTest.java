package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.core.RecordId;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents fill the memory before anybody knows how large they are, so few are made at a time. */
@Timeout(120)
class DocumentsTest {
  /** As many as the server makes at one time for callers of no organisation: half of all. */
  private static final int MADE_AT_ONCE = 4;

  private static final int CALLERS = 3 * MADE_AT_ONCE;
  private static final String PATH = "/v1/records/" + "0".repeat(64) + "/evidence.zip";

  /** Makes nothing until it is let go, and counts how many it makes at one time. */
  private static final class Maker implements EvidenceSource {
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public byte[] zip(RecordId id) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      begun.release();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      now.decrementAndGet();
      return new byte[] {'P', 'K'};
    }
  }

  @TempDir Path folder;

  @Test
  void makesFewAtOneTimeAndAnswersAll() throws Exception {
    Maker maker = new Maker();
    try (TestPort behind = TestPort.start(folder);
        RpcServer server = TestPort.serve(behind.node, maker, RpcLimits.DEFAULT, 0)) {
      URI uri = URI.create("https://127.0.0.1:" + server.port());
      int free = reads(server);
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        answers.add(asked(uri, Optional.empty()));
      }
      while (reads(server) > free - CALLERS) {
        Thread.sleep(10);
      }
      maker.begun.acquire(MADE_AT_ONCE);
      try (LedgerClient member =
          TestPort.client(List.of(uri), TestPort.member(), Duration.ofSeconds(30))) {
        // What is small is answered meanwhile.
        assertThat(member.status().getRole()).isEqualTo("LEADER");
      }
      assertThat(maker.most).hasValue(MADE_AT_ONCE);
      // Nobody waits behind another organisation's.
      CompletableFuture<HttpResponse<byte[]>> members = asked(uri, TestPort.member());
      maker.begun.acquire();
      maker.go.countDown();
      assertThat(members.join().statusCode()).isEqualTo(200);
      for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
        assertThat(answer.join().statusCode()).isEqualTo(200);
      }
      assertThat(maker.most).hasValue(MADE_AT_ONCE + 1);
    }
  }

  private static int reads(RpcServer server) {
    return server.freePlaces().getOrDefault("reads", 0);
  }

  private static CompletableFuture<HttpResponse<byte[]>> asked(
      URI uri, Optional<TlsIdentity> caller) {
    HttpRequest request = HttpRequest.newBuilder(uri.resolve(PATH)).build();
    CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(TestPort.send(request, caller));
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }
}
