package org.colophon.rpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.port.Custody;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.PrivateView;
import org.colophon.rpc.proto.SignedFetch;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ciphertexts over gRPC and over HTTP, and to whom they are not given. */
class CustodyMethodsTest {
  private static final byte[] ENVELOPE = "{\"body\":\"\"}".getBytes(US_ASCII);
  private static final SignedFetch FETCH =
      SignedFetch.newBuilder()
          .setRequest(ByteString.copyFromUtf8("{\"fetch\":{}}"))
          .setSignature(ByteString.copyFrom(new byte[] {1, 2}))
          .build();

  @TempDir Path directory;
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

  private CustodyReceipt receipt() {
    return port.consortium
        .custody()
        .receipt(TestConsortium.COURT_NORTH, Hash.sha256(ENVELOPE), TestConsortium.START);
  }

  private void keeps() {
    port.node.custody =
        new Custody() {
          @Override
          public CustodyReceipt keep(byte[] envelope, String holder) throws RefusedException {
            assertThat(envelope).isEqualTo(ENVELOPE);
            return receipt();
          }

          @Override
          public byte[] give(byte[] request, byte[] signature) throws RefusedException {
            assertThat(request).isEqualTo(FETCH.getRequest().toByteArray());
            assertThat(signature).isEqualTo(FETCH.getSignature().toByteArray());
            return ENVELOPE;
          }

          @Override
          public Figures figures() {
            return new Figures(true, 1, 2, 3, 4, 5);
          }
        };
  }

  private HttpResponse<byte[]> post(String path, String body, Optional<TlsIdentity> identity)
      throws Exception {
    return port.post(path, body.getBytes(US_ASCII), identity);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), US_ASCII);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void storesAndGives() throws Exception {
    keeps();
    CustodyReceiptView view = client.storePrivate(port.uri(), ENVELOPE);
    assertThat(view.getCustodian()).isEqualTo("court-north");
    assertThat(view.getKey()).isEqualTo(receipt().key().text());
    assertThat(view.getTime()).isEqualTo(receipt().time().value());
    assertThat(view.getSignature()).isEqualTo(receipt().signature());
    assertThat(client.fetchPrivate(port.uri(), FETCH)).isEqualTo(ENVELOPE);
  }

  @Test
  void storesAndGivesOverHttp() throws Exception {
    keeps();
    HttpResponse<byte[]> stored =
        post("/v1/private", "{\"envelope\":\"eyJib2R5IjoiIn0=\"}", TestPort.member());
    assertThat(stored.statusCode()).as("%s", text(stored)).isEqualTo(200);
    CustodyReceiptView.Builder view = CustodyReceiptView.newBuilder();
    JsonFormat.parser().merge(text(stored), view);
    assertThat(view.getSignature()).isEqualTo(receipt().signature());
    HttpResponse<byte[]> given =
        post("/v1/private/fetch", JsonFormat.printer().print(FETCH), TestPort.member());
    PrivateView.Builder envelope = PrivateView.newBuilder();
    JsonFormat.parser().merge(text(given), envelope);
    assertThat(envelope.getEnvelope().toByteArray()).isEqualTo(ENVELOPE);
  }

  @Test
  void statusTellsHowMuchIsKept() throws Exception {
    assertThat(client.status().getCustody().getCustodian()).isFalse();
    keeps();
    var figures = client.status().getCustody();
    assertThat(figures.getCustodian()).isTrue();
    assertThat(figures.getNamed()).isEqualTo(1);
    assertThat(figures.getNamedBytes()).isEqualTo(2);
    assertThat(figures.getWaiting()).isEqualTo(3);
    assertThat(figures.getWaitingBytes()).isEqualTo(4);
    assertThat(figures.getErased()).isEqualTo(5);
  }

  @Test
  void aNodeThatIsNoCustodianSaysSo() throws Exception {
    assertRefused(Reason.NOT_FOUND, () -> client.storePrivate(port.uri(), ENVELOPE));
    assertRefused(Reason.NOT_FOUND, () -> client.fetchPrivate(port.uri(), FETCH));
    assertThat(post("/v1/private", "{}", TestPort.member()).statusCode()).isEqualTo(404);
  }

  @Test
  void isForMembersOnly() throws Exception {
    keeps();
    for (Optional<TlsIdentity> identity :
        List.of(Optional.<TlsIdentity>empty(), TestPort.stranger())) {
      try (LedgerClient other = port.client(identity)) {
        assertRefused(Reason.NOT_AUTHORISED, () -> other.storePrivate(port.uri(), ENVELOPE));
        assertRefused(Reason.NOT_AUTHORISED, () -> other.fetchPrivate(port.uri(), FETCH));
      }
    }
    assertThat(post("/v1/private/fetch", "{}", Optional.empty()).statusCode()).isEqualTo(403);
  }

  @Test
  void aSubjectsViewNamesTheRecordOfItsRecipientKey() throws Exception {
    Actor reader = port.consortium.actor("reader");
    RecipientSecret secret = RecipientSecret.ofSeed(port.consortium.hash("recipient").bytes());
    TestRecord registered =
        port.records()
            .record(port.records().registration(reader).with(secret.publicKey()))
            .by(port.consortium.actor(TestConsortium.NOTARY), Role.REGISTRAR)
            .by(reader, Role.SUBJECT);
    assertThat(client.submit(List.of(registered.bytes())).getFirst().hasReceipt()).isTrue();
    assertThat(client.subject("reader", 0).getRecipientRecord()).isEqualTo(registered.id().hex());
    assertThat(client.subject("court-north", 0).getRecipientRecord()).isEmpty();
  }
}
