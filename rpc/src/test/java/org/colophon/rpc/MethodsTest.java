package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.ConsistencyProof;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.client.SnapshotClient;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.GenesisView;
import org.colophon.rpc.proto.GetBlockRequest;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.LookupResponse;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.SubmitResponse;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.WorkView;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method over gRPC and over HTTP. */
class MethodsTest {
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

  private Hash digest(String label) {
    return port.consortium.hash(label);
  }

  private static <B extends Message.Builder> B json(HttpResponse<byte[]> response, B into)
      throws Exception {
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    JsonFormat.parser().merge(text(response), into);
    return into;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void submitsRecordsAndShowsTheirReceipts() throws Exception {
    TestRecord record = port.records().declare(port.creator, digest("song"));
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasRefusal()).isFalse();
    assertThat(outcome.getId()).isEqualTo(record.id().hex());

    RecordView view = client.receipt(outcome.getId(), outcome.getReceipt().getHeight());
    assertThat(view.getReceipt()).isEqualTo(outcome.getReceipt());
    assertThat(view.getRecord().toByteArray()).isEqualTo(record.bytes());
    assertThat(view.getSealed()).isFalse();
    assertProves(view);

    Seal seal = port.node.seal();
    RecordView sealed = client.receipt(outcome.getId(), 0);
    assertThat(sealed.getSealed()).isTrue();
    assertThat(sealed.getSeal().getNote()).isEqualTo(seal.note());
    assertThat(sealed.getProof().getSize()).isEqualTo(seal.size().value());
    assertThat(sealed.getTimes().getClaimed()).isPositive();
    assertThat(sealed.getTimes().getOrdered()).isEqualTo(sealed.getReceipt().getTime());
    assertThat(sealed.getTimes().getAttested()).isEqualTo(seal.attested().value());
    assertProves(sealed);

    RecordView overHttp =
        json(port.get("/v1/records/" + record.id()), RecordView.newBuilder()).build();
    assertThat(overHttp).isEqualTo(sealed);
    assertThat(port.get("/v1/records/" + record.id() + "/record.json").body())
        .isEqualTo(record.bytes());
  }

  private static void assertProves(RecordView view) {
    Proof proof = view.getProof();
    InclusionProof path =
        new InclusionProof(
            proof.getIndex(),
            proof.getSize(),
            proof.getPathList().stream().map(Hash::ofHex).toList());
    Hash leaf = MerkleHash.leaf(view.getRecord().toByteArray());
    assertThat(path.verifies(leaf, Hash.ofHex(proof.getRoot()))).isTrue();
  }

  @Test
  void answersAResubmissionWithTheFirstReceipt() throws Exception {
    TestRecord record = port.records().declare(port.creator, digest("song"));
    Outcome first = client.submit(List.of(record.bytes())).getFirst();
    Outcome second = client.submit(List.of(record.bytes())).getFirst();
    assertThat(second.getRefusal().getReason()).isEqualTo("DUPLICATE");
    assertThat(second.getReceipt()).isEqualTo(first.getReceipt());

    HttpResponse<byte[]> raw = port.post("/v1/records", record.bytes(), TestPort.member());
    assertThat(raw.statusCode()).isEqualTo(200);
    assertThat(text(raw)).contains(record.id().hex());
  }

  @Test
  void takesOneRecordsBytesAsTheBody() throws Exception {
    TestRecord record = port.records().declare(port.creator, digest("song"));
    HttpResponse<byte[]> created = port.post("/v1/records", record.bytes(), TestPort.member());
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("location")).contains("/v1/records/" + record.id());
    assertThat(text(created)).startsWith("{\"height\":").contains(record.id().hex());
  }

  @Test
  void tellsACallerWhoItIsTakenFor() throws Exception {
    assertThat(text(port.get("/v1/caller"))).isEqualTo("{\"kind\":\"ANONYMOUS\",\"member\":false}");
    HttpRequest request = HttpRequest.newBuilder(port.uri().resolve("/v1/caller")).build();
    assertThat(text(TestPort.send(request, TestPort.member())))
        .isEqualTo(
            "{\"kind\":\"SUBJECT\",\"member\":true,\"name\":\"clerk\","
                + "\"operator\":false,\"organisation\":\"court-south\"}");
    assertThat(text(TestPort.send(request, TestPort.ofTheCourt("operator"))))
        .contains("\"operator\":true");
  }

  @Test
  void takesRecordsInBase64OverJson() throws Exception {
    TestRecord record = port.records().declare(port.creator, digest("song"));
    String body = "{\"records\":[\"" + Base64.getEncoder().encodeToString(record.bytes()) + "\"]}";
    SubmitResponse response =
        json(
                port.post("/v1/submit", body.getBytes(StandardCharsets.UTF_8), TestPort.member()),
                SubmitResponse.newBuilder())
            .build();
    assertThat(response.getOutcomes(0).getReceipt().getId()).isEqualTo(record.id().hex());
  }

  @Test
  void showsAWorkWithItsConflictsFromBothSides() throws Exception {
    TestRecord first = port.records().declare(port.creator, digest("song"));
    TestRecord second = port.records().declare(port.other, digest("song"));
    client.submit(List.of(first.bytes(), second.bytes()));

    WorkView earlier = client.work(first.work().hex(), 0);
    assertThat(earlier.getStatus()).isEqualTo("DECLARED");
    assertThat(earlier.getTitle()).isEqualTo("春江花月夜 (a reading)");
    assertThat(earlier.getHoldings(0).getRight()).isEqualTo("ALL_ECONOMIC");
    assertThat(earlier.getHoldings(0).getShare()).isEqualTo(10_000);
    assertThat(earlier.getContents(0).getSha256()).isEqualTo(digest("song").hex());
    assertThat(earlier.getConflictsList()).hasSize(1);
    assertThat(earlier.getConflicts(0).getEarlier()).isEqualTo(first.id().hex());
    assertThat(earlier.getConflicts(0).getLater()).isEqualTo(second.id().hex());
    WorkView later = client.work(second.work().hex(), 0);
    assertThat(later.getConflictsList()).isEqualTo(earlier.getConflictsList());

    WorkView overHttp = json(port.get("/v1/works/" + first.work()), WorkView.newBuilder()).build();
    assertThat(overHttp).isEqualTo(earlier);
  }

  private List<TestRecord> story() throws Exception {
    Hash text = digest("text");
    TestRecord draft =
        port.records().draft(port.creator, port.records().commitment(port.creator, text));
    TestRecord next =
        port.records()
            .draftAfter(port.creator, draft.work(), draft.id(), 2, digest("commitment two"));
    TestRecord declared =
        port.records().declareDrafted(port.creator, draft.work(), digest("final"));
    TestRecord reveal = port.records().reveal(port.creator, draft.id(), text);
    TestRecord transfer = port.records().transfer(port.creator, port.other, draft.work(), 2_550);
    List<TestRecord> story = List.of(draft, next, declared, reveal, transfer);
    for (TestRecord record : story) {
      Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
      assertThat(outcome.hasRefusal()).as(outcome.toString()).isFalse();
    }
    return story;
  }

  @Test
  void tellsTheTraceOfAWorkPageByPage() throws Exception {
    List<TestRecord> story = story();
    List<String> summaries = new ArrayList<>();
    Iterator<TraceResponse> pages = client.trace(story.getFirst().work().hex(), 2, 0);
    int count = 0;
    while (pages.hasNext()) {
      TraceResponse page = pages.next();
      page.getEventsList().forEach(event -> summaries.add(event.getSummary()));
      count++;
    }
    assertThat(count).isEqualTo(3);
    assertThat(summaries)
        .containsExactly(
            "Draft 1 was recorded by creator-one.",
            "Draft 2 was recorded by creator-one.",
            "The work was declared by creator-one as “春江花月夜 (a reading)”, by 1 author, with 1"
                + " content digest.",
            "The content of record "
                + story.getFirst().id().hex().substring(0, 12)
                + "… was opened by creator-one: SHA-256 "
                + digest("text").hex().substring(0, 12)
                + "….",
            "25.50 % of all economic rights passed from creator-one to creator-two.");
    TraceResponse overHttp =
        json(
                port.get("/v1/works/" + story.getFirst().work() + "/trace?page_size=5"),
                TraceResponse.newBuilder())
            .build();
    assertThat(overHttp.getEventsCount()).isEqualTo(5);
    assertThat(overHttp.getEvents(0).getStatement().toByteArray())
        .isEqualTo(story.getFirst().statement());
  }

  @Test
  void keepsTheThreeTimesApart() throws Exception {
    TestRecord before = port.records().declare(port.creator, digest("one"));
    client.submit(List.of(before.bytes()));
    Seal first = port.node.seal();
    TestRecord after = port.records().declare(port.creator, digest("two"));
    Outcome outcome = client.submit(List.of(after.bytes())).getFirst();
    assertThat(client.work(before.work().hex(), 0).getTimes().getNotBefore()).isZero();
    WorkView unsealed = client.work(after.work().hex(), 0);
    assertThat(unsealed.getTimes().getAttested()).isZero();
    assertThat(unsealed.getTimes().getNotBefore()).isEqualTo(first.attested().value());
    assertThat(unsealed.getTimes().getOrdered()).isEqualTo(outcome.getReceipt().getTime());
    Seal second = port.node.seal();
    client.submit(List.of(port.records().declare(port.creator, digest("three")).bytes()));
    port.node.seal();
    assertThat(client.work(after.work().hex(), 0).getTimes().getAttested())
        .isEqualTo(second.attested().value());
  }

  @Test
  void findsWhatCarriesOrOpensADigest() throws Exception {
    List<TestRecord> story = story();
    TestRecord claimedLater = port.records().declare(port.other, digest("text"));
    client.submit(List.of(claimedLater.bytes()));
    List<LookupMatch> matches =
        client.lookup(List.of(digest("text").hex(), digest("nothing").hex()));
    assertThat(matches.stream().map(match -> match.getReceipt().getId()))
        .containsExactly(
            story.getFirst().id().hex(), story.get(3).id().hex(), claimedLater.id().hex());
    assertThat(matches.stream().map(LookupMatch::getPriority)).containsExactly(true, false, false);
    assertThat(matches.getFirst().getWork()).isEqualTo(story.getFirst().work().hex());
    LookupResponse overHttp =
        json(port.get("/v1/lookup?digests=" + digest("text")), LookupResponse.newBuilder()).build();
    assertThat(overHttp.getMatchesList()).isEqualTo(matches);
    byte[] body = ("{\"digests\":[\"" + digest("text") + "\"]}").getBytes(StandardCharsets.UTF_8);
    LookupResponse posted =
        json(port.post("/v1/lookup", body, Optional.empty()), LookupResponse.newBuilder()).build();
    assertThat(posted.getMatchesList()).isEqualTo(matches);
  }

  @Test
  void showsABlockAndItsRefusals() throws Exception {
    TestRecord good = port.records().declare(port.creator, digest("song"));
    TestRecord more = port.records().declare(port.creator, digest("more"));
    TestRecord unknown = port.records().transfer(port.creator, port.other, more.work(), 1);
    TestRecord unregistered =
        port.records().declare(port.consortium.actor("nobody-here"), digest("x"));
    List<Outcome> outcomes =
        client.submit(List.of(good.bytes(), unregistered.bytes(), more.bytes(), unknown.bytes()));
    assertThat(outcomes.get(1).getRefusal().getReason()).isEqualTo("UNKNOWN_KEY");
    long height = outcomes.getFirst().getReceipt().getHeight();
    BlockView block = client.block(height);
    assertThat(block.getRecordsList())
        .containsExactly(good.id().hex(), more.id().hex(), unknown.id().hex());
    assertThat(block.getRefused(0).getReason()).isEqualTo("UNKNOWN_KEY");
    assertThat(Hash.sha256(block.getHeader().toByteArray()).hex()).isEqualTo(block.getHeaderHash());
    BlockView firstPage =
        client.block(GetBlockRequest.newBuilder().setNewest(true).setPageSize(2).build());
    assertThat(firstPage.getRecordsCount()).isEqualTo(2);
    BlockView lastPage =
        client.block(
            GetBlockRequest.newBuilder()
                .setHeight(height)
                .setCursor(firstPage.getNextCursor())
                .build());
    assertThat(lastPage.getRecordsList()).containsExactly(unknown.id().hex());
    assertThat(lastPage.getRefusedList()).isEmpty();
    assertThat(json(port.get("/v1/blocks/" + height), BlockView.newBuilder()).build())
        .isEqualTo(block);
    assertThat(json(port.get("/v1/blocks?newest=true"), BlockView.newBuilder()).build())
        .isEqualTo(block);
    assertThat(port.get("/v1/blocks/" + height + "/header.json").body())
        .isEqualTo(block.getHeader().toByteArray());
  }

  @Test
  void givesTheNewestCheckpointAndTheOneThatCoversASize() throws Exception {
    assertThatThrownBy(() -> client.checkpoint(0)).hasMessageContaining("NOT_FOUND");
    Seal first = port.node.seal();
    client.submit(List.of(port.records().declare(port.creator, digest("song")).bytes()));
    Seal second = port.node.seal();
    CheckpointView newest = client.checkpoint(0);
    assertThat(newest.getSeal().getNote()).isEqualTo(second.note());
    assertThat(newest.getPolicy()).contains("quorum");
    assertThat(client.checkpoint(1).getSeal().getNumber()).isEqualTo(first.number());
    assertThat(json(port.get("/v1/seal"), CheckpointView.newBuilder()).build()).isEqualTo(newest);
    assertThat(client.checkpoint(port.uri())).isEqualTo(newest);
    HttpResponse<byte[]> note = port.get("/v1/checkpoint");
    assertThat(note.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(text(note)).isEqualTo(second.note());
  }

  @Test
  void givesEachSealByItsNumber() throws Exception {
    Seal first = port.node.seal();
    client.submit(List.of(port.records().declare(port.creator, digest("song")).bytes()));
    Seal second = port.node.seal();
    for (Seal seal : List.of(first, second)) {
      CheckpointView view = client.seal(seal.number());
      assertThat(view.getSeal().getNote()).isEqualTo(seal.note());
      assertThat(view.getSeal().getNumber()).isEqualTo(seal.number());
      assertThat(
              json(port.get("/v1/seal?number=" + seal.number()), CheckpointView.newBuilder())
                  .build())
          .isEqualTo(view);
    }
    assertThatThrownBy(() -> client.seal(second.number() + 1)).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> client.seal(-1)).hasMessageContaining("MALFORMED");
    assertThat(text(port.get("/v1/seal?number=1&covering_size=1"))).contains("MALFORMED");
  }

  @Test
  void provesThatTheLogOnlyGrows() throws Exception {
    ProofView proof = client.consistencyProof(1, 0);
    ConsistencyProof consistency =
        new ConsistencyProof(
            1,
            proof.getProof().getSize(),
            proof.getProof().getPathList().stream().map(Hash::ofHex).toList());
    assertThat(
            consistency.verifies(
                Hash.ofHex(proof.getOldRoot()), Hash.ofHex(proof.getProof().getRoot())))
        .isTrue();
    assertThat(client.consistencyProof(port.uri(), 1, proof.getProof().getSize())).isEqualTo(proof);
    assertThatThrownBy(() -> client.consistencyProof(port.uri(), 1, 1000))
        .hasMessageContaining("NOT_FOUND");
    ProofView inclusion = client.inclusionProof(0, 3);
    assertThat(inclusion.getProof().getSize()).isEqualTo(3);
    assertThat(
            json(port.get("/v1/proofs/inclusion?index=0&size=3"), ProofView.newBuilder()).build())
        .isEqualTo(inclusion);
    assertThat(json(port.get("/v1/proofs/consistency?old_size=1"), ProofView.newBuilder()).build())
        .isEqualTo(proof);
    assertThatThrownBy(() -> client.inclusionProof(0, 1000)).hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> client.inclusionProof(3, 3)).hasMessageContaining("MALFORMED");
    assertThatThrownBy(() -> client.consistencyProof(0, 3)).hasMessageContaining("MALFORMED");
    assertThatThrownBy(() -> client.inclusionProof(-1, 0)).hasMessageContaining("MALFORMED");
  }

  @Test
  void givesTheGenesisAndTheStatus() throws Exception {
    GenesisView genesis = client.genesis();
    assertThat(genesis.getChain()).isEqualTo(port.consortium.chain().text());
    assertThat(json(port.get("/v1/genesis"), GenesisView.newBuilder()).build()).isEqualTo(genesis);
    assertThat(port.get("/v1/genesis.json").body()).isEqualTo(port.consortium.genesis().bytes());
    StatusView status = client.status();
    assertThat(status.getRole()).isEqualTo("LEADER");
    assertThat(status.getVersion()).isEqualTo("0.1.0-test");
    assertThat(status.getPeers(0).getMatchIndex()).isEqualTo(7);
    assertThat(client.status(port.uri())).isEqualTo(status);
    assertThat(json(port.get("/v1/status"), StatusView.newBuilder()).build()).isEqualTo(status);
  }

  @Test
  void givesEvidenceOnceTheRecordIsSealed() throws Exception {
    TestRecord record = port.records().declare(port.creator, digest("song"));
    client.submit(List.of(record.bytes()));
    HttpResponse<byte[]> early = port.get("/v1/records/" + record.id() + "/evidence.zip");
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(text(early)).contains("\"reason\":\"UNSEALED\"");
    port.node.seal();
    byte[] zip = client.evidence(record.id().hex(), 0);
    assertThat(port.get("/v1/records/" + record.id() + "/evidence.zip").body()).isEqualTo(zip);
    assertThat(zip).startsWith('P', 'K');
    assertThat(EvidenceVerifier.class).isNotNull();
    assertThatThrownBy(() -> client.evidence(new RecordId(digest("none")).hex(), 0))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  @Test
  void exportsATraceAsCanonicalProvJson() throws Exception {
    List<TestRecord> story = story();
    byte[] document = port.get("/v1/works/" + story.getFirst().work() + "/prov.json").body();
    Json json = JsonParser.parse(document, new JsonLimits(1 << 20, 8, 4096));
    assertThat(json.bytes()).isEqualTo(document);
    String text = json.text();
    assertThat(text)
        .contains("\"wasGeneratedBy\"")
        .contains("\"wasAttributedTo\"")
        .contains("prov:Revision")
        .contains("subject:creator-one")
        .contains("\"prov:usedEntity\":\"record:" + story.getFirst().id());
  }

  @Test
  void streamsRecordsAndThenNewOnes() throws Exception {
    List<String> seen = new ArrayList<>();
    TestRecord late = port.records().declare(port.creator, digest("late"));
    long next =
        client.stream(
            0,
            record -> {
              seen.add(record.getReceipt().getId());
              if (seen.size() == 2) {
                // Two subjects stood there; from here on the stream waits for what comes.
                var _ = port.node.submit(List.of(late.bytes()));
              }
              return seen.size() < 3;
            });
    assertThat(seen.getLast()).isEqualTo(late.id().hex());
    assertThat(next).isEqualTo(port.node.end().value() - 1);
    HttpResponse<byte[]> lines = port.get("/v1/stream?from_index=0&limit=3");
    assertThat(text(lines).lines()).hasSize(3);
    assertThat(text(lines)).contains(late.id().hex());
  }

  @Test
  void sendsASnapshotToANodeAndDeletesTheCopy() throws Exception {
    Path into = directory.resolve("installed");
    SnapshotClient.fetch(
        port.uri(),
        TestPort.trust(),
        new org.colophon.crypto.x509.ReloadableKeyManager(TestPort.nodeIdentity()),
        into);
    assertThat(Files.readString(into.resolve("CURRENT"))).isEqualTo("memory\n");
    assertThat(Files.size(into.resolve("empty.sst"))).isZero();
    assertThat(Files.size(into.resolve("sub").resolve("000007.sst"))).isEqualTo(2_500_000);
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (copies() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(copies()).isZero();
  }

  private long copies() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.getFileName().toString().startsWith("copy")).count();
    }
  }

  @Test
  void showsItsHealthAndItsDocs() throws Exception {
    assertThat(port.get("/healthz").statusCode()).isEqualTo(200);
    port.node.alarms = List.of("FORK");
    HttpResponse<byte[]> failing = port.get("/healthz");
    assertThat(failing.statusCode()).isEqualTo(503);
    assertThat(text(failing)).contains("FORK");
    assertThat(port.get("/docs/").statusCode()).isEqualTo(200);
    String specification = text(port.get("/docs/specification.json"));
    assertThat(specification).contains("/v1/works/").contains("Orders records.");
  }
}
