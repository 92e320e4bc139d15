package org.colophon.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.port.Reading;
import org.colophon.core.reading.ExportedRecord;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.reading.ReleasedKey;
import org.colophon.core.reading.ScopedTrace;
import org.colophon.core.reading.SettledRead;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ReadView;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads under grants, and lists of them, over gRPC and over HTTP. */
class ReadMethodsTest {
  private static final byte[] QUESTION = "{\"read\":{}}".getBytes(UTF_8);
  private static final byte[] SIGNATURE = {1, 2, 3};
  private static final String ANSWER = "{\"asOf\":5,\"records\":[],\"withheld\":3}";
  private static final Hash SALT = Hash.sha256(SIGNATURE);
  private static final SignedRead SIGNED =
      SignedRead.newBuilder()
          .setRequest(ByteString.copyFrom(QUESTION))
          .setSignature(ByteString.copyFrom(SIGNATURE))
          .build();

  @TempDir Path directory;
  private TestPort port;
  private final List<String> asked = new ArrayList<>();
  private Optional<Reason> refusal = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    port.node.reading =
        new Reading() {
          @Override
          public GivenOut readInScope(byte[] request, byte[] signature) throws RefusedException {
            note("read", request, signature);
            return new GivenOut(
                new ScopedTrace(List.of(), 3, Optional.of("next"), new Height(5)),
                List.of(new ReleasedKey(new RecordId(SALT), envelope(), wrapped())),
                List.of(new ExportedRecord(new RecordId(SALT), SIGNATURE)),
                entry());
          }

          @Override
          public Page readsOf(byte[] request, byte[] signature) throws RefusedException {
            note("list", request, signature);
            return new Page(
                List.of(
                    new SettledRead(
                        entry(),
                        new RecordId(SALT),
                        new InclusionProof(1, 2, List.of(row().leaf())))),
                Optional.of("more"));
          }
        };
  }

  @AfterEach
  void stop() {
    port.close();
  }

  private void note(String what, byte[] request, byte[] signature) throws RefusedException {
    asked.add(what + " " + new String(request, UTF_8) + " " + StrictBase64.encode(signature));
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get(), "grant: so it is");
    }
  }

  private static ReadRow row() {
    RecordId lease = new RecordId(SALT);
    SubjectId reader = new SubjectId("judge-li");
    return new ReadRow(
        new RecordId(Hash.sha256(QUESTION)),
        lease,
        1,
        ReadRow.beginning(lease),
        Hash.sha256(QUESTION),
        reader,
        ReadRow.resultOf(SALT, reader, ANSWER.getBytes(UTF_8)),
        new Timestamp(9),
        Scope.Verb.READ);
  }

  private static WrappedKey wrapped() {
    return new WrappedKey(new SubjectId("judge-li"), SALT, "AQID");
  }

  private static Envelope envelope() {
    return new Envelope(
        ChainId.of("test", SALT),
        List.of(new Envelope.Opens("fee", SALT)),
        List.of(wrapped()),
        "BAUG");
  }

  private static ReadEntry entry() {
    return new ReadEntry(
        row(), new String(QUESTION, UTF_8), StrictBase64.encode(SIGNATURE), SALT, ANSWER);
  }

  private static ScopedTraceView expected() {
    return ScopedTraceView.newBuilder()
        .setWithheld(3)
        .setNextCursor("next")
        .setAsOfHeight(5)
        .setRow(ByteString.copyFrom(row().bytes()))
        .setSalt(SALT.hex())
        .setAnswer(ByteString.copyFromUtf8(ANSWER))
        .addKeys(
            org.colophon.rpc.proto.ReleasedKey.newBuilder()
                .setRecord(SALT.hex())
                .setEnvelope(ByteString.copyFrom(envelope().bytes()))
                .setWrapped(
                    ByteString.copyFromUtf8(
                        "{\"key\":\""
                            + SALT.hex()
                            + "\",\"subject\":\"judge-li\",\"wrapped\":\"AQID\"}")))
        .addEvidence(ByteString.copyFrom(SIGNATURE))
        .build();
  }

  private static ListReadsResponse expectedList() {
    InclusionProof path = new InclusionProof(1, 2, List.of(row().leaf()));
    return ListReadsResponse.newBuilder()
        .addReads(
            ReadView.newBuilder()
                .setRow(ByteString.copyFrom(row().bytes()))
                .setRequest(ByteString.copyFrom(QUESTION))
                .setSignature(ByteString.copyFrom(SIGNATURE))
                .setSalt(SALT.hex())
                .setAnswer(ByteString.copyFromUtf8(ANSWER))
                .setSettled(SALT.hex())
                .setProof(
                    Proof.newBuilder()
                        .setIndex(1)
                        .setSize(2)
                        .addPath(row().leaf().hex())
                        .setRoot(path.rootFrom(row().leaf()).hex())))
        .setNextCursor("more")
        .build();
  }

  private static byte[] json() throws Exception {
    return JsonFormat.printer().print(SIGNED).getBytes(UTF_8);
  }

  @Test
  void handsOverWhatWasSignedByteForByte() throws Exception {
    try (LedgerClient member = port.client(TestPort.member())) {
      assertThat(member.readInScope(SIGNED)).isEqualTo(expected());
      assertThat(member.reads(port.uri(), SIGNED)).isEqualTo(expectedList());
    }
    assertThat(asked).containsExactly("read {\"read\":{}} AQID", "list {\"read\":{}} AQID");
  }

  @Test
  void saysTheSameOverHttp() throws Exception {
    HttpResponse<byte[]> read = port.post("/v1/reads", json(), TestPort.member());
    assertThat(read.statusCode()).isEqualTo(200);
    ScopedTraceView.Builder view = ScopedTraceView.newBuilder();
    JsonFormat.parser().merge(new String(read.body(), UTF_8), view);
    assertThat(view.build()).isEqualTo(expected());
    HttpResponse<byte[]> list = port.post("/v1/reads/list", json(), TestPort.member());
    ListReadsResponse.Builder reads = ListReadsResponse.newBuilder();
    JsonFormat.parser().merge(new String(list.body(), UTF_8), reads);
    assertThat(reads.build()).isEqualTo(expectedList());
  }

  @Test
  void askingNeedsACertificateOfAMember() throws Exception {
    for (var stranger : List.of(Optional.<TlsIdentity>empty(), TestPort.stranger())) {
      try (LedgerClient client = port.client(stranger)) {
        assertThatThrownBy(() -> client.readInScope(SIGNED)).hasMessageContaining("NOT_AUTHORISED");
        assertThatThrownBy(() -> client.reads(port.uri(), SIGNED))
            .hasMessageContaining("NOT_AUTHORISED");
      }
      assertThat(port.post("/v1/reads", json(), stranger).statusCode()).isEqualTo(403);
      assertThat(port.post("/v1/reads/list", json(), stranger).statusCode()).isEqualTo(403);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void refusalsKeepTheirNames() throws Exception {
    try (LedgerClient member = port.client(TestPort.member())) {
      for (Reason reason :
          List.of(
              Reason.EXCEEDS_SCOPE,
              Reason.GRANT_ENDED,
              Reason.READS_EXHAUSTED,
              Reason.RATE_LIMITED,
              Reason.DUPLICATE,
              Reason.EXPIRED)) {
        refusal = Optional.of(reason);
        assertThatThrownBy(() -> member.readInScope(SIGNED))
            .isInstanceOfSatisfying(
                RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
        HttpResponse<byte[]> denied = port.post("/v1/reads", json(), TestPort.member());
        assertThat(denied.statusCode()).isBetween(400, 499);
        assertThat(new String(denied.body(), UTF_8))
            .contains("\"reason\":\"" + reason.name() + "\"");
      }
    }
  }
}
