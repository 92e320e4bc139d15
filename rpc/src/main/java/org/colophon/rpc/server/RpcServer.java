package org.colophon.rpc.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.docs.DocService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.colophon.core.ReasonCounts;
import org.colophon.core.json.Json;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.Ordering;
import org.colophon.crypto.x509.Tls;

/** A node's one port. */
public final class RpcServer implements AutoCloseable {
  private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
  private static final Duration DRAIN = Duration.ofMillis(100);
  private static final int REQUEST_LINE_BYTES_MAX = 8 << 10;

  private final Server server;
  private final HeightGate heights;
  private final RecordStreams streams;
  private final Calls calls;
  private final Connections connections;
  private final ReasonCounts refusals;

  private RpcServer(
      Server server,
      HeightGate heights,
      RecordStreams streams,
      Calls calls,
      Connections connections,
      ReasonCounts refusals) {
    this.server = server;
    this.heights = heights;
    this.streams = streams;
    this.calls = calls;
    this.connections = connections;
    this.refusals = refusals;
  }

  /**
   * Starts to listen; returns when the port is open.
   *
   * @throws IOException when it cannot be opened
   */
  public static RpcServer start(RpcSettings settings, NodePort node) throws IOException {
    RpcLimits limits = settings.limits();
    HeightGate heights = new HeightGate(node, limits.requests());
    LedgerApi api = new LedgerApi(node, settings, heights);
    HistoryApi histories = new HistoryApi(api, heights, node);
    LicenceApi licences = new LicenceApi(api, heights, node.genesis().chain());
    OfficeApi office = new OfficeApi(api, heights);
    PlatformApi platforms = new PlatformApi(api, heights);
    CaseApi cases = new CaseApi(api, heights);
    ClaimApi claims = new ClaimApi(api, heights);
    ReportApi reports = new ReportApi(api, heights, node.genesis());
    StandardApi standards = new StandardApi(api, heights);
    Callers callers = new Callers(node, settings.operators());
    ReasonCounts refusals = new ReasonCounts();
    BytesUnderWay bytes = new BytesUnderWay(limits.transport().bytesUnderWayMax());
    Calls calls = new Calls(callers, limits, bytes, refusals);
    Connections connections = new Connections(callers, limits, refusals);
    RecordStreams streams = new RecordStreams(node, api, limits.streams());
    ServerBuilder builder = Server.builder();
    configure(builder, settings);
    builder
        .decorator(new BodyLimit(limits.transport(), callers, bytes))
        .decorator(new OwnPages())
        .decorator(new RequestIds())
        .childChannelPipelineCustomizer(connections::admit);
    GrpcService grpc =
        grpc(
            limits,
            new LedgerService(
                api,
                histories,
                new SearchApi(api, node),
                licences,
                office,
                platforms,
                cases,
                new ReadApi(node),
                new CustodyApi(node),
                new DeliveryApi(node),
                claims,
                reports,
                standards,
                new ExaminationApi(settings),
                calls,
                streams),
            new ReplicationService(calls, new Snapshots(node, limits.streams())));
    builder.service(grpc);
    new RawService(api, licences, callers, calls, streams).addTo(builder);
    settings.stamps().ifPresent(source -> new StampService(source, calls).addTo(builder));
    settings.pages().ifPresent(folder -> new PageService(folder).addTo(builder));
    builder.service("/healthz", health(node));
    builder.serviceUnder("/docs", DocService.builder().webAppTitle("Colophon node").build());
    Server server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      heights.close();
      throw new IOException(settings.address() + ": cannot listen: " + e.getCause(), e);
    }
    return new RpcServer(server, heights, streams, calls, connections, refusals);
  }

  private static void configure(ServerBuilder builder, RpcSettings settings) {
    RpcLimits.Transport transport = settings.limits().transport();
    builder
        .https(settings.address())
        .tls(new FixedKeyManagerFactory(settings.keys()))
        .tlsEngineType(TlsEngineType.JDK)
        .tlsCustomizer(tls -> customize(tls, settings))
        .maxNumConnections(transport.connectionsMax())
        .http2MaxStreamsPerConnection(transport.requestsPerConnectionMax())
        .http2MaxHeaderListSize(transport.headerBytesMax())
        .http1MaxHeaderSize(transport.headerBytesMax())
        .http1MaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
        // BodyLimit bounds each request: the transport's own early 413 is no answer for gRPC.
        .maxRequestLength(0)
        .requestTimeout(transport.requestTimeout())
        .idleTimeout(transport.idleTimeout())
        .pingInterval(PING_INTERVAL)
        .connectionDrainDuration(DRAIN)
        .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(2))
        .bossGroupFactory(ListeningLoop::named)
        .verboseResponses(false)
        .errorHandler(new ErrorAnswers());
  }

  private static void customize(SslContextBuilder tls, RpcSettings settings) {
    tls.protocols(Tls.PROTOCOL).clientAuth(ClientAuth.OPTIONAL).trustManager(settings.trust());
  }

  private static GrpcService grpc(
      RpcLimits limits, LedgerService ledger, ReplicationService replication) {
    HttpJsonTranscodingOptions transcoding =
        HttpJsonTranscodingOptions.builder()
            .queryParamMatchRules(
                HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD,
                HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE)
            .errorHandler(ErrorAnswers.transcoded())
            .build();
    return GrpcService.builder()
        .addService(ledger)
        .addService(replication)
        .maxRequestMessageLength(limits.transport().requestBytesMax())
        .enableHttpJsonTranscoding(transcoding)
        .jsonMarshallerFactory(service ->
            GrpcJsonMarshaller.builder()
                .jsonMarshallerCustomizer(json -> json.includingDefaultValueFields(true))
                .build(service))
        .exceptionHandler(new ErrorAnswers())
        .autoCompression(false)
        // A caller's deadline could be longer than ours; one that is shorter ends by its reset.
        .useClientTimeoutHeader(false)
        .build();
  }

  /** 200 while the node runs without alarms, else 503; the body names them. */
  private static HttpService health(NodePort node) {
    return (ServiceRequestContext context, com.linecorp.armeria.common.HttpRequest request) -> {
      NodePort.Status status = node.status();
      boolean well = status.alarms().isEmpty() && status.role() != Ordering.Role.CLOSED;
      Json.Obj body =
          Json.object()
              .put("alarms", Json.strings(status.alarms()))
              .put("role", status.role().name())
              .put("status", well ? "ok" : "failing")
              .build();
      HttpStatus code = well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
      AggregatedHttpResponse answer =
          AggregatedHttpResponse.of(code, MediaType.JSON, HttpData.wrap(body.bytes()));
      return HttpResponse.of(answer.headers(), answer.content());
    };
  }

  /** How many requests of each kind could begin now, and how many connections could come. */
  public Map<String, Integer> freePlaces() {
    Map<String, Integer> free = calls.free();
    free.put("connections", connections.free());
    return free;
  }

  /** Requests that were refused as a whole, and connections that were turned away. */
  public ReasonCounts refusals() {
    return refusals;
  }

  /** The port that it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  /** The address that it listens on. */
  public InetSocketAddress address() {
    return java.util.Objects.requireNonNull(server.activePort(), "the server is closed")
        .localAddress();
  }

  /** Ends streams, lets running requests finish for two seconds, and closes the port. */
  @Override
  public void close() {
    streams.close();
    server.stop().join();
    heights.close();
  }
}
