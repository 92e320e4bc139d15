package org.colophon.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.port.Deliveries;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.BeginDeliveryRequest;
import org.colophon.rpc.proto.DeliveryPart;
import org.colophon.rpc.proto.DeliveryProgress;
import org.colophon.rpc.proto.SignedDeliveryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries over gRPC and over HTTP, and who may not call. */
class DeliveryMethodsTest {
  private static final byte[] INDEX = "{\"chunks\":[]}".getBytes(US_ASCII);
  private static final Hash DELIVERY = Hash.sha256(INDEX);
  private static final SignedDeliveryRequest SIGNED =
      SignedDeliveryRequest.newBuilder()
          .setRequest(ByteString.copyFromUtf8("{\"delivery\":{}}"))
          .setSignature(ByteString.copyFrom(new byte[] {1, 2}))
          .build();
  private static final Deliveries.Progress PROGRESS =
      new Deliveries.Progress(9, List.of(3, 8), Optional.of(new Timestamp(1_767_225_600_000L)));

  @TempDir Path directory;
  private final Map<Integer, byte[]> stored = new TreeMap<>();
  private TestPort port;
  private LedgerClient client;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  private void takes() {
    port.node.deliveries =
        new Deliveries() {
          @Override
          public Progress begin(byte[] index, byte[] request, byte[] signature) {
            assertThat(index).isEqualTo(INDEX);
            return progress(request, signature);
          }

          @Override
          public Progress progress(byte[] request, byte[] signature) {
            assertThat(request).isEqualTo(SIGNED.getRequest().toByteArray());
            assertThat(signature).isEqualTo(SIGNED.getSignature().toByteArray());
            return PROGRESS;
          }

          @Override
          public void store(Hash delivery, int number, byte[] ciphertext) {
            assertThat(delivery).isEqualTo(DELIVERY);
            stored.put(number, ciphertext);
          }

          @Override
          public byte[] give(byte[] request, byte[] signature) {
            var _ = progress(request, signature);
            return INDEX;
          }
        };
  }

  private HttpResponse<byte[]> post(String path, String body, Optional<TlsIdentity> identity)
      throws Exception {
    return port.post(path, body.getBytes(US_ASCII), identity);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void assertShows(DeliveryProgress progress) {
    assertThat(progress.getChunks()).isEqualTo(PROGRESS.chunks());
    assertThat(progress.getMissingList()).isEqualTo(PROGRESS.missing());
    assertThat(progress.getDroppedAt()).isEqualTo(PROGRESS.droppedAt().orElseThrow().value());
  }

  @Test
  void beginsStoresAndGives() throws Exception {
    takes();
    assertShows(client.beginDelivery(port.uri(), INDEX, SIGNED));
    assertShows(client.deliveryProgress(port.uri(), SIGNED));
    byte[] largest = new byte[ChunkCipher.CHUNK_LENGTH + ChunkCipher.TAG_LENGTH];
    client.storeDeliveryChunk(port.uri(), DELIVERY.hex(), 8, largest);
    assertThat(stored.get(8)).isEqualTo(largest);
    assertThat(client.fetchDelivery(port.uri(), SIGNED)).isEqualTo(INDEX);
  }

  @Test
  void beginsStoresAndGivesOverHttp() throws Exception {
    takes();
    String signed = JsonFormat.printer().print(SIGNED);
    String begin =
        JsonFormat.printer()
            .print(
                BeginDeliveryRequest.newBuilder()
                    .setIndex(ByteString.copyFrom(INDEX))
                    .setSigned(SIGNED)
                    .build());
    for (HttpResponse<byte[]> answer :
        List.of(
            post("/v1/deliveries", begin, TestPort.member()),
            post("/v1/deliveries/progress", signed, TestPort.member()))) {
      DeliveryProgress.Builder progress = DeliveryProgress.newBuilder();
      JsonFormat.parser().merge(new String(answer.body(), US_ASCII), progress);
      assertShows(progress.build());
    }
    HttpResponse<byte[]> kept =
        post(
            "/v1/deliveries/" + DELIVERY.hex() + "/chunks/3",
            "{\"ciphertext\":\"AQI=\"}",
            TestPort.member());
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(stored.get(3)).containsExactly(1, 2);
    HttpResponse<byte[]> given = post("/v1/deliveries/fetch", signed, TestPort.member());
    DeliveryPart.Builder part = DeliveryPart.newBuilder();
    JsonFormat.parser().merge(new String(given.body(), US_ASCII), part);
    assertThat(part.getBytes().toByteArray()).isEqualTo(INDEX);
  }

  @Test
  void aDeliveryIsNamedByAHash() {
    takes();
    assertRefused(
        Reason.MALFORMED, () -> client.storeDeliveryChunk(port.uri(), "kite", 0, new byte[1]));
    assertThat(stored).isEmpty();
  }

  @Test
  void aNodeThatIsNoCourtsSaysSo() {
    assertRefused(Reason.NOT_FOUND, () -> client.beginDelivery(port.uri(), INDEX, SIGNED));
    assertRefused(Reason.NOT_FOUND, () -> client.deliveryProgress(port.uri(), SIGNED));
    assertRefused(
        Reason.NOT_FOUND,
        () -> client.storeDeliveryChunk(port.uri(), DELIVERY.hex(), 0, new byte[1]));
    assertRefused(Reason.NOT_FOUND, () -> client.fetchDelivery(port.uri(), SIGNED));
  }

  @Test
  void isForMembersOnly() throws Exception {
    takes();
    for (Optional<TlsIdentity> identity :
        List.of(Optional.<TlsIdentity>empty(), TestPort.stranger())) {
      try (LedgerClient other = port.client(identity)) {
        assertRefused(Reason.NOT_AUTHORISED, () -> other.beginDelivery(port.uri(), INDEX, SIGNED));
        assertRefused(Reason.NOT_AUTHORISED, () -> other.deliveryProgress(port.uri(), SIGNED));
        assertRefused(
            Reason.NOT_AUTHORISED,
            () -> other.storeDeliveryChunk(port.uri(), DELIVERY.hex(), 0, new byte[1]));
        assertRefused(Reason.NOT_AUTHORISED, () -> other.fetchDelivery(port.uri(), SIGNED));
      }
    }
    assertThat(stored).isEmpty();
  }
}
