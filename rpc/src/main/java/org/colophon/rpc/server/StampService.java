package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The time-stamping authority over HTTP (RFC 3161, section 3.4). Only members may have something
 * stamped: an authority that stamps for anybody is a service of its own.
 */
final class StampService {
  private static final MediaType QUERY = MediaType.parse("application/timestamp-query");
  private static final MediaType REPLY = MediaType.parse("application/timestamp-reply");
  private static final MediaType CRL = MediaType.parse("application/pkix-crl");

  private final StampSource source;
  private final Calls calls;

  StampService(StampSource source, Calls calls) {
    this.source = source;
    this.calls = calls;
  }

  /** Adds the paths. */
  void addTo(ServerBuilder server) {
    server
        .route()
        .post("/tsa")
        .build(this::answer)
        .route()
        .get("/tsa/crl")
        .build((context, request) ->
            RawService.respond(
                calls
                    .start(context, Access.GET_REVOCATIONS, source::revocations)
                    .thenApply(list -> HttpResponse.of(HttpStatus.OK, CRL, HttpData.wrap(list)))));
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
    // Tighter than BodyLimit, which has looked already: a query is under 200 bytes.
    context.setMaxRequestLength(TimeStampAuthority.REQUEST_BYTES_MAX);
    return RawService.respond(
        request
            .aggregate()
            .thenCompose(query ->
                calls.start(
                    context,
                    Access.STAMP,
                    () -> {
                      requireQuery(query.contentType());
                      return source.answer(query.content().array());
                    }))
            .thenApply(reply -> HttpResponse.of(HttpStatus.OK, REPLY, HttpData.wrap(reply))));
  }

  private static void requireQuery(@Nullable MediaType type) throws RefusedException {
    if (type == null || !type.is(QUERY)) {
      throw new RefusedException(Reason.MALFORMED, "Content-Type: (expected: " + QUERY + ")");
    }
  }
}
