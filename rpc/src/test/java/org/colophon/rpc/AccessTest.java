package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.client.SnapshotClient;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what. */
class AccessTest {
  @TempDir Path directory;
  private TestPort port;
  private byte[] record;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    record = port.records().declare(port.creator, port.consortium.hash("song")).bytes();
  }

  @AfterEach
  void stop() {
    port.close();
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHORISED));
  }

  private void fetchSnapshot(Optional<TlsIdentity> identity, String into) throws Exception {
    SnapshotClient.fetch(
        port.uri(),
        TestPort.trust(),
        new ReloadableKeyManager(identity.orElseThrow()),
        directory.resolve(into));
  }

  @Test
  void letsAnyoneRead() throws Exception {
    try (LedgerClient anonymous = port.client(Optional.empty());
        LedgerClient stranger = port.client(TestPort.stranger())) {
      assertThat(anonymous.genesis().getChain()).isEqualTo(port.consortium.chain().text());
      assertThat(stranger.status().getRole()).isEqualTo("LEADER");
      assertThat(anonymous.block(0).getHeight()).isZero();
    }
  }

  @Test
  void letsOnlyMembersSubmit() throws Exception {
    try (LedgerClient anonymous = port.client(Optional.empty());
        LedgerClient stranger = port.client(TestPort.stranger());
        LedgerClient subject = port.client(TestPort.member());
        LedgerClient node = port.client(TestPort.memberNode())) {
      assertDenied(() -> anonymous.submit(List.of(record)));
      assertDenied(() -> stranger.submit(List.of(record)));
      assertThat(port.node.submissions).isZero();
      assertThat(subject.submit(List.of(record)).getFirst().hasRefusal()).isFalse();
      assertThat(node.submit(List.of(record)).getFirst().getRefusal().getReason())
          .isEqualTo("DUPLICATE");
    }
  }

  @Test
  void hearsAMemberOnlyAsLongAsItIsOne() throws Exception {
    try (LedgerClient clerk = port.client(TestPort.member())) {
      TestLedger ledger = port.node.ledger();
      Actor notary = port.consortium.actor(TestConsortium.NOTARY);
      Organisation registry = port.consortium.newcomer("registry", Tier.VALIDATOR);
      ledger.decide(ledger.changes().replace(notary, TestConsortium.COURT_SOUTH, registry));
      assertThat(clerk.submit(List.of(record)).getFirst().hasRefusal()).isFalse();
      ledger.seal();
      byte[] late = port.records().declare(port.creator, port.consortium.hash("late")).bytes();
      assertDenied(() -> clerk.submit(List.of(late)));
      assertThat(clerk.checkpoint(0).getPolicy())
          .contains("court-south")
          .doesNotContain("registry");
      ledger.seal(ledger.ledger().tip().sealed().attested().seconds() + 5);
      assertThat(clerk.checkpoint(0).getPolicy())
          .contains("registry")
          .doesNotContain("court-south");
    }
  }

  @Test
  void refusesAnAnonymousSubmissionOverHttpWithAProblem() throws Exception {
    for (String path : List.of("/v1/records", "/v1/submit")) {
      byte[] body = path.endsWith("submit") ? "{}".getBytes(StandardCharsets.UTF_8) : record;
      HttpResponse<byte[]> denied = port.post(path, body, Optional.empty());
      assertThat(denied.statusCode()).isEqualTo(403);
      assertThat(denied.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
      assertThat(new String(denied.body(), StandardCharsets.UTF_8))
          .contains("\"reason\":\"NOT_AUTHORISED\"", "\"status\":403", "\"title\"", "\"type\"");
    }
  }

  @Test
  void givesSnapshotsToNodesOfTheChainOnly() {
    assertDenied(() -> fetchSnapshot(TestPort.member(), "a"));
    assertDenied(() -> fetchSnapshot(TestPort.unlistedNode(), "b"));
    assertDenied(() -> fetchSnapshot(TestPort.stranger(), "c"));
    assertThatCode(() -> fetchSnapshot(TestPort.memberNode(), "d")).doesNotThrowAnyException();
    assertThat(directory.resolve("a")).isEmptyDirectory();
  }

  @Test
  void turnsAwayACertificateThatNoOneVouchesFor() {
    TlsIdentity forged =
        CertificateAuthority.create("court-south", Duration.ofDays(1), Instant.now())
            .issueSubject("clerk", Instant.now(), Duration.ofDays(1));
    try (LedgerClient client =
        TestPort.client(List.of(port.uri()), Optional.of(forged), Duration.ofSeconds(2))) {
      assertThatThrownBy(client::status)
          .isInstanceOfSatisfying(
              RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }
}
