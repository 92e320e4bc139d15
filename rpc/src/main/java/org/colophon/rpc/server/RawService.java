package org.colophon.rpc.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Receipt;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.GetCheckpointRequest;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.StreamRecordsRequest;

/** Exact bytes for shell users: what comes out of these paths is what was hashed or signed. */
final class RawService {
  private static final MediaType NDJSON = MediaType.parse("application/x-ndjson");
  private static final MediaType JSON_LD = MediaType.parse("application/ld+json");
  private static final MediaType ZIP = MediaType.parse("application/zip");

  /** RFC 9052, section 11.3. */
  private static final MediaType COSE_SIGN1 =
      MediaType.parse("application/cose; cose-type=\"cose-sign1\"");

  private final LedgerApi api;
  private final LicenceApi licences;
  private final Callers callers;
  private final Calls calls;
  private final RecordStreams streams;

  RawService(
      LedgerApi api, LicenceApi licences, Callers callers, Calls calls, RecordStreams streams) {
    this.api = api;
    this.licences = licences;
    this.callers = callers;
    this.calls = calls;
    this.streams = streams;
  }

  /** Adds the paths. */
  void addTo(ServerBuilder server) {
    server
        .route()
        .get("/v1/records/{id}/record.json")
        .build((context, request) ->
            bytes(
                context,
                Access.GET_RECEIPT,
                MediaType.JSON,
                () -> api.recordBytes(param(context, "id"), calls.who(context))))
        .route()
        .get("/v1/records/{id}/evidence.zip")
        .build((context, request) ->
            document(
                context,
                Access.GET_EVIDENCE,
                ZIP,
                () -> api.evidence(param(context, "id"), calls.who(context))))
        .route()
        .get("/v1/records/{id}/certificate.pdf")
        .build((context, request) ->
            document(
                context,
                Access.GET_EVIDENCE,
                MediaType.PDF,
                () ->
                    api.certificate(
                        param(context, "id"),
                        context.queryParams().get("language", ""),
                        calls.who(context))))
        .route()
        .get("/v1/records/{id}/receipt.cose")
        .build((context, request) ->
            document(
                context,
                Access.GET_EVIDENCE,
                COSE_SIGN1,
                () -> api.coseReceipt(param(context, "id"), calls.who(context))))
        .route()
        .get("/v1/works/{work}/prov.json")
        .build((context, request) ->
            document(
                context, Access.TRACE_WORK, MediaType.JSON, () -> api.prov(param(context, "work"))))
        .route()
        .get("/v1/licences/{id}/odrl.jsonld")
        .build((context, request) ->
            bytes(context, Access.GET_LICENCE, JSON_LD, () -> licences.odrl(param(context, "id"))))
        .route()
        .get("/v1/blocks/{height}/header.json")
        .build((context, request) ->
            bytes(
                context,
                Access.GET_BLOCK,
                MediaType.JSON,
                () -> api.headerBytes(param(context, "height"))))
        .route()
        .get("/v1/genesis.json")
        .build((context, request) ->
            bytes(
                context,
                Access.GET_GENESIS,
                MediaType.JSON,
                () -> api.genesis().getGenesis().toByteArray()))
        .route()
        .get("/v1/checkpoint")
        .build((context, request) ->
            bytes(context, Access.GET_CHECKPOINT, MediaType.PLAIN_TEXT_UTF_8, this::note))
        .route()
        .get("/v1/caller")
        .build((context, request) ->
            bytes(
                context, Access.GET_STATUS, MediaType.JSON, () -> callers.account(context).bytes()))
        .route()
        .get("/v1/stream")
        .build((context, request) -> stream(context))
        .route()
        .post("/v1/records")
        .build(this::submit);
  }

  private byte[] note() throws RefusedException {
    return api.checkpoint(GetCheckpointRequest.getDefaultInstance())
        .getSeal()
        .getNote()
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse bytes(
      ServiceRequestContext context, Access access, MediaType type, Calls.Work<byte[]> work) {
    return ok(type, calls.start(context, access, work));
  }

  private HttpResponse document(
      ServiceRequestContext context, Access access, MediaType type, Calls.Work<byte[]> work) {
    return ok(type, calls.make(context, access, () -> {}, work));
  }

  private static HttpResponse ok(MediaType type, CompletableFuture<byte[]> answer) {
    return respond(
        answer.thenApply(body -> HttpResponse.of(HttpStatus.OK, type, HttpData.wrap(body))));
  }

  /** The body is one record; the answer its receipt: 201, or 200 when it stood already. */
  private HttpResponse submit(ServiceRequestContext context, HttpRequest request) {
    CompletableFuture<AggregatedHttpRequest> body = request.aggregate();
    return respond(
        body.thenCompose(aggregated ->
            calls.start(
                context,
                Access.SUBMIT,
                () -> outcome(api.submit(List.of(aggregated.content().array()))))));
  }

  private static HttpResponse outcome(List<Outcome> outcomes) {
    return switch (outcomes.getFirst()) {
      case Outcome.Accepted(Receipt receipt) -> receipt(HttpStatus.CREATED, receipt);
      case Outcome.Refused(var refusal, Optional<Receipt> first)
          when refusal.reason() == Reason.DUPLICATE && first.isPresent() ->
          receipt(HttpStatus.OK, first.get());
      case Outcome.Refused(var refusal, var first) -> Problems.response(refusal).toHttpResponse();
    };
  }

  private static HttpResponse receipt(HttpStatus status, Receipt receipt) {
    Json.Obj body =
        Json.object()
            .put("height", receipt.height().value())
            .put("id", receipt.id().hex())
            .put("index", receipt.index().value())
            .put("time", receipt.time().value())
            .build();
    return HttpResponse.of(
        ResponseHeaders.builder(status)
            .contentType(MediaType.JSON)
            .set(HttpHeaderNames.LOCATION, "/v1/records/" + receipt.id())
            .build(),
        HttpData.wrap(body.bytes()));
  }

  private HttpResponse stream(ServiceRequestContext context) throws RefusedException {
    StreamRecordsRequest request =
        StreamRecordsRequest.newBuilder()
            .setFromIndex(number(context, "from_index"))
            .setLimit(number(context, "limit"))
            .build();
    context.clearRequestTimeout();
    HttpResponseWriter writer = HttpResponse.streaming();
    HttpSink<RecordView> sink = new HttpSink<>(writer, RawService::line);
    CompletableFuture<HttpResponse> begun = new CompletableFuture<>();
    var _ =
        calls
            .start(
                context,
                Access.STREAM_RECORDS,
                () -> {
                  writer.write(ResponseHeaders.builder(HttpStatus.OK).contentType(NDJSON).build());
                  begun.complete(writer);
                  return streams.run(request, sink, calls.who(context));
                })
            .whenComplete((sent, failure) -> {
              if (failure == null) {
                writer.close();
              } else if (!begun.completeExceptionally(failure)) {
                // The status has gone out: an end without the last chunk tells that it is broken.
                writer.close(failure);
              }
            });
    return respond(begun);
  }

  private static HttpData line(RecordView record) {
    try {
      String json = JsonFormat.printer().omittingInsignificantWhitespace().print(record);
      return HttpData.ofUtf8(json + "\n");
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a record's view has no unknown types", e);
    }
  }

  private static long number(ServiceRequestContext context, String name) throws RefusedException {
    String text = context.queryParams().get(name, "0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RefusedException(
          Reason.MALFORMED, name.toLowerCase(Locale.ROOT) + ": (expected: an integer)");
    }
  }

  private static String param(ServiceRequestContext context, String name) {
    String value = context.pathParam(name);
    return value == null ? "" : value;
  }

  /** Turns a failed answer into its problem. */
  static HttpResponse respond(CompletableFuture<HttpResponse> answer) {
    return HttpResponse.of(
        answer.exceptionally(failure -> {
          Throwable cause =
              failure instanceof CompletionException && failure.getCause() != null
                  ? failure.getCause()
                  : failure;
          return ErrorAnswers.of(cause).toHttpResponse();
        }));
  }
}
