package org.colophon.node.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.colophon.config.NodeConfig;
import org.colophon.core.Timestamp;
import org.colophon.crypto.Hash;
import org.colophon.crypto.x509.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a court's system of deliveries, as Standard Webhooks 1.0 says. It has a thread of its own:
 * a system that is slow or down keeps nobody waiting but itself. An event is told until it is taken
 * or all attempts were made, across restarts; it may be told twice, under the same id.
 */
final class Webhook implements AutoCloseable {
  /** How long it waits before each attempt after the first, as Standard Webhooks advises. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int GONE = 410;
  private static final int LOOK_MS = 1_000;

  private final URI address;
  private final WebhookSecrets secrets;
  private final WebhookQueue queue;
  private final HttpClient http;
  private final Duration patience;
  private final LongSupplier clockMs;
  private final LongAdder told = new LongAdder();
  private final LongAdder notTold = new LongAdder();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("colophon-webhook").daemon().factory());

  private Webhook(
      URI address,
      WebhookSecrets secrets,
      WebhookQueue queue,
      HttpClient http,
      Duration patience,
      LongSupplier clockMs) {
    this.address = address;
    this.secrets = secrets;
    this.queue = queue;
    this.http = http;
    this.patience = patience;
    this.clockMs = clockMs;
  }

  /**
   * Opens the queue of what is to be told.
   *
   * @param patience for one attempt, connecting included
   */
  static Webhook open(
      NodeConfig.Webhook settings, Path folder, Duration patience, LongSupplier clockMs)
      throws IOException {
    HttpClient.Builder http =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT);
    if (settings.roots().isPresent()) {
      http.sslContext(trusting(settings.roots().get()));
    }
    return new Webhook(
        settings.url(),
        WebhookSecrets.read(settings.secret()),
        WebhookQueue.open(folder),
        http.build(),
        patience,
        clockMs);
  }

  /** Reads the files that the settings name, and keeps nothing of them. */
  static void requireReadable(NodeConfig.Webhook settings) throws IOException {
    WebhookSecrets _ = WebhookSecrets.read(settings.secret());
    if (settings.roots().isPresent()) {
      SSLContext _ = trusting(settings.roots().get());
    }
  }

  /** Begins to tell what is due, now and from now on. */
  void start() {
    ScheduledFuture<?> _ =
        timer.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private static SSLContext trusting(Path roots) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (X509Certificate root :
          Pem.certificates(Files.readString(roots, StandardCharsets.US_ASCII))) {
        trusted.setCertificateEntry("root " + number++, root);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(roots + ": no certificates to trust: " + e.getMessage(), e);
    }
  }

  /** Has an event told, once; returns when that is on the disk. */
  void announce(WebhookEvent event) throws IOException {
    if (!queue.has(event.id())) {
      queue.put(
          new WebhookQueue.Item(
              event.id(), event.delivery(), event.payload(), WebhookQueue.State.WAITING, 0, now()));
    }
  }

  /** Forgets what was told of deliveries that are no more. */
  void forgetAllBut(Collection<Hash> deliveries) throws IOException {
    queue.retain(deliveries);
  }

  /** What is in the queue. */
  List<WebhookQueue.Item> items() throws IOException {
    return queue.items();
  }

  /** Attempts that the court's system took, since the start. */
  long told() {
    return told.sum();
  }

  /** Attempts that it did not take, since the start. */
  long notTold() {
    return notTold.sum();
  }

  private Timestamp now() {
    return new Timestamp(clockMs.getAsLong());
  }

  private void look() {
    try {
      tellDue();
    } catch (IOException | RuntimeException e) {
      LOG.error("the court's system could not be told", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes each attempt whose time has come. */
  synchronized void tellDue() throws IOException, InterruptedException {
    for (WebhookQueue.Item item : queue.items()) {
      if (item.state() == WebhookQueue.State.WAITING && item.next().compareTo(now()) <= 0) {
        Answer answer = told(item);
        (answer == Answer.TAKEN ? told : notTold).increment();
        queue.put(after(item, answer));
      }
    }
  }

  /** What one attempt came to. */
  private enum Answer {
    TAKEN,
    NOT_TAKEN,
    NEVER_AGAIN
  }

  private Answer told(WebhookQueue.Item item) throws InterruptedException {
    long seconds = now().seconds();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("webhook-id", item.id())
            .header("webhook-timestamp", Long.toString(seconds))
            .header("webhook-signature", secrets.sign(item.id(), seconds, item.payload()))
            .POST(BodyPublishers.ofString(item.payload()))
            .build();
    // Nothing that the system answers with is read: its status says all, and memory stays bounded.
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request, info -> BodySubscribers.replacing(null));
    try {
      int status = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 == 2) {
        return Answer.TAKEN;
      }
      LOG.warn("{}: the court's system answered {}", item.id(), status);
      return status == GONE ? Answer.NEVER_AGAIN : Answer.NOT_TAKEN;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{}: the court's system gave no answer: {}", item.id(), e.toString());
      return Answer.NOT_TAKEN;
    } finally {
      answer.cancel(true);
    }
  }

  private WebhookQueue.Item after(WebhookQueue.Item item, Answer answer) {
    int attempts = item.attempts() + 1;
    boolean isOver = answer == Answer.NEVER_AGAIN || attempts > WAITS.size();
    WebhookQueue.State state =
        answer == Answer.TAKEN
            ? WebhookQueue.State.TOLD
            : isOver ? WebhookQueue.State.GIVEN_UP : WebhookQueue.State.WAITING;
    if (state == WebhookQueue.State.GIVEN_UP) {
      LOG.error("{}: given up after {} attempts; the delivery waits", item.id(), attempts);
    }
    Timestamp next =
        state == WebhookQueue.State.WAITING
            ? now().plus(WAITS.get(attempts - 1).toMillis())
            : item.next();
    return new WebhookQueue.Item(item.id(), item.delivery(), item.payload(), state, attempts, next);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }
}
