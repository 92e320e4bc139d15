package org.colophon.capture.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.colophon.capture.CaptureLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;

/** Logs as Chromium writes them, whole and spoilt, in a few lines. */
class TrafficTest {
  private static final List<String> TYPES =
      List.of(
          "URL_REQUEST_START_JOB",
          "HTTP_TRANSACTION_SEND_REQUEST_HEADERS",
          "HTTP_TRANSACTION_READ_RESPONSE_HEADERS",
          "URL_REQUEST_JOB_FILTERED_BYTES_READ",
          "REQUEST_ALIVE",
          "CANCELLED",
          "SOCKET_ALIVE",
          "TCP_CONNECT",
          "SOCKET_POOL_BOUND_TO_SOCKET",
          "HTTP2_SESSION_INITIALIZED",
          "HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION",
          "HTTP_STREAM_REQUEST_BOUND_TO_JOB",
          "HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS");

  @TempDir private Path folder;

  private static String first() {
    StringBuilder types = new StringBuilder();
    for (int i = 0; i < TYPES.size(); i++) {
      types.append(i == 0 ? "" : ",").append('"').append(TYPES.get(i)).append("\":").append(i);
    }
    return "{\"constants\":{\"logEventPhase\":{\"PHASE_BEGIN\":1,\"PHASE_END\":2,\"PHASE_NONE\":0},"
        + "\"logEventTypes\":{"
        + types
        + "},\"timeTickOffset\":1700000000000},\n\"events\": [\n";
  }

  private static String event(String type, int phase, int source, String params) {
    return "{\"params\":"
        + params
        + ",\"phase\":"
        + phase
        + ",\"source\":{\"id\":"
        + source
        + ",\"type\":1},\"time\":\"5\",\"type\":"
        + TYPES.indexOf(type)
        + "}";
  }

  private static String begin(int source, String url) {
    return event(
        "URL_REQUEST_START_JOB",
        1,
        source,
        "{\"initiator\":\"http://a.example\",\"method\":\"GET\",\"request_type\":\"main frame\",\"url\":\""
            + url
            + "\"}");
  }

  private static String sent(int source) {
    return event(
        "HTTP_TRANSACTION_SEND_REQUEST_HEADERS",
        0,
        source,
        "{\"headers\":[\"Host: a.example\"],\"line\":\"GET / HTTP/1.1\\r\\n\"}");
  }

  private static String answered(int source, String... headers) {
    return event(
        "HTTP_TRANSACTION_READ_RESPONSE_HEADERS",
        0,
        source,
        "{\"headers\":[\"" + String.join("\",\"", headers) + "\"]}");
  }

  private static String bytes(int source, String body) {
    String base64 = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
    return event(
        "URL_REQUEST_JOB_FILTERED_BYTES_READ",
        0,
        source,
        "{\"byte_count\":1,\"bytes\":\"" + base64 + "\"}");
  }

  private static String end(int source) {
    return event("REQUEST_ALIVE", 2, source, "{}");
  }

  private Traffic archive(String log, long bodyBytes) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), log);
    CaptureLimits limits = CaptureLimits.DEFAULT.with(CaptureLimits.DEFAULT.time(), bodyBytes);
    return Traffic.archive(
        file,
        folder,
        new Traffic.Description("http://a.example/", "title", Instant.EPOCH, "test"),
        limits);
  }

  private static String log(String... events) {
    return first() + String.join(",\n", events) + "],\n\"polledData\": {}\n}\n";
  }

  private List<WarcRecord> records() throws IOException {
    try (var zip = new java.util.zip.ZipFile(folder.resolve("page.wacz").toFile());
        WarcReader reader =
            new WarcReader(zip.getInputStream(zip.getEntry("archive/data.warc.gz")))) {
      return reader.records().toList();
    }
  }

  @Test
  void interleavedBodiesComeApart() throws Exception {
    Traffic traffic =
        archive(
            log(
                begin(1, "http://a.example/1"),
                sent(1),
                begin(2, "http://a.example/2"),
                sent(2),
                answered(1, "HTTP/1.1 200 OK"),
                answered(2, "HTTP/1.1 200 OK", "Content-Length: 4"),
                bytes(1, "a"),
                bytes(2, "xx"),
                bytes(1, "b"),
                bytes(2, "yy"),
                end(1),
                end(2)),
            1 << 20);

    assertThat(traffic.exchanges()).isEqualTo(2);
    assertThat(traffic.cut()).isZero();
    assertThat(traffic.bytes()).isEqualTo(6);
    assertThat(traffic.unread()).isZero();
    assertThat(Files.readString(folder.resolve("response.html"))).isEqualTo("xxyy");
    assertThat(Files.readString(folder.resolve("netlog.json")))
        .doesNotContain("\"bytes\"")
        .contains("http://a.example/2")
        .endsWith("}]}\n");
    assertThat(folder.resolve("data.warc.gz")).doesNotExist();
    assertThat(folder.resolve("bodies.tmp")).doesNotExist();
    assertThat(records()).hasSize(5);
  }

  private static String bound(String type, int source, int carrier) {
    return event(type, 0, source, "{\"source_dependency\":{\"id\":" + carrier + ",\"type\":10}}");
  }

  private static String connected(int socket, String address) {
    return event("SOCKET_ALIVE", 1, socket, "{}")
        + ",\n"
        + event("TCP_CONNECT", 2, socket, "{\"remote_address\":\"" + address + "\"}");
  }

  @Test
  void theServerIsThatOfTheSocketWhichCarriedTheRequest() throws Exception {
    Traffic traffic =
        archive(
            log(
                connected(30, "192.0.2.1:80"),
                bound("SOCKET_POOL_BOUND_TO_SOCKET", 20, 30),
                begin(1, "http://a.example/"),
                bound("HTTP_STREAM_REQUEST_BOUND_TO_JOB", 1, 20),
                sent(1),
                answered(1, "HTTP/1.1 200 OK"),
                end(1)),
            1 << 20);

    assertThat(traffic.servers()).containsOnlyKeys("a.example");
    assertThat(traffic.servers().get("a.example")).containsExactly("192.0.2.1");
    assertThat(records().getLast().headers().first("WARC-Protocol")).contains("http/1.1");
  }

  @Test
  void manyRequestsShareTheSocketOfOneSession() throws Exception {
    Traffic traffic =
        archive(
            log(
                connected(30, "[2001:db8::7]:443"),
                bound("HTTP2_SESSION_INITIALIZED", 40, 30),
                bound("HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION", 20, 40),
                begin(1, "https://a.example/"),
                bound("HTTP_STREAM_REQUEST_BOUND_TO_JOB", 1, 20),
                event(
                    "HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS",
                    0,
                    1,
                    "{\"headers\":[\":authority: a.example\",\":path: /\"]}"),
                answered(1, "HTTP/1.1 200"),
                end(1),
                begin(2, "https://b.example/"),
                bound("HTTP_STREAM_REQUEST_BOUND_TO_JOB", 2, 99),
                sent(2),
                end(2)),
            1 << 20);

    assertThat(traffic.servers()).containsOnlyKeys("a.example");
    assertThat(traffic.servers().get("a.example")).containsExactly("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void aLogThatEndsEarlyStillCounts() throws Exception {
    String whole =
        log(
            begin(1, "http://a.example/"),
            sent(1),
            answered(1, "HTTP/1.1 200 OK"),
            bytes(1, "abc"));
    Traffic traffic =
        archive(whole.substring(0, whole.lastIndexOf("\"polledData")) + "{\"par", 1 << 20);

    assertThat(traffic.exchanges()).isEqualTo(1);
    assertThat(traffic.cut()).isEqualTo(1);
    assertThat(records().getLast().headers().first("WARC-Truncated")).contains("disconnect");
  }

  @Test
  void aBodyOverTheLimitIsCutAndSaysSo() throws Exception {
    archive(
        log(
            begin(1, "http://a.example/"),
            sent(1),
            answered(1, "HTTP/1.1 200 OK", "Content-Length: 6", "Transfer-Encoding: chunked"),
            bytes(1, "abc"),
            bytes(1, "def"),
            end(1)),
        4);

    WarcResponse response = (WarcResponse) records().getLast();
    assertThat(response.headers().first("WARC-Truncated")).contains("length");
    assertThat(response.headers().first("WARC-Payload-Digest"))
        .contains("sha256:88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589");
  }

  @Test
  void whatWasNeverSentIsNoExchange() throws Exception {
    Traffic traffic =
        archive(
            log(
                begin(1, "http://a.example/"),
                answered(1, "HTTP/1.1 200 OK"),
                bytes(1, "cached"),
                end(1)),
            1 << 20);
    assertThat(traffic.exchanges()).isZero();
    assertThat(folder.resolve("response.html")).doesNotExist();
  }

  @Test
  void headersCannotBreakOutOfTheirLines() throws Exception {
    archive(
        log(
            begin(1, "http://a.example/"),
            sent(1),
            answered(1, "HTTP/1.1 200 OK", "X-A: b\\r\\n\\r\\nWARC/1.1"),
            bytes(1, "abc"),
            end(1)),
        1 << 20);
    assertThat(records()).hasSize(3);
  }

  @Test
  void aFileThatIsNoLogIsRefused() {
    for (String log : List.of("", "{}", "[]\n", "{\"constants\":{}},\n", "\u0000\u0001")) {
      assertThatThrownBy(() -> archive(log, 1 << 20)).as(log).isInstanceOf(IOException.class);
      for (String left : List.of("page.wacz", "netlog.json", "response.html")) {
        folder.resolve(left).toFile().delete();
      }
    }
  }

  @Test
  void linesThatAreNoEventsAreCounted() throws Exception {
    Traffic traffic =
        archive(
            log(
                "{\"type\":0,",
                "{\"type\":99,\"phase\":1}",
                begin(1, "http://a.example/"),
                sent(1),
                end(1)),
            1 << 20);
    assertThat(traffic.unread()).isEqualTo(1);
    assertThat(traffic.exchanges()).isEqualTo(1);
  }
}
