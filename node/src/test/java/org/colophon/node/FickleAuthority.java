package org.colophon.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.node.stamping.OwnAuthority;

/** A time-stamping authority over plain HTTP that answers as the test wants. */
final class FickleAuthority implements AutoCloseable {
  /** How it answers. */
  enum Mood {
    /** As it should. */
    RIGHT,
    /** With bytes that are no response. */
    GARBAGE,
    /** With a stamp over other bytes. */
    WRONG_IMPRINT,
    /** With a stamp for another nonce. */
    WRONG_NONCE,
    /** With a status that is no success. */
    HTTP_ERROR,
    /** With more bytes than any response has. */
    ENDLESS,
    /** Not at all. */
    SILENT
  }

  private final OwnAuthority authority;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.RIGHT);

  /** Starts on a free port of the loopback address, with the key of a node's own authority. */
  FickleAuthority(NodeConfig.Tsa identity) throws IOException {
    authority = OwnAuthority.load(identity, System::currentTimeMillis);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void mood(Mood next) {
    mood.set(next);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] query = exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
    switch (mood.get()) {
      case RIGHT -> send(exchange, 200, authority.answer(query));
      case GARBAGE -> send(exchange, 200, "no response".getBytes(StandardCharsets.US_ASCII));
      case WRONG_IMPRINT -> send(exchange, 200, authority.answer(otherQuery(new byte[16])));
      case WRONG_NONCE -> {
        // The last bytes of a query are its nonce and the flag that asks for certificates.
        byte[] changed = query.clone();
        changed[changed.length - 6] ^= 1;
        send(exchange, 200, authority.answer(changed));
      }
      case HTTP_ERROR -> send(exchange, 503, new byte[0]);
      case ENDLESS -> sendWithoutEnd(exchange);
      case SILENT -> {
        // The exchange stays open until the server is closed.
      }
    }
  }

  private static byte[] otherQuery(byte[] nonce) {
    nonce[0] = 1;
    return TimeStampQuery.of(Sha2.SHA_256.digest(nonce), nonce).der();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 64; i++) {
        out.write(new byte[64 << 10]);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
