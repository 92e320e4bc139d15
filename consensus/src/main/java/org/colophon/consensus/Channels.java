package org.colophon.consensus;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.colophon.core.NodeId;
import org.jspecify.annotations.Nullable;

/** Connections to the other members for submissions; made when first needed. */
final class Channels implements AutoCloseable {
  private final Members members;
  private final @Nullable SslContext tls;
  private final int messageBytesMax;
  private final Map<String, ManagedChannel> channels = new HashMap<>();
  private boolean closed;

  Channels(Members members, @Nullable SslContext tls, int messageBytesMax) {
    this.members = members;
    this.tls = tls;
    this.messageBytesMax = messageBytesMax;
  }

  /**
   * Hands a call to a node and waits for its answer; a connection that fails, or an answer that
   * does not come in time, leaves the outcome open.
   *
   * @throws IOException when the node refuses to hear this one, or answers nonsense
   */
  Answer submit(NodeId node, Call call, long timeoutMs) throws IOException {
    Optional<String> address = members.address(node);
    if (address.isEmpty()) {
      return new Answer.Again(node + ": no known address");
    }
    try {
      byte[] frame =
          ClientCalls.blockingUnaryCall(
              channel(address.get()),
              OrderingService.SUBMIT,
              CallOptions.DEFAULT.withDeadlineAfter(timeoutMs, TimeUnit.MILLISECONDS),
              call.encode());
      return Answer.decode(frame);
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case PERMISSION_DENIED, UNAUTHENTICATED, INVALID_ARGUMENT, UNIMPLEMENTED ->
            throw new IOException(node + ": refused the submission: " + e.getMessage(), e);
        default -> new Answer.Again(node + ": " + e.getMessage());
      };
    }
  }

  private synchronized ManagedChannel channel(String address) throws IOException {
    if (closed) {
      throw new IOException("node: closed");
    }
    return channels.computeIfAbsent(address, this::open);
  }

  private ManagedChannel open(String address) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget(address)
            // Members are reached directly, whatever the environment says of proxies.
            .proxyDetector(target -> null)
            .disableRetry()
            .maxInboundMessageSize(messageBytesMax);
    SslContext context = tls;
    return (context == null ? builder.usePlaintext() : builder.sslContext(context)).build();
  }

  @Override
  public void close() {
    List<ManagedChannel> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(channels.values());
      channels.clear();
    }
    open.forEach(ManagedChannel::shutdownNow);
    try {
      for (ManagedChannel channel : open) {
        channel.awaitTermination(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
