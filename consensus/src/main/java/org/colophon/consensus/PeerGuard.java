package org.colophon.consensus;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.colophon.core.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides on every call that reaches the Raft port, by the certificate of the connection it came
 * over:
 *
 * <ul>
 *   <li>Raft's own calls: from voting members, and only in their own name. An observer that spoke
 *       as a leader would be believed otherwise.
 *   <li>Submissions: from members.
 *   <li>Ratis' client and administration services: from nobody. The node administers itself.
 * </ul>
 */
final class PeerGuard implements ServerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(PeerGuard.class);

  /** Empty without TLS, where no one can be told from another. */
  private final Optional<RaftSettings.Security.MutualTls> tls;

  private final Members members;

  PeerGuard(RaftSettings.Security security, Members members) {
    this.tls =
        security instanceof RaftSettings.Security.MutualTls mutual
            ? Optional.of(mutual)
            : Optional.empty();
    this.members = members;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    boolean isRaft = service.equals(RaftServerProtocolServiceGrpc.SERVICE_NAME);
    if (!isRaft && !service.equals(OrderingService.NAME)) {
      return refuse(call, "service " + service + ": not open to peers");
    }
    if (tls.isEmpty()) {
      return next.startCall(call, headers);
    }
    PeerName names = tls.get().names();
    Optional<NodeId> peer = peer(call, names);
    if (peer.isEmpty()) {
      return refuse(call, "connection: no node's certificate");
    }
    if (!members.isMember(peer.get())) {
      return refuse(call, peer.get() + ": not a member");
    }
    if (!isRaft) {
      return next.startCall(call, headers);
    }
    if (!mayLead(peer.get(), tls.get())) {
      return refuse(call, peer.get() + ": has no vote");
    }
    // A call of Raft's own may last for days, in which its sender's organisation may have to go.
    BooleanSupplier stillMember = () -> peer(call, names).equals(peer);
    return new OwnNameOnly<>(call, next.startCall(call, headers), peer.get(), stillMember);
  }

  private boolean mayLead(NodeId peer, RaftSettings.Security.MutualTls mutual) {
    return members.votes(peer) || (!members.isSaidByLog() && mutual.mayLead().test(peer));
  }

  private static Optional<NodeId> peer(ServerCall<?, ?> call, PeerName names) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? names.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, String why) {
    LOG.warn("refused {}: {}", call.getMethodDescriptor().getFullMethodName(), why);
    call.close(Status.PERMISSION_DENIED.withDescription(why), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /**
   * Passes on the messages in which the peer, still a member, names itself as the one that asks.
   */
  private static final class OwnNameOnly<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final NodeId peer;
    private final BooleanSupplier stillMember;
    private boolean refused;

    OwnNameOnly(
        ServerCall<Q, ?> call,
        ServerCall.Listener<Q> next,
        NodeId peer,
        BooleanSupplier stillMember) {
      super(next);
      this.call = call;
      this.peer = peer;
      this.stillMember = stillMember;
    }

    @Override
    public void onMessage(Q message) {
      if (refused) {
        return;
      }
      RaftRpcRequestProto header = header(message);
      if (header == null || !header.getRequestorId().toStringUtf8().equals(peer.text())) {
        end(peer + ": speaks for another");
      } else if (!stillMember.getAsBoolean()) {
        end(peer + ": not a member any more");
      } else {
        super.onMessage(message);
      }
    }

    private void end(String why) {
      refused = true;
      refuse(call, why);
      super.onCancel();
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      if (!refused) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      if (!refused) {
        super.onComplete();
      }
    }

    private static @Nullable RaftRpcRequestProto header(Object message) {
      return switch (message) {
        case AppendEntriesRequestProto m -> m.getServerRequest();
        case RequestVoteRequestProto m -> m.getServerRequest();
        case InstallSnapshotRequestProto m -> m.getServerRequest();
        case StartLeaderElectionRequestProto m -> m.getServerRequest();
        case ReadIndexRequestProto m -> m.getServerRequest();
        default -> null;
      };
    }
  }
}
