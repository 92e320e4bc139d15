package org.colophon.rpc.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.TlsEngineType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.Tls;

/**
 * The operator's port, apart from the one that clients and other nodes use: health, metrics, status
 * and the levels of the log. It is for this machine or for this organisation, never for a web page.
 */
public final class AdminServer implements AutoCloseable {
  private static final MediaType PROMETHEUS =
      MediaType.parse("text/plain; version=0.0.4; charset=utf-8");
  private static final Pattern LOOPBACK_AUTHORITY =
      Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?");
  private static final int CONNECTIONS_MAX = 64;
  private static final int REQUESTS_MAX = 8;
  private static final int BYTES_MAX = 8 << 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final AdminPort node;
  private final Optional<AdminSettings.Protection> protection;
  private final Semaphore places = new Semaphore(REQUESTS_MAX);

  /** What is answered once the caller may ask. */
  @FunctionalInterface
  private interface Answer {
    HttpResponse of(ServiceRequestContext context) throws RefusedException;
  }

  private final Server server;

  private AdminServer(AdminSettings settings, AdminPort node) {
    this.node = node;
    this.protection = settings.protection();
    this.server = build(settings);
  }

  /**
   * Starts to listen; returns when the port is open.
   *
   * @throws IOException when it cannot be opened
   */
  public static AdminServer start(AdminSettings settings, AdminPort node) throws IOException {
    AdminServer admin = new AdminServer(settings, node);
    try {
      admin.server.start().join();
    } catch (CompletionException e) {
      throw new IOException("admin: " + settings.address() + ": cannot listen: " + e.getCause(), e);
    }
    return admin;
  }

  private Server build(AdminSettings settings) {
    ServerBuilder builder =
        Server.builder()
            .maxNumConnections(CONNECTIONS_MAX)
            .http1MaxHeaderSize(BYTES_MAX)
            .http1MaxInitialLineLength(BYTES_MAX)
            .http2MaxHeaderListSize(BYTES_MAX)
            .http2MaxStreamsPerConnection(REQUESTS_MAX)
            .maxRequestLength(BYTES_MAX)
            .requestTimeout(TIMEOUT)
            .idleTimeout(TIMEOUT.multipliedBy(6))
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(2))
            .bossGroupFactory(ListeningLoop::named)
            .verboseResponses(false)
            .errorHandler(new ErrorAnswers());
    if (protection.isPresent()) {
      AdminSettings.Protection own = protection.get();
      builder
          .https(settings.address())
          .tls(new FixedKeyManagerFactory(own.keys()))
          .tlsEngineType(TlsEngineType.JDK)
          .tlsCustomizer(tls ->
              tls.protocols(Tls.PROTOCOL).clientAuth(ClientAuth.REQUIRE).trustManager(own.trust()));
    } else {
      builder.http(settings.address());
    }
    return builder
        .service("/health/live", reading(context -> live()))
        .service("/health/ready", reading(context -> ready()))
        .service("/status", reading(context -> json(HttpStatus.OK, node.status())))
        .service(
            "/metrics",
            reading(context ->
                HttpResponse.of(HttpStatus.OK, PROMETHEUS, HttpData.wrap(node.metrics()))))
        .route()
        .get("/log")
        .build(reading(context -> json(HttpStatus.OK, node.levels())))
        .route()
        .post("/log")
        .build(reading(this::setLevel))
        .build();
  }

  private HttpResponse live() {
    boolean live = node.isLive();
    return json(
        live ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
        Json.object().put("live", live).build());
  }

  private HttpResponse ready() {
    List<AdminPort.Hindrance> hindrances = node.hindrances();
    List<Json> reasons =
        hindrances.stream()
            .<Json>map(hindrance ->
                Json.object()
                    .put("detail", hindrance.detail())
                    .put("name", hindrance.name())
                    .put("remedy", hindrance.remedy())
                    .build())
            .toList();
    return json(
        hindrances.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
        Json.object()
            .put("ready", hindrances.isEmpty())
            .put("reasons", Json.array(reasons))
            .build());
  }

  private HttpResponse setLevel(ServiceRequestContext context) throws RefusedException {
    node.setLevel(context.queryParams().get("logger", ""), context.queryParams().get("level", ""));
    return json(HttpStatus.OK, node.levels());
  }

  private static HttpResponse json(HttpStatus status, Json.Obj body) {
    return HttpResponse.of(status, MediaType.JSON, HttpData.wrap(body.bytes()));
  }

  /** Reading the ledger may wait for the disk, so the work is done beside the event loop. */
  private HttpService reading(Answer answer) {
    return (context, request) -> {
      requireOperator(context, request);
      if (!places.tryAcquire()) {
        throw new RefusedException(Reason.OVERLOADED, "admin: too many requests at once");
      }
      CompletableFuture<HttpResponse> answered = new CompletableFuture<>();
      Thread.ofVirtual().name("admin").start(() -> answer(answer, context, answered));
      return RawService.respond(answered);
    };
  }

  private void answer(
      Answer answer, ServiceRequestContext context, CompletableFuture<HttpResponse> answered) {
    try {
      answered.complete(answer.of(context));
    } catch (RefusedException | RuntimeException | Error e) {
      answered.completeExceptionally(e);
    } finally {
      places.release();
    }
  }

  /** A page in the operator's browser must not ask in the operator's place. */
  private void requireOperator(ServiceRequestContext context, HttpRequest request)
      throws RefusedException {
    if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "origin: a web page asks (expected: no Origin header)");
    }
    if (protection.isPresent()) {
      requireOwn(context, protection.get());
    } else if (!LOOPBACK_AUTHORITY.matcher(String.valueOf(request.authority())).matches()) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED, "host: (expected: localhost or a loopback address)");
    }
  }

  private static void requireOwn(ServiceRequestContext context, AdminSettings.Protection own)
      throws RefusedException {
    boolean isOwn =
        Callers.identity(context)
            .map(PeerIdentity::organisation)
            .filter(own.organisation().text()::equals)
            .isPresent();
    if (!isOwn) {
      throw new RefusedException(
          Reason.NOT_AUTHORISED,
          "caller: (expected: a certificate of " + own.organisation() + ", which runs this node)");
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.activeLocalPort();
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
