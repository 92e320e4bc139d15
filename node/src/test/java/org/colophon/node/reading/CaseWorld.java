package org.colophon.node.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Outcome;
import org.colophon.core.content.Access;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.port.Reading;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.reading.GivenOut;
import org.colophon.core.reading.ReadRequest;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.node.custody.Custodian;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestScope;

/** A work that is used, a case about it, and the court's node, which gives out reads of it. */
final class CaseWorld {
  static final Hash SALT = Hash.sha256(new byte[] {42});

  final Path folder;
  final TestConsortium consortium = TestConsortium.ofSeed(3);
  final TestRecords records = consortium.records();
  final Actor court = consortium.actor(TestConsortium.COURT_NORTH);
  final Actor judge = consortium.actor("judge-li");
  final Actor alice = consortium.actor("alice");
  final TestLedger ledger;
  final TestRecord work;
  final TestRecord access;
  final TestRecord opened;
  final NodeSigner signer;
  GrantedReads reads;
  Timestamp now;
  boolean isCutOff;
  final Optional<Custodian> custodian;
  private int nonces;

  /** What the court's node keeps of private matter, when it keeps any. */
  interface Custody {
    Custodian open(CaseWorld world) throws IOException;
  }

  CaseWorld(Path folder, Optional<Custody> custody) throws Exception {
    this.folder = folder;
    ledger = consortium.openWith(judge, alice);
    Actor shop = consortium.actor("shop");
    ledger.accept(records.registerOrganisation(consortium.actor(TestConsortium.NOTARY), shop));
    work = records.declare(alice, consortium.hash("song"));
    ledger.accept(work);
    access = records.access(shop, work.work(), Access.Mode.BUY, Optional.empty());
    ledger.accept(access);
    opened = records.cases().open(court);
    ledger.accept(opened);
    now = ledger.nextStamp();
    KeyFiles.write(folder.resolve("record.key.pem"), court.key());
    signer = signer(Optional.of(folder.resolve("record.key.pem")));
    custodian = custody.isPresent() ? Optional.of(custody.get().open(this)) : Optional.empty();
    reads = open();
  }

  private NodeSigner signer(Optional<Path> recordKey) {
    return new NodeSigner(
        consortium.chain(),
        TestConsortium.node(TestConsortium.COURT_NORTH),
        TestConsortium.COURT_NORTH,
        folder.resolve("reader.key.pem"),
        folder.resolve("recipient.pem"),
        recordKey,
        () -> now.value());
  }

  /** The node's, when its organisation's record key lies on another machine. */
  NodeSigner signerWithout() {
    return signer(Optional.empty());
  }

  GrantedReads open() throws IOException {
    return open(signer);
  }

  GrantedReads open(NodeSigner with) throws IOException {
    return GrantedReads.open(
        folder.resolve("reads"), ledger.ledger(), with, custodian, this::submit, () -> now.value());
  }

  void close() throws IOException {
    reads.close();
    custodian.ifPresent(Custodian::close);
  }

  private CompletableFuture<List<Outcome>> submit(List<byte[]> sent) {
    if (isCutOff) {
      return CompletableFuture.failedFuture(new IOException("no quorum"));
    }
    try {
      return CompletableFuture.completedFuture(ledger.orderAll(ledger.nextStamp(), sent));
    } catch (IOException | RefusedException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  static Hash commitment(Actor by, String text) {
    return ContentCommitment.of(
        SALT, by.subject(), Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A scope over the work, with so many reads. */
  Scope scope(long allReads, Optional<Set<RecordType>> types) {
    return scope(allReads, List.of(commitment(court, work.work().hex())), List.of(), types);
  }

  /** A scope over works and parties, with so many reads. */
  Scope scope(
      long allReads, List<Hash> works, List<Hash> parties, Optional<Set<RecordType>> types) {
    Scope plain = TestScope.at(now).scope();
    return new Scope(
        works,
        parties,
        types,
        plain.readers(),
        plain.recordsFrom(),
        plain.recordsUntil(),
        EnumSet.of(Scope.Verb.READ, Scope.Verb.DECRYPT),
        plain.until(),
        allReads,
        allReads,
        0,
        false);
  }

  RecordId granted(Scope scope) throws Exception {
    TestRecord grant = records.cases().grant(opened.id(), judge.subject(), scope, court);
    ledger.accept(grant);
    now = ledger.nextStamp();
    return grant.id();
  }

  RecordId granted(long allReads) throws Exception {
    return granted(scope(allReads, Optional.empty()));
  }

  private Question question(Actor by, Optional<ReadRequest.Under> under) {
    return new Question(
        new ReadRequest(
            consortium.chain(),
            by.subject(),
            by.key().name(),
            now,
            String.format("%032x", ++nonces),
            new ReadRequest.Target.Work(work.work()),
            under,
            "",
            32),
        by);
  }

  /** What the judge asks: the work, under a grant. */
  Question asking(RecordId grant) {
    return question(
        judge,
        Optional.of(
            new ReadRequest.Under(
                grant,
                Scope.Verb.READ,
                List.of(new ReadRequest.Opened(court.subject(), SALT, work.work().hex())))));
  }

  /** What a holder asks: who read of the work. */
  Question whoRead(Actor holder) {
    return question(holder, Optional.empty());
  }

  GivenOut read(Question question) throws Exception {
    return read(reads, question);
  }

  GivenOut read(GrantedReads from, Question question) throws Exception {
    return from.readInScope(question.bytes(), question.signature());
  }

  Reading.Page readsOf(Question question) throws Exception {
    return reads.readsOf(question.bytes(), question.signature());
  }

  void assertRefused(Reason reason, Question question) {
    assertThatThrownBy(() -> read(question))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).as("%s", e).isEqualTo(reason));
  }

  GrantView.Reads counted(RecordId grant) {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      return GrantView.of(query, grant, AsOf.newest(query)).orElseThrow().reads().orElseThrow();
    }
  }

  Content content(RecordId id) {
    try (LedgerReader reader = ledger.read()) {
      return new LedgerQuery(reader, consortium.genesis())
          .record(id)
          .orElseThrow()
          .statement()
          .content();
    }
  }

  List<Path> journals(String where) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("reads").resolve(where))) {
      return files.toList();
    }
  }
}
