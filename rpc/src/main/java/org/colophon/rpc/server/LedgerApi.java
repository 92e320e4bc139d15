package org.colophon.rpc.server;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.WorkId;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.NodePort;
import org.colophon.core.provenance.ProvJson;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.BlockView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LookupMatch;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.RecordParser;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.ConsistencyProof;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.rpc.proto.CertificateView;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.CoseReceiptView;
import org.colophon.rpc.proto.EvidenceView;
import org.colophon.rpc.proto.GenesisView;
import org.colophon.rpc.proto.GetBlockRequest;
import org.colophon.rpc.proto.GetCertificateRequest;
import org.colophon.rpc.proto.GetCheckpointRequest;
import org.colophon.rpc.proto.GetConsistencyProofRequest;
import org.colophon.rpc.proto.GetCoseReceiptRequest;
import org.colophon.rpc.proto.GetEvidenceRequest;
import org.colophon.rpc.proto.GetInclusionProofRequest;
import org.colophon.rpc.proto.GetReceiptRequest;
import org.colophon.rpc.proto.GetWorkRequest;
import org.colophon.rpc.proto.LookupRequest;
import org.colophon.rpc.proto.LookupResponse;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.StatusView;
import org.colophon.rpc.proto.SubmitRequest;
import org.colophon.rpc.proto.SubmitResponse;
import org.colophon.rpc.proto.TraceResponse;
import org.colophon.rpc.proto.TraceWorkRequest;

/**
 * The answers to all requests that are no streams, the same for every transport. Each method blocks
 * and is called on a virtual thread.
 */
final class LedgerApi {
  private final NodePort node;
  private final RpcSettings settings;
  private final RpcLimits.Requests limits;
  private final HeightGate heights;
  private final RecordParser parser;
  private final Semaphore submittingBytes;

  LedgerApi(NodePort node, RpcSettings settings, HeightGate heights) {
    this.node = node;
    this.settings = settings;
    this.limits = settings.limits().requests();
    this.heights = heights;
    this.parser = new RecordParser(node.genesis().limits().recordBytesMax());
    this.submittingBytes = new Semaphore(limits.submittingBytesMax());
  }

  /** Reads the ledger as it stands at one instant. */
  @FunctionalInterface
  interface Query<T> {
    T run(LedgerQuery ledger) throws RefusedException;
  }

  <T> T query(Query<T> query) throws RefusedException {
    try (LedgerReader reader = node.read()) {
      return query.run(new LedgerQuery(reader, node.genesis()));
    }
  }

  SubmitResponse submit(SubmitRequest request) throws RefusedException, InterruptedException {
    List<byte[]> records = request.getRecordsList().stream().map(ByteString::toByteArray).toList();
    List<Outcome> outcomes = submit(records);
    SubmitResponse.Builder response = SubmitResponse.newBuilder();
    for (int i = 0; i < records.size(); i++) {
      response.addOutcomes(Views.outcome(outcomes.get(i), idOf(outcomes.get(i), records.get(i))));
    }
    return response.build();
  }

  /** One outcome for each record; refused as a whole when none of them can be ordered now. */
  List<Outcome> submit(List<byte[]> records) throws RefusedException, InterruptedException {
    requireAtMost("records", records.size(), limits.submitRecordsMax());
    long bytes = records.stream().mapToLong(record -> record.length).sum();
    requireAtMost("bytes of records", bytes, limits.submitBytesMax());
    if (records.isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "records: none (expected: at least 1)");
    }
    Optional<Refusal> blocked = node.submissionBlocked();
    if (blocked.isPresent()) {
      throw new RefusedException(blocked.get());
    }
    if (!submittingBytes.tryAcquire((int) bytes)) {
      throw new RefusedException(Reason.OVERLOADED, "submissions: too many bytes wait");
    }
    try {
      return outcomes(records);
    } finally {
      submittingBytes.release((int) bytes);
    }
  }

  private List<Outcome> outcomes(List<byte[]> records)
      throws RefusedException, InterruptedException {
    try {
      return node.submit(records).get(limits.submitWaitMax().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "no outcome in time; the same records may be sent again");
    } catch (ExecutionException e) {
      throw new IllegalStateException("submission failed", e.getCause());
    }
  }

  /** The id of refused bytes, when they are at least a record. */
  private Optional<RecordId> idOf(Outcome outcome, byte[] record) {
    if (outcome instanceof Outcome.Accepted) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(record).statement().id());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  RecordView receipt(GetReceiptRequest request, Access.Who caller)
      throws RefusedException, InterruptedException {
    RecordId id = parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return query(ledger -> {
      return Views.record(require(ledger, id, caller), ledger);
    });
  }

  byte[] recordBytes(String id, Access.Who caller) throws RefusedException {
    RecordId record = parse("id", id, RecordId::ofHex);
    return query(ledger -> require(ledger, record, caller).record().bytes());
  }

  private static RecordAt require(LedgerQuery ledger, RecordId id, Access.Who caller)
      throws RefusedException {
    RecordAt record = ledger.record(id).orElseThrow(() -> notFound("record"));
    Access.requireFor(record, ledger, caller);
    return record;
  }

  /** The id of a record whose files the caller may have; whether it stands is for others to say. */
  private RecordId require(String id, Access.Who caller) throws RefusedException {
    RecordId record = parse("id", id, RecordId::ofHex);
    return query(ledger -> {
      Optional<RecordAt> found = ledger.record(record);
      if (found.isPresent()) {
        Access.requireFor(found.get(), ledger, caller);
      }
      return record;
    });
  }

  org.colophon.rpc.proto.WorkView work(GetWorkRequest request)
      throws RefusedException, InterruptedException {
    WorkId work = parse("work", request.getWork(), WorkId::ofHex);
    heights.require(request.getAtLeastHeight());
    return query(ledger -> {
      AsOf asOf = asOf(ledger, request.getTime(), request.getHeight());
      WorkView view = WorkView.of(ledger, work, asOf).orElseThrow(() -> notFound("work"));
      return Views.work(view, ledger);
    });
  }

  TraceResponse trace(TraceWorkRequest request) throws RefusedException, InterruptedException {
    WorkId work = parse("work", request.getWork(), WorkId::ofHex);
    heights.require(request.getAtLeastHeight());
    Trace trace =
        query(ledger ->
            Trace.page(
                    ledger,
                    work,
                    pageSize(request.getPageSize(), Trace.PAGE_MAX),
                    request.getCursor())
                .orElseThrow(() -> notFound("work")));
    return Views.trace(trace);
  }

  /** The whole trace of a work as canonical PROV-JSON. */
  byte[] prov(String work) throws RefusedException {
    WorkId id = parse("work", work, WorkId::ofHex);
    List<ProvJson.Event> events = new ArrayList<>();
    query(ledger -> {
      String cursor = "";
      do {
        Trace page =
            Trace.page(ledger, id, Trace.PAGE_MAX, cursor).orElseThrow(() -> notFound("work"));
        page.events().stream().map(ProvJson.Event::of).forEach(events::add);
        requireAtMost("events", events.size(), limits.provEventsMax());
        cursor = page.next().orElse("");
      } while (!cursor.isEmpty());
      return cursor;
    });
    Json.Obj document = ProvJson.of(node.genesis().chain(), id, events);
    return document.bytes();
  }

  LookupResponse lookup(LookupRequest request) throws RefusedException, InterruptedException {
    requireAtMost("digests", request.getDigestsCount(), limits.lookupDigestsMax());
    int limit = request.getLimit() == 0 ? 16 : request.getLimit();
    if (limit < 0 || limit > LookupMatch.LIMIT_MAX) {
      limit = LookupMatch.LIMIT_MAX;
    }
    requireAtMost(
        "digests times limit", (long) request.getDigestsCount() * limit, limits.lookupMatchesMax());
    List<Hash> digests = new ArrayList<>();
    for (String digest : request.getDigestsList()) {
      digests.add(parse("digests", digest, Hash::ofHex));
    }
    heights.require(request.getAtLeastHeight());
    int each = limit;
    return query(ledger -> {
      LookupResponse.Builder response = LookupResponse.newBuilder();
      for (Hash digest : digests) {
        for (LookupMatch match : LookupMatch.of(ledger, digest, each)) {
          response.addMatches(Views.match(match, ledger));
        }
      }
      return response.build();
    });
  }

  org.colophon.rpc.proto.BlockView block(GetBlockRequest request) throws RefusedException {
    return query(ledger -> {
      Height height = request.getNewest() ? ledger.asOf() : height(request.getHeight());
      BlockView block =
          BlockView.page(
                  ledger,
                  height,
                  pageSize(request.getPageSize(), BlockView.PAGE_MAX),
                  request.getCursor())
              .orElseThrow(() -> notFound("block"));
      byte[] header = block.header().bytes();
      org.colophon.rpc.proto.BlockView.Builder view =
          org.colophon.rpc.proto.BlockView.newBuilder()
              .setHeader(Views.bytes(header))
              .setHeaderHash(Hash.sha256(header).hex())
              .setHeight(block.header().height().value())
              .setTime(block.header().time().value())
              .addAllRecords(block.records().stream().map(RecordId::hex).toList())
              .setNextCursor(block.next().orElse(""))
              .addAllRefused(block.refused().stream().map(Views::refused).toList())
              .setSealed(block.seal().isPresent())
              .addAllDisputes(block.disputes().disputes().stream().map(Views::dispute).toList());
      block.seal().ifPresent(seal -> view.setSeal(Views.seal(seal)));
      return view.build();
    });
  }

  byte[] headerBytes(String height) throws RefusedException {
    Height at = height(parse("height", height, Long::parseLong));
    return query(ledger ->
        ledger.reader().header(at).map(BlockHeader::bytes).orElseThrow(() -> notFound("block")));
  }

  CheckpointView checkpoint(GetCheckpointRequest request) throws RefusedException {
    TreeSize size = new TreeSize(unsigned("covering_size", request.getCoveringSize()));
    long number = unsigned("number", request.getNumber());
    if (number != 0 && size.value() != 0) {
      throw new RefusedException(Reason.MALFORMED, "number: (expected: 0 with a covering_size)");
    }
    Genesis genesis = node.genesis();
    return query(ledger ->
        seal(ledger.reader(), size, number)
            .map(seal ->
                CheckpointView.newBuilder()
                    .setSeal(Views.seal(seal))
                    .setPolicy(
                        Policies.text(
                            genesis.chain(), DecidedChange.sealing(genesis, ledger.reader(), seal)))
                    .addAllChanges(changes(ledger.reader(), seal))
                    .build())
            .orElseThrow(() -> notFound("seal")));
  }

  private static List<ByteString> changes(LedgerReader reader, Seal seal) {
    return ChangePart.before(reader, seal).stream()
        .map(change -> Views.bytes(change.bytes()))
        .toList();
  }

  private static Optional<Seal> seal(LedgerReader reader, TreeSize covering, long number) {
    if (number != 0) {
      return reader.seal(number);
    }
    return covering.value() == 0 ? reader.newestSeal() : reader.firstSealCovering(covering);
  }

  ProofView inclusion(GetInclusionProofRequest request) throws RefusedException {
    long index = unsigned("index", request.getIndex());
    long asked = unsigned("size", request.getSize());
    return query(ledger -> {
      long size = asked == 0 ? ledger.reader().size().value() : asked;
      requireInLog(size, ledger);
      if (index >= size) {
        throw new RefusedException(
            Reason.MALFORMED, "index: " + index + " (expected: below size " + size + ")");
      }
      InclusionProof proof = Proofs.inclusion(index, size, ledger.reader().nodes());
      return ProofView.newBuilder().setProof(proof(index, size, proof.path(), ledger)).build();
    });
  }

  ProofView consistency(GetConsistencyProofRequest request) throws RefusedException {
    long oldSize = unsigned("old_size", request.getOldSize());
    long asked = unsigned("new_size", request.getNewSize());
    return query(ledger -> {
      long newSize = asked == 0 ? ledger.reader().size().value() : asked;
      requireInLog(newSize, ledger);
      if (oldSize < 1 || oldSize > newSize) {
        throw new RefusedException(
            Reason.MALFORMED, "old_size: " + oldSize + " (expected: 1 to " + newSize + ")");
      }
      ConsistencyProof proof = Proofs.consistency(oldSize, newSize, ledger.reader().nodes());
      return ProofView.newBuilder()
          .setProof(proof(oldSize, newSize, proof.path(), ledger))
          .setOldRoot(Proofs.root(oldSize, ledger.reader().nodes()).hex())
          .build();
    });
  }

  private static Proof proof(long index, long size, List<Hash> path, LedgerQuery ledger) {
    return Proof.newBuilder()
        .setIndex(index)
        .setSize(size)
        .addAllPath(path.stream().map(Hash::hex).toList())
        .setRoot(Proofs.root(size, ledger.reader().nodes()).hex())
        .build();
  }

  private static void requireInLog(long size, LedgerQuery ledger) throws RefusedException {
    long present = ledger.reader().size().value();
    if (size > present) {
      throw new RefusedException(
          Reason.NOT_FOUND, "size: " + size + " (expected: at most " + present + ")");
    }
  }

  GenesisView genesis() {
    Genesis genesis = node.genesis();
    return GenesisView.newBuilder()
        .setChain(genesis.chain().text())
        .setGenesis(Views.bytes(genesis.bytes()))
        .build();
  }

  StatusView status() throws RefusedException {
    NodePort.Status status = node.status();
    return query(ledger -> {
      LedgerReader reader = ledger.reader();
      long size = reader.size().value();
      return Views.status(status)
          .setChain(node.genesis().chain().text())
          .setSuite(node.genesis().suite().label())
          .setHeight(ledger.asOf().value())
          .setSize(size)
          .setSealedSize(reader.newestSeal().map(seal -> seal.size().value()).orElse(0L))
          .setVersion(settings.version())
          .setRoot(Proofs.root(size, reader.nodes()).hex())
          .build();
    });
  }

  /** Returns when the block stands here; UNAVAILABLE when it does not in time. */
  void awaitHeight(long height) throws RefusedException, InterruptedException {
    heights.require(height);
  }

  EvidenceView evidence(GetEvidenceRequest request, Access.Who caller)
      throws RefusedException, IOException {
    return EvidenceView.newBuilder().setZip(Views.bytes(evidence(request.getId(), caller))).build();
  }

  byte[] evidence(String id, Access.Who caller) throws RefusedException, IOException {
    return settings.evidence().zip(require(id, caller));
  }

  CertificateView certificate(GetCertificateRequest request, Access.Who caller)
      throws RefusedException, IOException {
    return CertificateView.newBuilder()
        .setPdf(Views.bytes(certificate(request.getId(), request.getLanguage(), caller)))
        .build();
  }

  byte[] certificate(String id, String language, Access.Who caller)
      throws RefusedException, IOException {
    return settings
        .evidence()
        .certificate(require(id, caller), language.isEmpty() ? "zh-en" : language);
  }

  CoseReceiptView coseReceipt(GetCoseReceiptRequest request, Access.Who caller)
      throws RefusedException, IOException {
    return CoseReceiptView.newBuilder()
        .setReceipt(Views.bytes(coseReceipt(request.getId(), caller)))
        .build();
  }

  byte[] coseReceipt(String id, Access.Who caller) throws RefusedException, IOException {
    return settings.evidence().receipt(require(id, caller));
  }

  int pageSize(int asked, int viewMax) {
    int max = Math.min(limits.pageMax(), viewMax);
    // A negative number is an unsigned one above 2^31.
    return asked == 0
        ? Math.min(limits.pageDefault(), max)
        : asked < 0 ? max : Math.min(asked, max);
  }

  /** The instant of which is asked; the newest block when the time is 0. */
  static AsOf asOf(LedgerQuery query, long time) throws RefusedException {
    if (time < 0 || time > Json.INTEGER_MAX) {
      throw new RefusedException(Reason.MALFORMED, "time: (expected: 0 to 2^53 - 1)");
    }
    return time == 0 ? AsOf.newest(query) : AsOf.time(query, new Timestamp(time));
  }

  /** As of a block, or else as of a time. */
  static AsOf asOf(LedgerQuery query, long time, long height) throws RefusedException {
    if (height == 0) {
      return asOf(query, time);
    }
    if (time != 0) {
      throw new RefusedException(Reason.MALFORMED, "height: (expected: 0 with a time)");
    }
    return AsOf.height(query, height(height));
  }

  private static Height height(long value) throws RefusedException {
    return new Height(unsigned("height", value));
  }

  static long unsigned(String name, long value) throws RefusedException {
    if (value < 0) {
      throw new RefusedException(Reason.MALFORMED, name + ": (expected: 0 to 2^63 - 1)");
    }
    return value;
  }

  private static void requireAtMost(String name, long found, long max) throws RefusedException {
    if (found > max) {
      throw new RefusedException(
          Reason.TOO_LARGE, name + ": " + found + " (expected: at most " + max + ")");
    }
  }

  static <T> T parse(String name, String text, Function<String, T> parse) throws RefusedException {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      String expected =
          switch (name) {
            case "height" -> "a height";
            case "subject" -> "a name";
            default -> "64 lower-case hex digits";
          };
      throw new RefusedException(Reason.MALFORMED, name + ": (expected: " + expected + ")");
    }
  }

  static RefusedException notFound(String what) {
    return new RefusedException(
        Reason.NOT_FOUND, what + ": not on this chain, as far as this node");
  }
}
