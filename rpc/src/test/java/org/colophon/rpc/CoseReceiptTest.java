package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.receipt.ReceiptVerifier;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.CoseReceiptView;
import org.colophon.rpc.server.EvidenceSource;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** COSE receipts over every transport. */
class CoseReceiptTest {
  @TempDir Path directory;

  @Test
  void isGivenOnceTheRecordIsSealed() throws Exception {
    try (TestPort port = TestPort.start(directory);
        LedgerClient client = port.client(TestPort.member())) {
      TestRecord record = port.records().declare(port.creator, port.consortium.hash("song"));
      client.submit(List.of(record.bytes()));
      String path = "/v1/records/" + record.id() + "/receipt";
      assertThat(text(port.get(path + ".cose"))).contains("\"reason\":\"UNSEALED\"");
      port.node.seal();
      HttpResponse<byte[]> raw = port.get(path + ".cose");
      assertThat(raw.headers().firstValue("content-type"))
          .contains("application/cose; cose-type=cose-sign1");
      CoseReceiptView.Builder view = CoseReceiptView.newBuilder();
      JsonFormat.parser().merge(text(port.get(path)), view);
      ReceiptVerifier verifier = new ReceiptVerifier(port.node.genesis());
      for (byte[] receipt :
          List.of(
              client.coseReceipt(record.id().hex(), 0),
              raw.body(),
              view.getReceipt().toByteArray())) {
        assertThat(verifier.verify(receipt, record.bytes()).record()).isEqualTo(record.id());
      }
      String unknown = port.consortium.hash("none").hex();
      assertThatThrownBy(() -> client.coseReceipt(unknown, 0)).hasMessageContaining("NOT_FOUND");
      assertThatThrownBy(() -> client.coseReceipt("nonsense", 0)).hasMessageContaining("MALFORMED");
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aNodeThatSignsNoneSaysSo() {
    RecordId id = RecordId.ofHex("ab".repeat(32));
    assertThatThrownBy(() -> EvidenceSource.none().receipt(id))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.UNAVAILABLE));
  }
}
