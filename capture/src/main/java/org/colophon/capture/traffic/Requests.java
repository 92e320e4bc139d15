package org.colophon.capture.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes exchanges of the events of requests. One request is several exchanges when it is led on.
 */
final class Requests {
  private static final String REQUEST_END = " HTTP/1.1";
  private static final String HTTP_1_1 = "http/1.1";
  private static final String HTTP_2 = "h2";

  private final Spool spool;
  private final long bodyBytesMax;
  private final Connections connections;
  private final Consumer<Exchange> done;
  private final Map<Long, Open> open = new HashMap<>();

  /**
   * Exchanges of one browser.
   *
   * @param connections has seen each event before
   * @param done is given each exchange when it has ended
   */
  Requests(Spool spool, long bodyBytesMax, Connections connections, Consumer<Exchange> done) {
    this.spool = spool;
    this.bodyBytesMax = bodyBytesMax;
    this.connections = connections;
    this.done = done;
  }

  /** An exchange under way. */
  private static final class Open {
    private final String url;
    private final String method;
    private final boolean isPage;
    private final boolean isBrowsers;
    private final Spool.Body encoded;
    private final Spool.Body decoded;
    private List<String> request = List.of();
    private List<String> answer = List.of();
    private Instant sentAt = Instant.EPOCH;
    private boolean hasFilter;
    private boolean hasFailed;
    private Optional<InetAddress> server = Optional.empty();
    private Optional<String> protocol = Optional.empty();

    private Open(JsonNode params, Spool spool) {
      String kind = params.path("request_type").asText();
      url = params.path("url").asText();
      method = params.path("method").asText();
      isPage = kind.equals("main frame");
      isBrowsers =
          kind.equals("other") && params.path("initiator").asText().equals("not an origin");
      encoded = spool.body();
      decoded = spool.body();
    }
  }

  /** Takes an event, if it is one of a request. */
  void take(NetEvent event) throws IOException {
    if (event.type().equals("URL_REQUEST_START_JOB") && event.begins()) {
      end(event.source(), true);
      open.put(event.source(), new Open(event.params(), spool));
      return;
    }
    Open one = open.get(event.source());
    if (one != null) {
      take(event, one);
    }
  }

  private void take(NetEvent event, Open one) throws IOException {
    switch (event.type()) {
      case "HTTP_STREAM_REQUEST_BOUND_TO_JOB" -> one.server = connections.server(event.dependsOn());
      case "HTTP_TRANSACTION_SEND_REQUEST_HEADERS" -> {
        one.protocol = Optional.of(HTTP_1_1);
        sent(one, event, event.params().path("line").asText().strip());
      }
      case "HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS" -> {
        one.protocol = Optional.of(HTTP_2);
        sent(one, event, one.method + " " + pseudo(event.params(), ":path") + REQUEST_END);
      }
      case "HTTP_TRANSACTION_READ_RESPONSE_HEADERS" ->
          one.answer = lines(event.params().path("headers"));
      case "URL_REQUEST_FILTERS_SET" -> one.hasFilter = true;
      case "URL_REQUEST_JOB_BYTES_READ" -> one.encoded.add(bytes(event), bodyBytesMax);
      case "URL_REQUEST_JOB_FILTERED_BYTES_READ" -> one.decoded.add(bytes(event), bodyBytesMax);
      case "FAILED", "CANCELLED" -> one.hasFailed = true;
      case "REQUEST_ALIVE" -> {
        if (event.ends()) {
          end(event.source(), !event.params().has("net_error"));
        }
      }
      default -> {
        // Of caches, cookies and timings.
      }
    }
  }

  private static byte[] bytes(NetEvent event) throws IOException {
    return event.params().path("bytes").binaryValue();
  }

  private void sent(Open one, NetEvent event, String line) {
    List<String> lines = new ArrayList<>();
    lines.add(line);
    for (String header : lines(event.params().path("headers"))) {
      if (header.startsWith(":authority: ")) {
        lines.add("host: " + header.substring(":authority: ".length()));
      } else if (!header.startsWith(":")) {
        lines.add(header);
      }
    }
    one.request = lines;
    one.sentAt = event.time();
  }

  private static String pseudo(JsonNode params, String name) {
    return lines(params.path("headers")).stream()
        .filter(header -> header.startsWith(name + ": "))
        .map(header -> header.substring(name.length() + 2))
        .findFirst()
        .orElse("/");
  }

  private static List<String> lines(JsonNode headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach(header -> lines.add(header.asText().replaceAll("[\\r\\n\\u0000]", " ")));
    return lines;
  }

  /** Ends what is still open: the browser has gone. */
  void endAll() {
    for (long source : List.copyOf(open.keySet())) {
      end(source, false);
    }
  }

  /** What was never sent, as from a cache, is no exchange. */
  private void end(long source, boolean isWhole) {
    Open one = open.remove(source);
    if (one == null || one.request.isEmpty()) {
      return;
    }
    Spool.Body body = one.hasFilter ? one.encoded : one.decoded;
    done.accept(
        new Exchange(
            one.url,
            one.isPage,
            one.isBrowsers,
            one.sentAt,
            one.request,
            one.answer,
            body,
            one.decoded,
            isWhole && !one.hasFailed && !body.isCut() && hasItsLength(one, body),
            one.server,
            one.protocol));
  }

  /** A browser does not read the body of an answer that leads on. */
  private static boolean hasItsLength(Open one, Spool.Body body) {
    return one.method.equals("HEAD")
        || one.answer.stream()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith("content-length:"))
            .map(line -> line.substring("content-length:".length()).strip())
            .allMatch(String.valueOf(body.size())::equals);
  }
}
