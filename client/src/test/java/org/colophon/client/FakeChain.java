package org.colophon.client;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.colophon.client.net.NetworkException;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.Times;
import org.colophon.rpc.proto.TraceEvent;
import org.jspecify.annotations.Nullable;

/** Records in memory: form and signatures are checked as a node does, and each is taken once. */
final class FakeChain {
  static final long TIME = 1_767_225_600_000L;

  /** Refuses records for a reason of the test's. */
  Function<Statement, Optional<Refusal>> rule = statement -> Optional.empty();

  private final RecordVerifier verifier;
  private final Genesis genesis;
  private final Map<String, VerifiedRecord> records = new LinkedHashMap<>();
  private final Map<String, Receipt> receipts = new LinkedHashMap<>();
  private final MemoryTree tree = new MemoryTree();

  FakeChain(Genesis genesis) {
    this.genesis = genesis;
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
  }

  synchronized Outcome take(byte[] bytes) {
    VerifiedRecord record;
    try {
      record = verifier.verify(bytes);
    } catch (RefusedException e) {
      return refused("", e.refusal());
    }
    String id = record.id().hex();
    Receipt before = receipts.get(id);
    if (before != null) {
      return refused(id, new Refusal(Reason.DUPLICATE, "stands already")).toBuilder()
          .setReceipt(before)
          .build();
    }
    Optional<Refusal> refusal = rule.apply(record.statement());
    if (refusal.isPresent()) {
      return refused(id, refusal.get());
    }
    Receipt receipt =
        Receipt.newBuilder()
            .setId(id)
            .setHeight(records.size() + 1)
            .setIndex(records.size())
            .setTime(TIME + records.size())
            .build();
    records.put(id, record);
    receipts.put(id, receipt);
    tree.append(MerkleHash.leaf(record.bytes()));
    return Outcome.newBuilder().setId(id).setReceipt(receipt).build();
  }

  TraceEvent event(String id, VerifiedRecord record) {
    TraceEvent.Builder event =
        TraceEvent.newBuilder()
            .setReceipt(receiptOf(id))
            .setType(record.statement().content().type().label())
            .setSummary("It happened.")
            .setTimes(times(id, record))
            .setStatement(ByteString.copyFrom(statementBytes(record)));
    record
        .statement()
        .signers()
        .forEach(signer ->
            event.addSigners(
                SignerView.newBuilder()
                    .setKey(signer.key().text())
                    .setRole(signer.role().label())
                    .setSubject(signer.subject().text())));
    return event.build();
  }

  synchronized Receipt receiptOf(String id) {
    return Objects.requireNonNull(receipts.get(id));
  }

  Times times(String id, VerifiedRecord record) {
    return Times.newBuilder()
        .setClaimed(record.statement().issuedAt().value())
        .setOrdered(receiptOf(id).getTime())
        .build();
  }

  static byte[] statementBytes(VerifiedRecord record) {
    String text = ByteString.copyFrom(record.bytes()).toStringUtf8();
    int at = text.indexOf("\"statement\":") + "\"statement\":".length();
    return ByteString.copyFromUtf8(text.substring(at, text.length() - 1)).toByteArray();
  }

  static NetworkException notFound() {
    return new NetworkException(new Refusal(Reason.NOT_FOUND, "no such thing"), null);
  }

  String workOf(VerifiedRecord record) {
    String own = record.id().hex();
    return switch (record.statement().content()) {
      case DraftAdd draft -> draft.work().map(w -> w.hex()).orElse(own);
      case WorkDeclare work -> work.work().map(w -> w.hex()).orElse(own);
      case WorkReveal reveal -> {
        VerifiedRecord opened = record(reveal.record().hex());
        yield opened == null ? "" : workOf(opened);
      }
      default -> "";
    };
  }

  static Outcome refused(String id, Refusal refusal) {
    return Outcome.newBuilder()
        .setId(id)
        .setRefusal(
            org.colophon.rpc.proto.Refusal.newBuilder()
                .setReason(refusal.reason().name())
                .setDetail(refusal.detail()))
        .build();
  }

  /** The record of that id; null when none stands. */
  synchronized @Nullable VerifiedRecord record(String id) {
    return records.get(id);
  }

  VerifiedRecord required(String id) {
    return Objects.requireNonNull(record(id));
  }

  /** The records that stand by their ids, in their order. */
  synchronized Map<String, VerifiedRecord> records() {
    return new LinkedHashMap<>(records);
  }

  /** The statements that stand, in their order. */
  List<Statement> statements() {
    return records().values().stream().map(VerifiedRecord::statement).toList();
  }

  synchronized int size() {
    return records.size();
  }

  /** A chain on which nothing stands yet. */
  synchronized void forgetAll() {
    records.clear();
    receipts.clear();
  }

  Genesis genesis() {
    return genesis;
  }

  synchronized Hash root() {
    return tree.root();
  }

  MemoryTree tree() {
    return tree;
  }
}
