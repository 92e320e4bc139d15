package org.colophon.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.colophon.core.Timestamp;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.testkit.TestAuthority;

/** A time-stamping authority over plain HTTP that answers as the test wants. */
final class LiveAuthority implements AutoCloseable {
  /** How it answers. */
  enum Mood {
    RIGHT,
    /** With bytes that are no response. */
    GARBAGE,
    /** With a rejection, since it is asked with what is no query. */
    REJECTION,
    /** With a stamp over other bytes. */
    WRONG_IMPRINT,
    /** With a stamp for another nonce. */
    WRONG_NONCE,
    /** With a right stamp under another content type. */
    WRONG_TYPE,
    /** With a status that is no success. */
    HTTP_ERROR,
    /** With more bytes than any response has. */
    ENDLESS
  }

  private final TestAuthority authority;
  private final HttpServer server;
  private volatile Timestamp clock;
  private volatile Mood mood = Mood.RIGHT;
  private volatile int questions;

  /** Starts on a free port of the loopback address. */
  LiveAuthority(TestAuthority authority, Timestamp clock) throws IOException {
    this.authority = authority;
    this.clock = clock;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  void mood(Mood next) {
    mood = next;
  }

  void clock(Timestamp next) {
    clock = next;
  }

  int questions() {
    return questions;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    questions++;
    byte[] query = exchange.getRequestBody().readAllBytes();
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            mood == Mood.WRONG_TYPE ? "text/html" : "application/timestamp-reply; x=y");
    exchange.sendResponseHeaders(mood == Mood.HTTP_ERROR ? 503 : 200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(
          switch (mood) {
            case RIGHT, WRONG_TYPE, HTTP_ERROR -> authority.answer(query, clock);
            case GARBAGE -> "no response".getBytes(StandardCharsets.US_ASCII);
            case REJECTION -> authority.answer(new byte[0], clock);
            case WRONG_IMPRINT ->
                authority.answer(TimeStampQuery.of(new byte[9], new byte[16]).der(), clock);
            case WRONG_NONCE -> authority.answer(withOtherNonce(query), clock);
            case ENDLESS -> new byte[1 << 22];
          });
    }
  }

  /** The last bytes of a query are its nonce and the flag that asks for certificates. */
  private static byte[] withOtherNonce(byte[] query) {
    byte[] changed = query.clone();
    changed[changed.length - 6] ^= 1;
    return changed;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
