package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.rpc.server.RpcLimits;
import org.colophon.rpc.server.RpcServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of evidence over HTTP. */
class CertificateTest {
  @TempDir Path directory;
  private TestPort port;
  private RecordId record;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    var declared = port.records().declare(port.creator, port.consortium.hash("song"));
    var _ = port.node.submit(List.of(declared.bytes())).join();
    record = declared.id();
  }

  @AfterEach
  void stop() {
    port.close();
  }

  private static String path(Object id, String query) {
    return "/v1/records/" + id + "/certificate.pdf" + query;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, Reason reason) {
    assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(text(response)).contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  void givesTheCertificateOfASealedRecordInEachLanguage() throws Exception {
    port.node.seal();
    for (String language : List.of("zh", "en", "zh-en")) {
      HttpResponse<byte[]> response = port.get(path(record, "?language=" + language));
      assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).contains("application/pdf");
      assertThat(text(response)).isEqualTo("%PDF-1.7 " + language + " " + record);
    }
    for (String unsaid : List.of("", "?language=")) {
      assertThat(text(port.get(path(record, unsaid)))).isEqualTo("%PDF-1.7 zh-en " + record);
    }
  }

  @Test
  void refusesOtherLanguagesByName() throws Exception {
    port.node.seal();
    for (String language : List.of("fr", "EN", "zh,en", "en%20", "zh/en")) {
      HttpResponse<byte[]> response = port.get(path(record, "?language=" + language));
      assertProblem(response, 400, Reason.MALFORMED);
      assertThat(text(response)).contains("expected: zh, en or zh-en");
    }
  }

  @Test
  void refusesRecordsThatAreNotThereOrNotSealed() throws Exception {
    HttpResponse<byte[]> early = port.get(path(record, ""));
    assertProblem(early, 503, Reason.UNSEALED);
    assertThat(early.headers().firstValue("retry-after")).contains("1");
    port.node.seal();
    assertProblem(port.get(path("0".repeat(64), "")), 404, Reason.NOT_FOUND);
    for (String bad : List.of("ABC", "0".repeat(63), "0".repeat(65), "G".repeat(64))) {
      assertProblem(port.get(path(bad, "")), 400, Reason.MALFORMED);
    }
  }

  @Test
  void knowsNoOtherMethod() throws Exception {
    HttpResponse<byte[]> posted = port.post(path(record, ""), new byte[1], TestPort.member());
    assertProblem(posted, 405, Reason.NOT_FOUND);
  }

  @Test
  void aNodeThatSignsNoDocumentsSaysSo() throws Exception {
    port.node.seal();
    try (RpcServer plain = TestPort.serve(port.node, EvidenceSource.none(), RpcLimits.DEFAULT, 0)) {
      URI uri = URI.create("https://127.0.0.1:" + plain.port()).resolve(path(record, ""));
      assertProblem(
          TestPort.send(HttpRequest.newBuilder(uri).build(), Optional.empty()),
          503,
          Reason.UNAVAILABLE);
    }
  }
}
