package org.colophon.node.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;

/**
 * A small court system: it checks each webhook as Standard Webhooks says, with nothing of ours, and
 * answers as it is told to.
 */
public final class CourtSystem implements AutoCloseable {
  private static final byte[] SECRET =
      "thirty-two bytes of a secret, no".getBytes(StandardCharsets.US_ASCII);

  /** How it behaves once. */
  public enum Behaviour {
    /** It takes it. */
    TAKES,
    /** It fails. */
    FAILS,
    /** It closes the connection without an answer. */
    HANGS_UP,
    /** It takes it, and never says so. */
    STALLS,
    /** It takes it, and the answer is lost. */
    TAKES_AND_HANGS_UP,
    /** It sends the caller elsewhere. */
    REDIRECTS,
    /** It wants no more of this. */
    IS_GONE
  }

  /** An event that came with a good signature. */
  public record Event(String id, long timestamp, String payload) {}

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Path folder;

  /** Starts to listen, and writes its secret and its root for the node. */
  public CourtSystem(Path folder) throws IOException {
    this.folder = folder;
    Instant now = Instant.now();
    CertificateAuthority root =
        CertificateAuthority.create("court-system", Duration.ofDays(9), now);
    TlsIdentity shown =
        root.issueNode("intake", List.of(), List.of("127.0.0.1"), now, Duration.ofDays(9));
    Files.writeString(folder.resolve("roots.pem"), Pem.encode(root.certificate()));
    writeSecrets("whsec_" + Base64.getEncoder().encodeToString(SECRET) + "\n");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            Tls.context(
                new ReloadableKeyManager(shown),
                OrganisationTrust.of(Map.of(root.organisation(), root.certificate())))));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Writes the file of secrets. */
  public void writeSecrets(String lines) throws IOException {
    Path file = folder.resolve("secret");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, lines);
  }

  /** What a node is told of it. */
  public NodeConfig.Webhook settings() {
    return new NodeConfig.Webhook(
        URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/intake"),
        folder.resolve("secret"),
        Optional.of(folder.resolve("roots.pem")));
  }

  /** Settings of a court's node that tells it, whatever room there is on the disk. */
  public NodeConfig.Delivery delivery() {
    NodeConfig.Delivery standard = NodeConfig.Delivery.DEFAULT;
    return new NodeConfig.Delivery(
        standard.perSenderMb(),
        standard.totalMb(),
        0,
        standard.unfinishedDays(),
        standard.keepAnsweredDays(),
        Optional.of(settings()));
  }

  /** What it does next, once each; then it takes all. */
  public void next(Behaviour... once) {
    behaviours.addAll(List.of(once));
  }

  /** What came, each attempt. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** What it takes for one event: the same id is the same. */
  public List<Event> distinct() {
    Set<String> ids = new HashSet<>();
    return events.stream().filter(event -> ids.add(event.id())).toList();
  }

  /** What came and was not as it must be. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<Behaviour> told = Optional.ofNullable(behaviours.poll());
    if (told.isPresent() && told.get() == Behaviour.HANGS_UP) {
      exchange.close();
      return;
    }
    check(exchange, payload);
    switch (told.orElse(Behaviour.TAKES)) {
      case TAKES -> answer(exchange, 204);
      case FAILS -> answer(exchange, 500);
      case IS_GONE -> answer(exchange, 410);
      case REDIRECTS -> {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        answer(exchange, 307);
      }
      case TAKES_AND_HANGS_UP, HANGS_UP -> exchange.close();
      case STALLS -> stall(exchange);
    }
  }

  private void stall(HttpExchange exchange) {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void check(HttpExchange exchange, String payload) {
    String id = header(exchange, "webhook-id");
    String timestamp = header(exchange, "webhook-timestamp");
    List<String> signatures =
        new ArrayList<>(List.of(header(exchange, "webhook-signature").split(" ", -1)));
    String expected = "v1," + hmac(id + "." + timestamp + "." + payload);
    boolean isGood =
        signatures.stream()
            .anyMatch(one ->
                MessageDigest.isEqual(
                    one.getBytes(StandardCharsets.US_ASCII),
                    expected.getBytes(StandardCharsets.US_ASCII)));
    if (isGood && exchange.getRequestURI().getPath().equals("/intake")) {
      events.add(new Event(id, Long.parseLong(timestamp), payload));
    } else {
      wrong.add(exchange.getRequestURI() + " " + signatures);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
