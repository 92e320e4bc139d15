package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.rpc.client.ClientSettings;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client with several nodes, not all of which are well. */
class FailoverTest {
  @TempDir Path directory;

  private static URI dead() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("https://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void goesOnToTheNextNodeAndRemembersWhichAnswered() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client =
            TestPort.client(
                List.of(dead(), port.uri()), TestPort.member(), Duration.ofSeconds(20))) {
      assertThat(client.status().getRole()).isEqualTo("LEADER");
      assertThat(client.lastAnswered()).isEqualTo(port.uri());
      byte[] record = port.records().declare(port.creator, port.consortium.hash("a")).bytes();
      assertThat(client.submit(List.of(record)).getFirst().hasReceipt()).isTrue();
    }
  }

  @Test
  void givesUpWhenNoNodeAnswersInTime() throws Exception {
    URI dead = dead();
    try (LedgerClient client =
        TestPort.client(List.of(dead), Optional.empty(), Duration.ofMillis(700))) {
      long begun = System.nanoTime();
      assertThatThrownBy(client::status)
          .isInstanceOfSatisfying(
              RpcException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(e.node()).isEqualTo(dead);
              });
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void waitsOnANodeThatAcceptsAndNeverAnswersOnlySoLong() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        TestPort port = TestPort.start(directory);
        LedgerClient client =
            LedgerClient.connect(
                new ClientSettings(
                    List.of(URI.create("https://127.0.0.1:" + silent.getLocalPort()), port.uri()),
                    TestPort.trust(),
                    Optional.empty(),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3)))) {
      assertThat(client.status().getRole()).isEqualTo("LEADER");
    }
  }

  @Test
  void sendsAgainWhatANodeCouldNotTakeForNow() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client = port.client(TestPort.member())) {
      port.node.transientFailures = 3;
      byte[] record = port.records().declare(port.creator, port.consortium.hash("a")).bytes();
      Outcome outcome = client.submit(List.of(record)).getFirst();
      assertThat(outcome.hasRefusal()).isFalse();
      assertThat(port.node.submissions).isEqualTo(4);
    }
  }

  @Test
  void doesNotSendAgainWhatIsRefusedForGood() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client = port.client(TestPort.member())) {
      Outcome outcome = client.submit(List.of(new byte[] {'x'})).getFirst();
      assertThat(outcome.getRefusal().getReason()).isEqualTo("MALFORMED");
      assertThat(port.node.submissions).isEqualTo(1);
    }
  }

  @Test
  void sendsManyRecordsInParts() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client = port.client(TestPort.member())) {
      List<byte[]> records = new java.util.ArrayList<>();
      for (int i = 0; i < 2500; i++) {
        records.add(port.records().declare(port.creator, port.consortium.hash("s" + i)).bytes());
      }
      List<Outcome> outcomes = client.submit(records);
      assertThat(outcomes).hasSize(2500).allMatch(Outcome::hasReceipt);
      assertThat(port.node.submissions).isEqualTo(3);
    }
  }

  @Test
  void refusesNodesThatAreNotAnAddressOfOurs() {
    assertThatThrownBy(() ->
            ClientSettings.of(
                List.of(URI.create("http://127.0.0.1:1")), TestPort.trust(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
