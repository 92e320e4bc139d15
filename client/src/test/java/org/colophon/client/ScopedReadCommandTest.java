package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.json.Json;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.proto.ListReadsResponse;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ReadView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.RecordView;
import org.colophon.rpc.proto.ReleasedKey;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;
import org.colophon.rpc.proto.TraceEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read under a grant, and that tell a holder who did. */
class ScopedReadCommandTest {
  private static final String WORK = "5b".repeat(32);
  private static final Hash SALT = Hash.sha256(new byte[] {7});
  private static final RecordId LEASE = new RecordId(Hash.sha256(new byte[] {8}));
  private static final String READ = "aa".repeat(32);

  @TempDir Path folder;
  private World world;
  private Path court;
  private Path judge;
  private Path holder;
  private final SigningKey judgeKey = SigningKey.generate(SignatureAlgorithm.ED25519);
  private final SigningKey nodeKey = SigningKey.generate(SignatureAlgorithm.ED25519);
  private String grant;
  private String opened;
  private final List<ReadRequest> asked = new ArrayList<>();

  @BeforeEach
  void aGrantThatNamesTheWork() throws Exception {
    world = new World(folder);
    court = world.profile("internet-court");
    judge = world.profile("judge-li", judgeKey);
    holder = world.profile("li-wei");
    done(
        "case",
        "open",
        "--kind",
        "CIVIL",
        "--number",
        "(2026) 1",
        "--work",
        WORK,
        "--party",
        "li-wei",
        "--profile",
        court);
    opened = newest();
    done(
        "scope",
        "grant",
        opened,
        "--to",
        "judge-li",
        "--basis",
        "CN-CPL-67",
        "--work",
        WORK,
        "--profile",
        court);
    grant = newest();
    world.network.onRead = request -> answer(request, 0, "");
  }

  private String newest() {
    return world.network.statements().getLast().id().hex();
  }

  private World.Run done(Object... words) {
    return world.run(words).done();
  }

  private World.Run trace(Object... more) {
    return world.run(
        Stream.concat(Stream.of("scope", "trace", grant, "--profile", judge), Stream.of(more))
            .toArray());
  }

  private World.Run traceWork(Object... more) {
    return trace(
        Stream.concat(
                Stream.of("--work", WORK, "--openings", court.resolve("openings")), Stream.of(more))
            .toArray());
  }

  // ---- what an honest node says

  private static ReadRequest parsed(byte[] request) {
    try {
      return ReadRequest.read(request);
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] answer(long withheld) {
    return Json.object()
        .put("asOf", 9)
        .put("records", Json.strings(List.of(READ)))
        .put("withheld", withheld)
        .build()
        .bytes();
  }

  private static ReadRow row(byte[] request, byte[] answer) {
    ReadRequest asked = parsed(request);
    ReadRequest.Under under = asked.under().orElseThrow();
    return new ReadRow(
        under.grant(),
        LEASE,
        0,
        ReadRow.beginning(LEASE),
        Hash.sha256(request),
        asked.subject(),
        ReadRow.resultOf(SALT, asked.subject(), answer),
        asked.issuedAt(),
        under.verb());
  }

  private ScopedTraceView answer(SignedRead sent, long withheld, String cursor) {
    byte[] request = sent.getRequest().toByteArray();
    asked.add(parsed(request));
    assertThat(Signatures.verify(judgeKey.name(), request, sent.getSignature().toByteArray()))
        .isTrue();
    byte[] answer = answer(withheld);
    return ScopedTraceView.newBuilder()
        .addEvents(
            TraceEvent.newBuilder()
                .setReceipt(Receipt.newBuilder().setId(READ).setHeight(3))
                .setType("access")
                .setSummary("It was bought."))
        .setWithheld(withheld)
        .setNextCursor(cursor)
        .setAsOfHeight(9)
        .setRow(ByteString.copyFrom(row(request, answer).bytes()))
        .setSalt(SALT.hex())
        .setAnswer(ByteString.copyFrom(answer))
        .build();
  }

  // ---- reading under a grant

  @Test
  void aQuestionIsSignedAndOpensWhatTheGrantNames() {
    World.Run run = traceWork();
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("It was bought.", "read at block 9", "read 0 of lease", "nothing was withheld");
    ReadRequest request = asked.getFirst();
    assertThat(request.subject()).isEqualTo(new SubjectId("judge-li"));
    assertThat(request.target().text()).isEqualTo(WORK);
    ReadRequest.Under under = request.under().orElseThrow();
    assertThat(under.grant().hex()).isEqualTo(grant);
    assertThat(under.verb()).isEqualTo(Scope.Verb.READ);
    assertThat(under.openings())
        .extracting(ReadRequest.Opened::text)
        .as("neither the case's number nor its parties, which the grant does not name")
        .containsExactly(WORK);
  }

  @Test
  void readsPageAfterPageAndCountsWhatWasWithheld() {
    world.network.onRead =
        request ->
            parsed(request.getRequest().toByteArray()).cursor().isEmpty()
                ? answer(request, 2, "next")
                : answer(request, 1, "");
    World.Run run = traceWork();
    assertThat(run.out()).contains("3 records withheld:");
    assertThat(asked).extracting(ReadRequest::cursor).containsExactly("", "next");
    assertThat(asked).extracting(ReadRequest::nonce).doesNotHaveDuplicates();
    List<Json.Obj> pages = traceWork("--json").json();
    assertThat(pages).hasSize(2);
    assertThat(World.text(pages.getFirst(), "withheld")).isEqualTo("2");
    assertThat(World.text(pages.getFirst(), "salt")).isEqualTo(SALT.hex());
  }

  private void assertNotTaken(String why, UnaryOperator<ScopedTraceView.Builder> change) {
    world.network.onRead = request -> change.apply(answer(request, 0, "").toBuilder()).build();
    World.Run run = traceWork();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains(why);
    assertThat(run.out()).doesNotContain("It was bought.");
  }

  private static ByteString rowWith(ScopedTraceView.Builder view, String from, String to) {
    String row = view.getRow().toStringUtf8();
    assertThat(row).contains(from);
    return ByteString.copyFromUtf8(row.replace(from, to));
  }

  @Test
  void nothingIsShownWhoseRowIsOfAnotherRead() {
    assertNotTaken("another question", view -> view.setRow(rowWith(view, grant, "00".repeat(32))));
    assertNotTaken("another question", view -> view.setRow(rowWith(view, "judge-li", "judge-xu")));
    assertNotTaken(
        "another question", view -> view.setRow(rowWith(view, "\"READ\"", "\"EXPORT\"")));
    assertNotTaken("another question", view -> view.setRow(rowWith(view, queryOf(view), READ)));
    assertNotTaken("another answer", view -> view.setSalt(READ));
    assertNotTaken("no salt", view -> view.setSalt("salt"));
    assertNotTaken("another answer", view -> view.setAnswer(ByteString.copyFrom(answer(1))));
    assertNotTaken("another answer", view -> view.setWithheld(1));
    assertNotTaken("another answer", view -> view.addEvents(view.getEvents(0)));
    assertNotTaken("another answer", ScopedTraceView.Builder::clearEvents);
    assertNotTaken("MALFORMED", ScopedTraceView.Builder::clearRow);
  }

  private static String queryOf(ScopedTraceView.Builder view) {
    String row = view.getRow().toStringUtf8();
    int at = row.indexOf("\"query\":\"") + 9;
    return row.substring(at, at + 64);
  }

  @Test
  void saysWhatIsMissingBeforeItAsks() throws Exception {
    assertThat(trace().exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(trace("--work", WORK, "--party", "li-wei").exitCode()).isEqualTo(ExitCodes.USAGE);
    World.Run unopened = trace("--work", WORK);
    assertThat(unopened.exitCode()).isNotZero();
    assertThat(unopened.err()).contains("nothing opens", "openings/*." + grant);
    World.Run another = traceOther("6c".repeat(32));
    assertThat(another.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(another.err()).contains("EXCEEDS_SCOPE");
    String noGrant = world.network.statements().getFirst().id().hex();
    World.Run nothing = world.run("scope", "trace", noGrant, "--work", WORK, "--profile", judge);
    assertThat(nothing.err()).contains("UNKNOWN_RECORD", "grants nothing");
    assertThat(asked).isEmpty();
  }

  private World.Run traceOther(String work) {
    return trace("--work", work, "--openings", court.resolve("openings"));
  }

  /** The case's own record with what opens its number, wrapped for the judge under the grant. */
  private ScopedTraceView decrypted(SignedRead sent) throws Exception {
    RecordId opened = new RecordId(Hash.ofHex(this.opened));
    Envelope envelope = Envelope.read(world.network.custody.ciphertexts.values().iterator().next());
    DataKey key =
        envelope.unwrap(
            envelope.wrappedFor(new SubjectId("internet-court")).orElseThrow(),
            RecipientSecret.read(court.resolve("recipient.pem")),
            Optional.empty());
    WrappedKey wrapped =
        envelope.wrap(
            key,
            new Envelope.Recipient(
                new SubjectId("judge-li"),
                RecipientSecret.read(judge.resolve("recipient.pem")).publicKey()),
            Optional.of(new RecordId(Hash.ofHex(grant))));
    byte[] request = sent.getRequest().toByteArray();
    byte[] answer =
        Json.object()
            .put("asOf", 9)
            .put("keys", Json.strings(List.of(opened.hex())))
            .put("records", Json.strings(List.of(READ)))
            .put("withheld", 0)
            .build()
            .bytes();
    return answer(sent, 0, "").toBuilder()
        .setRow(ByteString.copyFrom(row(request, answer).bytes()))
        .setAnswer(ByteString.copyFrom(answer))
        .addKeys(
            ReleasedKey.newBuilder()
                .setRecord(opened.hex())
                .setEnvelope(ByteString.copyFrom(envelope.bytes()))
                .setWrapped(ByteString.copyFrom(wrapped.json().bytes())))
        .build();
  }

  /** A case whose number is kept by validators, and a grant that lets the judge decrypt. */
  private void aKeptCase() throws Exception {
    done("key", "rotate", "--recipient-key", "--profile", court);
    RecipientSecret.generate(new SecureRandom()).write(judge.resolve("recipient.pem"));
    done(
        "case",
        "open",
        "--kind",
        "CIVIL",
        "--number",
        "(2026) 7",
        "--party",
        "li-wei",
        "--work",
        WORK,
        "--keep-at-custodians",
        "--profile",
        court);
    opened = newest();
  }

  @Test
  void privateMatterIsOpenedAndCheckedAgainstItsRecord() throws Exception {
    aKeptCase();
    world.network.onRead = this::decryptedOrFail;
    World.Run run = traceWork("--verb", "DECRYPT");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("It was bought.", "opened of record " + opened, "(2026) 7");
    assertThat(asked.getLast().size()).isEqualTo(ReadRequest.DECRYPT_SIZE_MAX);
    assertThat(traceWork("--verb", "DECRYPT", "--json").out())
        .contains("\"openings\":[", "\"text\":\"(2026) 7\"");
  }

  private ScopedTraceView decryptedOrFail(SignedRead sent) {
    try {
      return decrypted(sent);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertNotOpened(String why, UnaryOperator<ScopedTraceView.Builder> change) {
    world.network.onRead = sent -> change.apply(decryptedOrFail(sent).toBuilder()).build();
    World.Run run = traceWork("--verb", "DECRYPT");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains(why);
    assertThat(run.out()).doesNotContain("(2026) 7");
  }

  @Test
  void nothingIsOpenedThatIsNotWhatTheRecordHolds() throws Exception {
    aKeptCase();
    assertNotOpened("another answer", ScopedTraceView.Builder::clearKeys);
    assertNotOpened("another answer", view -> view.addKeys(view.getKeys(0)));
    assertNotOpened(
        "not the one that the record names",
        view ->
            view.setKeys(
                0,
                view.getKeys(0).toBuilder()
                    .setEnvelope(
                        view.getKeys(0).getEnvelope().concat(ByteString.copyFromUtf8(" ")))));
    assertNotOpened(
        "MALFORMED",
        view ->
            view.setKeys(0, view.getKeys(0).toBuilder().setWrapped(ByteString.copyFromUtf8("{}"))));
    RecipientSecret other = RecipientSecret.generate(new SecureRandom());
    assertNotOpened(
        "no recipient key with fingerprint",
        view -> {
          String text = view.getKeys(0).getWrapped().toStringUtf8();
          String own = text.substring(8, 72);
          return view.setKeys(
              0,
              view.getKeys(0).toBuilder()
                  .setWrapped(
                      ByteString.copyFromUtf8(
                          text.replace(own, other.publicKey().fingerprint().hex()))));
        });
  }

  // ---- taking along

  /** An export of the one record, with this for its evidence. */
  private ScopedTraceView exported(SignedRead sent, byte[] bundle) {
    byte[] request = sent.getRequest().toByteArray();
    byte[] answer =
        Json.object()
            .put("asOf", 9)
            .put("evidence", Json.strings(List.of(Hash.sha256(bundle).hex())))
            .put("records", Json.strings(List.of(READ)))
            .put("withheld", 0)
            .build()
            .bytes();
    return answer(sent, 0, "").toBuilder()
        .setRow(ByteString.copyFrom(row(request, answer).bytes()))
        .setAnswer(ByteString.copyFrom(answer))
        .addEvidence(ByteString.copyFrom(bundle))
        .build();
  }

  private void assertNotExported(String why, UnaryOperator<ScopedTraceView.Builder> change) {
    world.network.onRead =
        sent -> change.apply(exported(sent, new byte[] {1, 2, 3}).toBuilder()).build();
    Path out = folder.resolve("work.zip");
    World.Run run =
        world.run(
            "scope",
            "export",
            grant,
            "--work",
            WORK,
            "--openings",
            court.resolve("openings"),
            "--out",
            out,
            "--profile",
            judge);
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains(why);
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("work.zip"));
  }

  @Test
  void nothingIsExportedWhoseEvidenceIsNotWhatTheNodeNoted() {
    assertNotExported("CONTAINER: the node's answer does not verify", view -> view);
    assertThat(asked.getLast().size()).isEqualTo(ReadRequest.EXPORT_SIZE_MAX);
    assertThat(asked.getLast().under().orElseThrow().verb()).isEqualTo(Scope.Verb.EXPORT);
    assertNotExported("another answer", ScopedTraceView.Builder::clearEvidence);
    assertNotExported("another answer", view -> view.setEvidence(0, ByteString.copyFromUtf8("x")));
  }

  @Test
  void aTraceDoesNotExport() {
    World.Run run = traceWork("--verb", "EXPORT");
    assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("colophon scope export");
    assertThat(asked).isEmpty();
  }

  // ---- who read

  private RecordId stands(Content content) throws Exception {
    Signatory node =
        new Signatory(
            world.genesis,
            new SubjectId("court-node"),
            nodeKey,
            InstantSource.fixed(Instant.EPOCH),
            new SecureRandom());
    byte[] record = node.sign(node.compose(Role.NODE, content));
    world.network.submit(List.of(record));
    return new RecordId(Hash.ofHex(newest()));
  }

  /** The settled read of a question of the judge's; the second of two. */
  private ReadView.Builder settledRead() throws Exception {
    traceWork();
    byte[] request = asked.getLast().bytes();
    byte[] answer = answer(0);
    ReadRow first = row(request, answer);
    ReadRow second =
        new ReadRow(
            first.grant(),
            LEASE,
            1,
            first.hash(),
            first.query(),
            first.reader(),
            first.result(),
            first.time(),
            first.verb());
    Hash root = MerkleHash.node(first.leaf(), second.leaf());
    RecordId settled = stands(new ReadSettle(LEASE, 2, root));
    return ReadView.newBuilder()
        .setRow(ByteString.copyFrom(second.bytes()))
        .setRequest(ByteString.copyFrom(request))
        .setSignature(ByteString.copyFrom(judgeKey.sign(request)))
        .setSalt(SALT.hex())
        .setAnswer(ByteString.copyFrom(answer))
        .setSettled(settled.hex())
        .setProof(Proof.newBuilder().setIndex(1).setSize(2).addPath(first.leaf().hex()));
  }

  private World.Run readsWith(ReadView view) {
    world.network.onReads =
        request -> {
          ReadRequest question = parsed(request.getRequest().toByteArray());
          assertThat(question.under()).isEmpty();
          return ListReadsResponse.newBuilder().addReads(view).build();
        };
    return world.run("work", "reads", WORK, "--profile", holder);
  }

  @Test
  void aHolderSeesWhoReadAndWhichNodeWasNotAsked() throws Exception {
    World.Run run = readsWith(settledRead().build());
    assertThat(run.out()).contains("judge-li", "READ, 1 record", "1 read");
    assertThat(run.err()).contains("https://localhost:1: not asked");
    assertThat(run.exitCode()).as("one node of two was not there").isEqualTo(ExitCodes.NETWORK);
    Json.Obj json =
        world.run("work", "reads", WORK, "--json", "--profile", holder).json().getFirst();
    assertThat(World.text(json, "node")).isEqualTo("https://localhost:2");
    assertThat(World.text(json, "answer")).contains(READ);
  }

  private void assertNoRead(String why, UnaryOperator<ReadView.Builder> change) throws Exception {
    World.Run run = readsWith(change.apply(settledRead()).build());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains(why);
    assertThat(run.out()).doesNotContain("judge-li");
  }

  @Test
  void aReadThatDoesNotHoldIsNotShown() throws Exception {
    SigningKey another = SigningKey.generate(SignatureAlgorithm.ED25519);
    assertNoRead(
        "did not sign",
        view ->
            view.setSignature(ByteString.copyFrom(another.sign(view.getRequest().toByteArray()))));
    String root = "not under the root";
    assertNoRead(root, view -> view.setProof(view.getProof().toBuilder().setIndex(0)));
    assertNoRead(root, view -> view.setProof(view.getProof().toBuilder().setPath(0, READ)));
    assertNoRead(root, view -> view.setProof(view.getProof().toBuilder().setSize(3)));
    assertNoRead("no proof", view -> view.setProof(view.getProof().toBuilder().setPath(0, "x")));
    assertNoRead(root, view -> view.setSettled(grant));
    assertNoRead("another answer", view -> view.setAnswer(ByteString.copyFrom(answer(1))));
    RecordId lease = stands(new ReadLease(RecordId.ofHex(grant), 2, new Timestamp(5)));
    Hash leaf = ReadRow.read(settledRead().getRow().toByteArray()).leaf();
    RecordId ofAnotherLease = stands(new ReadSettle(lease, 1, leaf));
    assertNoRead(
        root,
        view ->
            view.setSettled(ofAnotherLease.hex())
                .setProof(Proof.newBuilder().setIndex(0).setSize(1)));
  }

  @Test
  void anotherRecordThanTheOneThatWasNamedSettlesNothing() throws Exception {
    ReadView read = settledRead().build();
    RecordView settlement = world.network.receipt(read.getSettled(), 0);
    world.network.onReceipt = view -> settlement;
    World.Run run = readsWith(read.toBuilder().setSettled(grant).build());
    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("not under the root");
  }
}
