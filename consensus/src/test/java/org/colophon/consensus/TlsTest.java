package org.colophon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.consensus.TestGroup.id;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.SetConfigurationRequestProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.consensus.RaftSettings.Security;
import org.colophon.core.NodeId;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path root;
  private final Instant now = Instant.now();
  private final CertificateAuthority court = CertificateAuthority.create("court", DAY, now);
  private final CertificateAuthority stranger = CertificateAuthority.create("court", DAY, now);
  private final OrganisationTrust trust =
      OrganisationTrust.of(Map.of("court", court.certificate()));

  private TlsIdentity node(CertificateAuthority authority, String name) {
    return authority.issueNode(name, List.of(), List.of("127.0.0.1"), now, DAY);
  }

  private Security.MutualTls tls(TlsIdentity identity) {
    return new Security.MutualTls(
        new ReloadableKeyManager(identity),
        trust.trustManager(),
        leaf ->
            PeerIdentity.of(leaf)
                .filter(p -> p.kind() == PeerIdentity.Kind.NODE)
                .map(p -> new NodeId(p.name())),
        node -> false);
  }

  private ManagedChannel channel(TestGroup group, TlsIdentity identity) {
    SslContext context =
        GrpcUtil.buildSslContextForClient(
            new GrpcTlsConfig(new ReloadableKeyManager(identity), trust.trustManager(), true));
    return builder(group).sslContext(context).build();
  }

  private static NettyChannelBuilder builder(TestGroup group) {
    return NettyChannelBuilder.forTarget("127.0.0.1:" + group.site(id(1)).member.port());
  }

  private static Status.Code code(ManagedChannel channel, ThrowingCallable call) {
    Map<String, Status.Code> found = new HashMap<>();
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> found.put("code", e.getStatus().getCode()));
    channel.shutdownNow();
    return found.getOrDefault("code", Status.Code.OK);
  }

  private static Status.Code vote(ManagedChannel channel, String requestor) {
    RequestVoteRequestProto request =
        RequestVoteRequestProto.newBuilder()
            .setServerRequest(
                RaftRpcRequestProto.newBuilder()
                    .setRequestorId(ByteString.copyFromUtf8(requestor))
                    .setReplyId(ByteString.copyFromUtf8("node-1")))
            .build();
    return code(
        channel,
        () -> {
          var _ =
              RaftServerProtocolServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(60, TimeUnit.SECONDS)
                  .requestVote(request);
        });
  }

  private static byte[] submit(ManagedChannel channel, String text) {
    return ClientCalls.blockingUnaryCall(
        channel,
        OrderingService.SUBMIT,
        CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS),
        new Call(UUID.randomUUID(), 1, TestReplica.entry(text)).encode());
  }

  private static Status.Code submission(ManagedChannel channel) {
    return code(
        channel,
        () -> {
          var _ = submit(channel, "intruder");
        });
  }

  private static Status.Code administration(ManagedChannel channel) {
    return code(
        channel,
        () -> {
          var _ =
              AdminProtocolServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(60, TimeUnit.SECONDS)
                  .setConfiguration(SetConfigurationRequestProto.getDefaultInstance());
        });
  }

  @Test
  void letsOnlyMembersInAndOnlyInTheirOwnName() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 1)) {
      group.security = node -> tls(node(court, node.text()));
      group.startAll();
      byte[] reply = group.node(id(4)).submit(TestReplica.entry("hello")).get(40, TimeUnit.SECONDS);
      assertThat(TestReplica.reply(reply)).isEqualTo("done hello");
      group.awaitApplied(1);

      // The handshake stops these.
      assertThat(submission(builder(group).usePlaintext().build()))
          .isEqualTo(Status.Code.UNAVAILABLE);
      SslContext anonymous =
          GrpcUtil.buildSslContextForClient(
              new GrpcTlsConfig(
                  new ReloadableKeyManager(node(court, "node-2")), trust.trustManager(), false));
      assertThat(submission(builder(group).sslContext(anonymous).build()))
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(submission(channel(group, node(stranger, "node-2"))))
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(submission(channel(group, court.issueSubject("node-2", now, DAY))))
          .isEqualTo(Status.Code.UNAVAILABLE);

      // The guard stops these: no member, no vote, another's name, not open to anyone.
      assertThat(submission(channel(group, node(court, "node-9"))))
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(vote(channel(group, node(court, "node-4")), "node-4"))
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(vote(channel(group, node(court, "node-2")), "node-3"))
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(administration(channel(group, node(court, "node-2"))))
          .isEqualTo(Status.Code.PERMISSION_DENIED);

      // And a member gets through by the same means.
      assertThat(vote(channel(group, node(court, "node-2")), "node-2"))
          .isNotEqualTo(Status.Code.PERMISSION_DENIED);
      ManagedChannel member = channel(group, node(court, "node-4"));
      assertThat(Answer.decode(submit(member, "welcome")))
          .isInstanceOfAny(Answer.Applied.class, Answer.NotLeader.class);
      member.shutdownNow();
    }
  }

  /** Each node under a root of another kind; Ratis speaks by OpenSSL, which takes no Ed25519. */
  @Test
  void nodesOfDifferingTechnologyReplicateToEachOther() throws Exception {
    List<KeyKind> kinds = List.of(KeyKind.P384, KeyKind.RSA, KeyKind.P256);
    Map<String, CertificateAuthority> authorities = new HashMap<>();
    for (int i = 0; i < kinds.size(); i++) {
      String organisation = "org-" + (i + 1);
      authorities.put(
          id(i + 1).text(), CertificateAuthority.create(organisation, kinds.get(i), DAY, now));
    }
    Map<String, X509Certificate> roots = new HashMap<>();
    authorities.values().forEach(one -> roots.put(one.organisation(), one.certificate()));
    trust.replace(roots);
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      group.security =
          node ->
              tls(
                  Optional.ofNullable(authorities.get(node.text()))
                      .map(own -> node(own, node.text()))
                      .orElseThrow());
      group.startAll();
      for (int i = 1; i <= kinds.size(); i++) {
        byte[] reply =
            group.node(id(i)).submit(TestReplica.entry("entry " + i)).get(40, TimeUnit.SECONDS);
        assertThat(TestReplica.reply(reply)).isEqualTo("done entry " + i);
      }
      group.awaitApplied(kinds.size());
    }
  }

  @Test
  void doesNotTakeAnotherNodeForTheOneItCalls() throws Exception {
    try (TestGroup group = new TestGroup(root, 3, 0)) {
      // Node 3's address is answered by a node of the chain, but not by node 3.
      group.security = node -> tls(node(court, node.equals(id(3)) ? "node-2" : node.text()));
      group.startAll();
      for (int i = 0; i < 5; i++) {
        group.node(id(1)).submit(TestReplica.entry("entry " + i)).get(40, TimeUnit.SECONDS);
      }
      assertThat(group.site(id(3)).replica.items()).isEmpty();
      assertThat(group.awaitLeader()).isNotEqualTo(id(3));
    }
  }
}
