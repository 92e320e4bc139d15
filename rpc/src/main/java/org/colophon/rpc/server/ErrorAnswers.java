package org.colophon.rpc.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.port.MissingBodyException;
import org.colophon.core.port.StoreClosedException;
import org.colophon.rpc.ReasonStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives what the transport refuses by itself the same form as our own refusals, and no traces. */
final class ErrorAnswers implements ServerErrorHandler, GrpcExceptionHandlerFunction {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

  /** Answers a failure over HTTP. */
  static AggregatedHttpResponse of(Throwable failure) {
    return switch (failure) {
      case RefusedException refused -> Problems.response(refused.refusal());
      case CrowdedException crowded -> Problems.response(crowded.refusal());
      case ContentTooLargeException large -> Problems.response(tooLarge());
      // Too late for an answer, or nobody is there any more to have one.
      case RequestTimeoutException _,
          ResponseCompleteException _,
          ClosedSessionException _,
          ClosedStreamException _ ->
          Problems.response(new Refusal(Reason.UNAVAILABLE, "request: not served in time"));
      case HttpStatusException status -> ofStatus(status.httpStatus(), null);
      case StoreClosedException _ -> Problems.response(Problems.NOT_NOW);
      case MissingBodyException missing -> Problems.response(Problems.missing(missing));
      default -> {
        log.warn("request failed: {}", failure.toString());
        yield Problems.response(Problems.FAULT, HttpStatus.INTERNAL_SERVER_ERROR.code());
      }
    };
  }

  private static Refusal tooLarge() {
    return new Refusal(Reason.TOO_LARGE, "request: over the bytes that this caller may send here");
  }

  private static AggregatedHttpResponse ofStatus(HttpStatus status, @Nullable String description) {
    Refusal refusal =
        new Refusal(
            Problems.reasonOf(status), description == null ? status.reasonPhrase() : description);
    return Problems.response(refusal, status.code());
  }

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return of(cause).toHttpResponse();
  }

  @Override
  public @Nullable AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return ofStatus(status, null);
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    boolean bodiless =
        status.isContentAlwaysEmpty() || (headers != null && headers.method() == HttpMethod.HEAD);
    return bodiless ? null : ofStatus(status, null);
  }

  /** Statuses over gRPC; ours pass through as they are. */
  @Override
  public @Nullable Status apply(
      RequestContext context, Status status, Throwable cause, Metadata metadata) {
    if (metadata.containsKey(ReasonStatus.TRAILER)) {
      return status;
    }
    if (cause instanceof CrowdedException crowded) {
      return Problems.status(crowded.refusal(), metadata);
    }
    if (isTooLarge(cause) || status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
      return Problems.status(tooLarge(), metadata);
    }
    Reason reason = Problems.reasonOf(status.getCode());
    metadata.put(ReasonStatus.TRAILER, reason.name());
    return switch (status.getCode()) {
      case UNKNOWN, INTERNAL -> Problems.status(transport(cause), metadata);
      default -> status.withCause(null).withDescription("request: not served by the transport");
    };
  }

  private static Refusal transport(Throwable cause) {
    if (cause instanceof RequestTimeoutException || cause instanceof ClosedStreamException) {
      return new Refusal(Reason.UNAVAILABLE, "request: not served in time");
    }
    if (cause instanceof StoreClosedException) {
      return Problems.NOT_NOW;
    }
    if (cause instanceof MissingBodyException missing) {
      return Problems.missing(missing);
    }
    // Armeria gives bytes that are no message of the protocol as INTERNAL or UNKNOWN.
    boolean malformed = isMalformed(cause) || isMalformed(cause.getCause());
    if (!malformed) {
      log.warn("request failed: {}", cause.toString());
    }
    return malformed
        ? new Refusal(Reason.MALFORMED, "request: not a message of this method")
        : Problems.FAULT;
  }

  /** Refused for its announced length, a request comes here as a status of HTTP. */
  private static boolean isTooLarge(Throwable cause) {
    return cause instanceof ContentTooLargeException
        || (cause instanceof HttpStatusException refused
            && refused.httpStatus().equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE));
  }

  private static boolean isMalformed(@Nullable Throwable cause) {
    return cause instanceof com.google.protobuf.InvalidProtocolBufferException
        || cause instanceof IllegalArgumentException
        || cause instanceof com.fasterxml.jackson.core.JacksonException;
  }

  /** Statuses of transcoded calls, as problem documents. */
  static UnframedGrpcErrorHandler transcoded() {
    return (context, status, response) -> {
      Optional<String> reason =
          Optional.ofNullable(response.trailers().get(ReasonStatus.TRAILER.name()))
              .or(() -> Optional.ofNullable(response.headers().get(ReasonStatus.TRAILER.name())));
      Refusal refusal = Problems.refusal(status, reason);
      boolean isFault = status.getCode() == Status.Code.INTERNAL;
      return (isFault
              ? Problems.response(refusal, HttpStatus.INTERNAL_SERVER_ERROR.code())
              : Problems.response(refusal))
          .toHttpResponse();
    };
  }
}
