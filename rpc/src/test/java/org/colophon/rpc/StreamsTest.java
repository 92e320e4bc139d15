package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams with slow readers, too many readers, and servers that go away. */
class StreamsTest {
  private static final RpcLimits LIMITS =
      new RpcLimits(
          RpcLimits.Transport.DEFAULT,
          RpcLimits.Requests.DEFAULT,
          new RpcLimits.Streams(1, Duration.ofSeconds(5), 1, 1 << 20, 1));

  @TempDir Path directory;

  private static void fill(TestPort port, int records) {
    List<byte[]> batch = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      batch.add(port.records().declare(port.creator, port.consortium.hash("song " + i)).bytes());
    }
    assertThat(port.node.submit(batch).join()).hasSize(records);
  }

  @Test
  void endsTheStreamOfAReaderThatTakesNothingAndLetsItResume() throws Exception {
    try (TestPort port = TestPort.start(directory, LIMITS);
        LedgerClient client = port.client(Optional.empty())) {
      fill(port, 8000);
      List<Long> seen = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.stream(
                      0,
                      record -> {
                        begun.countDown();
                        await(goOn);
                        seen.add(record.getReceipt().getIndex());
                        return seen.size() < 8000;
                      });
                } catch (RpcException e) {
                  throw new AssertionError(e);
                }
              });
      await(begun);
      // The one place is taken until the stalled reader is given up.
      assertThat(port.get("/v1/stream?limit=1").statusCode()).isEqualTo(429);
      HttpResponse<byte[]> second = port.get("/v1/stream?limit=1");
      while (second.statusCode() == 429) {
        pause(50);
        second = port.get("/v1/stream?limit=1");
      }
      assertThat(second.statusCode()).isEqualTo(200);
      goOn.countDown();
      assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
      assertThat(seen).isSorted().doesNotHaveDuplicates().hasSize(8000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keepsPaceWithASlowReader() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client = port.client(Optional.empty())) {
      fill(port, 600);
      List<Long> seen = new ArrayList<>();
      client.stream(
          0,
          record -> {
            seen.add(record.getReceipt().getIndex());
            pause(1);
            return seen.size() < 600;
          });
      assertThat(seen).isSorted().doesNotHaveDuplicates().hasSize(600);
    }
  }

  @Test
  void resumesAtTheNextRecordWhenTheServerComesBack() throws Exception {
    try (TestPort port = TestPort.start(directory)) {
      fill(port, 300);
      int number = port.server.port();
      List<RpcServer> second = new ArrayList<>();
      List<Long> seen = new ArrayList<>();
      try (LedgerClient client =
          TestPort.client(List.of(port.uri()), Optional.empty(), Duration.ofSeconds(20))) {
        client.stream(
            0,
            record -> {
              seen.add(record.getReceipt().getIndex());
              if (seen.size() == 100) {
                port.server.close();
                second.add(restart(port, number));
              }
              return seen.size() < 302;
            });
      }
      second.forEach(RpcServer::close);
      assertThat(seen).isSorted().doesNotHaveDuplicates().hasSize(302);
    }
  }

  private static RpcServer restart(TestPort port, int number) {
    try {
      return TestPort.serve(port.node, RpcLimits.DEFAULT, number);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void endsWhenTheClientIsClosed() throws Exception {
    try (TestPort port = TestPort.start(directory)) {
      LedgerClient client =
          TestPort.client(List.of(port.uri()), Optional.empty(), Duration.ofSeconds(1));
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.stream(port.node.end().value(), record -> true);
                } catch (RpcException e) {
                  // The end that is waited for below.
                  assertThat(e.reason()).isNotNull();
                }
              });
      pause(300);
      client.close();
      assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
