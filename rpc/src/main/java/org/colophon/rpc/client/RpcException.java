package org.colophon.rpc.client;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.rpc.ReasonStatus;
import org.jspecify.annotations.Nullable;

/** A node refused a request, or no node answered it. */
public final class RpcException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;
  private final URI node;
  private final boolean named;

  RpcException(Reason reason, String detail, URI node, @Nullable Throwable cause) {
    this(reason, detail, node, false, cause);
  }

  private RpcException(
      Reason reason, String detail, URI node, boolean named, @Nullable Throwable cause) {
    super(node + ": " + reason + ": " + detail, cause);
    this.named = named;
    this.reason = reason;
    this.detail = detail;
    this.node = node;
  }

  /** What a status of gRPC means; without a reason of ours it came from the transport. */
  static RpcException of(StatusRuntimeException failure, URI node) {
    Status status = failure.getStatus();
    @Nullable Metadata trailers = failure.getTrailers();
    @Nullable String name = trailers == null ? null : trailers.get(ReasonStatus.TRAILER);
    Reason reason =
        name == null
            ? reasonOf(status.getCode())
            : ReasonStatus.named(name).orElseGet(() -> reasonOf(status.getCode()));
    @Nullable String description = status.getDescription();
    @Nullable Throwable cause = status.getCause();
    String detail =
        description != null ? description : cause != null ? cause.toString() : "no answer";
    return new RpcException(reason, detail, node, name != null, failure);
  }

  private static Reason reasonOf(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Reason.MALFORMED;
      case RESOURCE_EXHAUSTED -> Reason.TOO_LARGE;
      case NOT_FOUND, UNIMPLEMENTED -> Reason.NOT_FOUND;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Reason.NOT_AUTHORISED;
      // Time-outs, broken connections and everything unnamed: another node may do better.
      default -> Reason.UNAVAILABLE;
    };
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** A sentence for a person. */
  public String detail() {
    return detail;
  }

  /** The node that refused, or the last one that was tried. */
  public URI node() {
    return node;
  }

  /** The reason with its detail. */
  public Refusal refusal() {
    return new Refusal(reason, detail);
  }

  /** Whether a node gave the reason, and not the way to it. */
  boolean isNamed() {
    return named;
  }

  boolean mayRetry() {
    return ReasonStatus.of(reason).retry();
  }
}
