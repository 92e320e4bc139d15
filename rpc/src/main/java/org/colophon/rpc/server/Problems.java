package org.colophon.rpc.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Locale;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.json.Json;
import org.colophon.core.port.MissingBodyException;
import org.colophon.rpc.ReasonStatus;

/** Refusals as answers: RFC 9457 documents over HTTP, statuses with a trailer over gRPC. */
final class Problems {
  private static final MediaType PROBLEM = MediaType.parse("application/problem+json");

  /** What a caller learns of a fault of ours; the log has the rest. */
  static final Refusal FAULT = new Refusal(Reason.UNAVAILABLE, "this node has a fault");

  /** The node ends, or is putting a copy of the ledger in the place of its own. */
  static final Refusal NOT_NOW =
      new Refusal(Reason.UNAVAILABLE, "ledger: not open (ask again or another node)");

  /** What would sign the answer is in a token that does not, now. */
  static final Refusal UNSIGNED =
      new Refusal(Reason.UNAVAILABLE, "signature: not made now (ask again or another node)");

  private Problems() {}

  /** A record of the archive that cannot be read now. */
  static Refusal missing(MissingBodyException missing) {
    return new Refusal(Reason.UNAVAILABLE, missing.publicly());
  }

  /** The document of a refusal, under the refusal's own status. */
  static AggregatedHttpResponse response(Refusal refusal) {
    return response(refusal, ReasonStatus.of(refusal.reason()).http());
  }

  /** The document of a refusal. */
  static AggregatedHttpResponse response(Refusal refusal, int status) {
    String name = refusal.reason().name();
    Json.Obj document =
        Json.object()
            .put("detail", plain(refusal.detail()))
            .put("reason", name)
            .put("status", status)
            .put(
                "title",
                name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' '))
            .put("type", "urn:colophon:reason:" + name)
            .build();
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.valueOf(status)).contentType(PROBLEM);
    if (ReasonStatus.of(refusal.reason()).retry()) {
      headers.set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(document.bytes()));
  }

  /** The status of a refusal; its trailer is put into {@code trailers}. */
  static Status status(Refusal refusal, Metadata trailers) {
    trailers.discardAll(ReasonStatus.TRAILER);
    trailers.put(ReasonStatus.TRAILER, refusal.reason().name());
    return Status.fromCode(ReasonStatus.of(refusal.reason()).grpc())
        .withDescription(plain(refusal.detail()));
  }

  /** The refusal behind a status that came with or without a reason of ours. */
  static Refusal refusal(Status status, Optional<String> named) {
    Reason reason = named.flatMap(ReasonStatus::named).orElseGet(() -> reasonOf(status.getCode()));
    String detail = status.getDescription();
    return new Refusal(reason, detail == null ? "the request was not served" : detail);
  }

  /** The nearest reason for what the transport itself refuses. */
  static Reason reasonOf(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Reason.MALFORMED;
      case RESOURCE_EXHAUSTED -> Reason.TOO_LARGE;
      case NOT_FOUND, UNIMPLEMENTED -> Reason.NOT_FOUND;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Reason.NOT_AUTHORISED;
      default -> Reason.UNAVAILABLE;
    };
  }

  /** The nearest reason for an HTTP status that the transport itself gives. */
  static Reason reasonOf(HttpStatus status) {
    return switch (status.code()) {
      case 404, 405 -> Reason.NOT_FOUND;
      case 401, 403 -> Reason.NOT_AUTHORISED;
      case 413, 414, 431 -> Reason.TOO_LARGE;
      case 429 -> Reason.OVERLOADED;
      default -> status.isClientError() ? Reason.MALFORMED : Reason.UNAVAILABLE;
    };
  }

  /** A detail of one printable ASCII line: it goes into a header and a document. */
  private static String plain(String detail) {
    StringBuilder text = new StringBuilder();
    detail.codePoints().limit(512).forEach(c -> text.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
    return text.toString();
  }
}
