package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.Identifier;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Right;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.rpc.ReasonStatus;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a running network refuses, record type by record type, over gRPC at one node and over HTTP
 * at another. After each test the network still takes a record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalsTest {
  /** What a record may be refused for; the others tell of a node's state or of a reading call. */
  private static final Set<Reason> CATALOGUE =
      EnumSet.complementOf(
          EnumSet.of(
              // These two tell of the moment between a decision and its seal.
              Reason.CHANGE_PENDING,
              Reason.NOT_ALONE,
              // No type so far makes a title disputed.
              Reason.DISPUTED,
              Reason.UNSEALED,
              Reason.OVERLOADED,
              Reason.UNAVAILABLE,
              Reason.NOT_AUTHORISED,
              Reason.NOT_FOUND));

  private static final long MAX = (1L << 53) - 1;

  private final Set<Reason> seen = EnumSet.noneOf(Reason.class);
  private InProcessNetwork network;
  private LedgerClient client;
  private HttpClient http;
  private TestRecords records;
  private ChainId chain;
  private Actor registrar;
  private Actor stranger;
  private Actor alice;
  private Actor bob;
  private Hash content;
  private int worlds;

  @BeforeAll
  void startsTheNetwork(@TempDir Path directory) throws Exception {
    network = InProcessNetwork.started(directory.resolve("net"), 4, 1);
    client = network.client("creator");
    chain = network.genesis().chain();
    registrar = network.actor("registrar");
    SSLContext context = SSLContext.getInstance(Tls.PROTOCOL);
    context.init(
        new KeyManager[] {new ReloadableKeyManager(network.identity("publisher"))},
        new TrustManager[] {network.trust().trustManager()},
        null);
    http = HttpClient.newBuilder().sslContext(context).build();
  }

  /** Each test has people of its own, so that none disturbs another. */
  @BeforeEach
  void registersTwoSubjects() throws Exception {
    worlds++;
    records = TestRecords.on(chain, "world " + worlds);
    alice = actor("alice", SignatureAlgorithm.ED25519);
    bob = actor("bob", SignatureAlgorithm.P256);
    stranger = actor("stranger", SignatureAlgorithm.SM2);
    content = records.hash("content");
    accept(records.register(registrar, alice));
    accept(records.register(registrar, bob));
  }

  @AfterEach
  void goesOn() throws Exception {
    accept(records.deposit(bob, records.hash("and it goes on")));
  }

  @AfterAll
  void everyReasonOfTheCatalogueWasSeenAndAllNodesAreEqual() throws Exception {
    try {
      assertThat(seen).containsAll(CATALOGUE);
      network.assertEqual();
    } finally {
      http.close();
      client.close();
      network.close();
    }
  }

  private Actor actor(String name, SignatureAlgorithm algorithm) {
    return new Actor(new SubjectId(name + "-" + worlds), key(name, algorithm));
  }

  private SigningKey key(String name, SignatureAlgorithm algorithm) {
    return SigningKey.ofSeed(algorithm, records.hash("key of " + name).bytes());
  }

  private Actor court() throws IOException {
    return network.organisation(network.validators().getFirst());
  }

  private OrgId observer() {
    return new OrgId(network.nodes().getLast());
  }

  private Organisation newcomer() {
    return TestConsortium.ofSeed(worlds).newcomer("archive-" + worlds, Tier.OBSERVER);
  }

  private TestChanges changes() throws IOException {
    Timestamp until = new Timestamp(System.currentTimeMillis() + 3_600_000);
    return new TestChanges(records, network.genesis().membership(), until);
  }

  private Actor renewed(Actor actor, String label) {
    return actor.with(key(actor.subject() + label, SignatureAlgorithm.ED25519));
  }

  private void accept(TestRecord record) throws Exception {
    network.accept(client, record);
  }

  private void refuse(Reason reason, TestRecord record) throws Exception {
    refuse(reason, record.bytes());
  }

  /** Over gRPC at the node that the client likes best, and over HTTP at the last of them. */
  private void refuse(Reason reason, byte[] record) throws Exception {
    Outcome outcome = client.submit(List.of(record)).getFirst();
    assertThat(outcome.getRefusal().getReason()).as("%s", outcome).isEqualTo(reason.name());
    assertThat(outcome.getRefusal().getDetail()).isNotBlank();
    HttpResponse<String> answer = post(record);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(ReasonStatus.of(reason).http());
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"reason\":\"" + reason + "\"")
        .doesNotContain("Exception", "\tat ");
    seen.add(reason);
  }

  private HttpResponse<String> post(byte[] record) throws Exception {
    return http.send(
        HttpRequest.newBuilder(network.uri(network.nodes().getLast()).resolve("/v1/records"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(record))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  // ---- The bytes

  @Test
  void whatIsNoRecordIsRefusedByName() throws Exception {
    byte[] good = records.declare(alice, content).bytes();
    String text = new String(good, UTF_8);
    byte[] noise = new byte[3000];
    new Random(7).nextBytes(noise);
    refuse(Reason.MALFORMED, utf8("not json"));
    refuse(Reason.MALFORMED, utf8("{}"));
    refuse(Reason.MALFORMED, utf8("[]"));
    refuse(Reason.MALFORMED, utf8("null"));
    refuse(Reason.MALFORMED, noise);
    refuse(Reason.MALFORMED, new byte[] {(byte) 0xc3, 0x28});
    for (int length = 1; length < good.length; length += 37) {
      refuse(Reason.MALFORMED, Arrays.copyOf(good, length));
    }
    refuse(Reason.TOO_LARGE, utf8("[".repeat(5000)));
    refuse(Reason.TOO_LARGE, utf8("{\"a\":".repeat(5000)));
    refuse(Reason.TOO_LARGE, utf8("{\"statement\":" + "9".repeat(70_000) + "}"));
    refuse(Reason.TOO_LARGE, utf8(text.replace("\"title\":\"", "\"title\":\"" + "x".repeat(600))));
    refuse(Reason.MALFORMED, utf8("{\"sigs\":[],\"sigs\":[],\"statement\":{}}"));
    refuse(
        Reason.MALFORMED,
        utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"NONE\",\"aiUse\":\"NONE\"")));
    refuse(Reason.NOT_CANONICAL, utf8(text.replaceFirst("\\{", "{ ")));
    refuse(Reason.NOT_CANONICAL, utf8(text + "\n"));
    refuse(Reason.NOT_CANONICAL, utf8(text.replace("\"title\"", "\"\\u0074itle\"")));
    refuse(Reason.MALFORMED, utf8(text.replaceFirst("}$", ",\"with\":1}")));
  }

  @Test
  void anOversizedRequestIsRefusedWhole() throws Exception {
    byte[] huge = new byte[40 << 20];
    assertThatThrownBy(() -> client.submit(List.of(huge)))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    HttpResponse<String> answer = post(new byte[12 << 20]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"reason\":\"TOO_LARGE\"");
  }

  @Test
  void wrongSignaturesAreRefused() throws Exception {
    TestRecord record = records.declare(alice, content);
    String text = new String(record.bytes(), UTF_8);
    refuse(
        Reason.BAD_SIGNATURE, utf8(text.replace("\"aiUse\":\"NONE\"", "\"aiUse\":\"ASSISTED\"")));
    refuse(Reason.BAD_SIGNATURE, Records.sign(record.statement(), List.of(bob.key())));
    refuse(
        Reason.BAD_SIGNATURE,
        Records.assemble(
            record.statement(), List.of(new byte[alice.key().sign(new byte[1]).length])));
    refuse(Reason.MALFORMED, Records.sign(record.statement(), List.of(alice.key(), bob.key())));
    List<byte[]> batch =
        Records.signBatch(
            chain,
            List.of(record.statement(), records.declare(alice, records.hash("b")).statement()),
            alice.key());
    String first = new String(batch.getFirst(), UTF_8);
    refuse(Reason.BAD_SIGNATURE, utf8(first.replace("\"index\":0", "\"index\":1")));
    refuse(Reason.TOO_LARGE, utf8(first.replace("\"size\":2", "\"size\":1")));
    refuse(Reason.MALFORMED, utf8(first.replace("\"size\":2", "\"size\":9")));
    accept(record);
  }

  @Test
  void aRecordOfAnotherChainIsRefused() throws Exception {
    ChainId other = ChainId.of("dev", content);
    refuse(Reason.WRONG_CHAIN, TestRecords.on(other, "other").declare(alice, content));
  }

  @Test
  void anUnknownTypeIsRefused() throws Exception {
    for (String type : List.of("work.destroy", "batch.timestamp", "licence.grant")) {
      refuse(
          Reason.UNKNOWN_TYPE,
          edited(records.deposit(alice, content), "\"evidence.deposit\"", '"' + type + '"'));
    }
  }

  /** The statement with a text replaced, signed rightly. */
  private byte[] edited(TestRecord record, String from, String to, SigningKey... keys) {
    String statement = new String(record.statement(), UTF_8);
    assertThat(statement).contains(from);
    List<SigningKey> signing = keys.length == 0 ? List.of(alice.key()) : List.of(keys);
    return Records.sign(utf8(statement.replace(from, to)), signing);
  }

  @Test
  void whatEveryTypeHasInCommonIsChecked() throws Exception {
    for (RecordType type : RecordType.values()) {
      List<TestRecord> example = example(type);
      for (TestRecord before : example.subList(0, example.size() - 1)) {
        accept(before);
      }
      TestRecord last = example.getLast();
      TestRecord late = example(type).getLast().notAfter(new Timestamp(1));
      refuse(Reason.EXPIRED, late);
      String text = new String(last.bytes(), UTF_8);
      refuse(Reason.NOT_CANONICAL, utf8(text.replace("\"statement\":{", "\"statement\": {")));
      refuse(Reason.BAD_SIGNATURE, utf8(text.replace("\"issuedAt\":1", "\"issuedAt\":2")));
      refuse(Reason.MALFORMED, utf8(text.replace(",\"type\":", ",\"tune\":0,\"type\":")));
      refuse(
          Reason.MALFORMED, utf8(text.replaceFirst("\"role\":\"[a-z]+\"", "\"role\":\"thief\"")));
      accept(last);
      Outcome again = client.submit(List.of(last.bytes())).getFirst();
      assertThat(again.getRefusal().getReason()).isEqualTo("DUPLICATE");
      assertThat(again.getReceipt().getId()).isEqualTo(last.id().hex());
      assertThat(post(last.bytes()).statusCode()).isEqualTo(200);
      seen.add(Reason.DUPLICATE);
    }
  }

  /** Records that are accepted one after another; the last is of that type. */
  private List<TestRecord> example(RecordType type) throws IOException {
    Hash other = records.hash("content of " + type);
    TestRecord draft = records.draft(alice, records.commitment(alice, other));
    TestRecord work = records.declare(alice, other);
    return switch (type) {
      case SUBJECT_REGISTER -> List.of(records.register(registrar, stranger));
      case KEY_ROTATE -> {
        Actor rotating = actor("rotating", SignatureAlgorithm.P256);
        yield List.of(
            records.register(registrar, rotating),
            records.rotate(rotating, renewed(rotating, " next")));
      }
      case KEY_REVOKE -> {
        Actor revoking = actor("revoking", SignatureAlgorithm.ED25519);
        yield List.of(records.register(registrar, revoking), records.revoke(revoking));
      }
      case DRAFT_ADD -> List.of(draft);
      case WORK_DECLARE -> List.of(work);
      case WORK_REVEAL -> List.of(draft, records.reveal(alice, draft.id(), other));
      case EVIDENCE_DEPOSIT -> List.of(records.deposit(alice, other));
      case SUPPLEMENT -> List.of(work, records.supplement(alice, work.id(), other));
      case TRANSFER -> List.of(work, records.transfer(alice, bob, work.work(), 2_500));
      case ORG_ADMIT -> List.of(changes().admit(registrar, newcomer()));
      case ORG_SUSPEND -> List.of(changes().suspend(registrar, observer()));
      case ORG_VOTE -> {
        TestRecord proposal = changes().suspend(court(), observer());
        yield List.of(proposal, changes().vote(registrar, proposal));
      }
    };
  }

  // ---- org.admit, org.suspend, org.vote

  @Test
  void changesOfTheMembershipAreRefusedByName() throws Exception {
    Membership now = network.genesis().membership();
    Organisation office = now.organisation(new OrgId(registrar.subject().text())).orElseThrow();
    OrgId validator = new OrgId(network.validators().getFirst());
    refuse(Reason.ALREADY_MEMBER, changes().admit(registrar, office));
    refuse(Reason.UNKNOWN_ORGANISATION, changes().suspend(registrar, new OrgId("nobody")));
    refuse(Reason.QUORUM_NOT_REACHED, changes().suspend(registrar, validator));
    refuse(Reason.ROLE_DENIED, changes().suspend(alice, observer()));
    refuse(
        Reason.BAD_PROPOSAL, changes().suspend(registrar, observer()).notAfter(new Timestamp(MAX)));
    TestRecord first = changes().suspend(registrar, observer());
    accept(first);
    refuse(Reason.ALREADY_VOTED, changes().vote(registrar, first));
    accept(changes().admit(registrar, newcomer()));
    refuse(Reason.PROPOSAL_LAPSED, changes().vote(court(), first));
  }

  // ---- subject.register, key.rotate, key.revoke

  private TestRecord registering(SubjectRegister register, Actor subject) {
    return records.record(register).by(registrar, Role.REGISTRAR).by(subject, Role.SUBJECT);
  }

  private SubjectRegister numbered(Optional<String> isni, Optional<String> ipi) {
    return new SubjectRegister(
        stranger.subject(),
        SubjectRegister.Kind.PERSON,
        content,
        stranger.key().name(),
        isni,
        ipi,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void registrationsAreRefused() throws Exception {
    refuse(
        Reason.BAD_CHECK_DIGIT,
        registering(numbered(Optional.of("0000000121032684"), Optional.empty()), stranger));
    refuse(
        Reason.BAD_CHECK_DIGIT,
        registering(numbered(Optional.empty(), Optional.of("00017798451")), stranger));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(
            registering(numbered(Optional.empty(), Optional.empty()), stranger),
            content.hex(),
            "Zhang San",
            registrar.key(),
            stranger.key()));
    refuse(Reason.DUPLICATE_IDENTITY, records.register(registrar, stranger.with(alice.key())));
    refuse(Reason.DUPLICATE_IDENTITY, records.register(registrar, renewed(alice, " second")));
    refuse(
        Reason.DUPLICATE_IDENTITY,
        records.register(registrar, new Actor(registrar.subject(), stranger.key())));
    refuse(Reason.ROLE_DENIED, records.register(alice, stranger));
    refuse(Reason.ROLE_DENIED, records.register(registrar.with(alice.key()), stranger));
    refuse(
        Reason.UNKNOWN_KEY, records.register(actor("nobody", SignatureAlgorithm.P256), stranger));
    refuse(
        Reason.ROLE_DENIED,
        records.record(records.registration(stranger)).by(registrar, Role.REGISTRAR));
    refuse(
        Reason.ROLE_DENIED,
        records
            .record(records.registration(stranger))
            .by(registrar, Role.REGISTRAR)
            .by(bob, Role.SUBJECT));
    SubjectRegister past =
        new SubjectRegister(
            stranger.subject(),
            SubjectRegister.Kind.PERSON,
            records.hash("identity"),
            stranger.key().name(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Timestamp(2)),
            Optional.of(new Timestamp(2)));
    refuse(Reason.MALFORMED, registering(past, stranger));
  }

  private TestRecord rotating(Actor authority, Role role, Actor holder, Actor successor) {
    KeyRotate rotate =
        new KeyRotate(
            holder.subject(), holder.key().name(), successor.key().name(), Optional.empty());
    return records.record(rotate).by(authority, role).by(successor, Role.SUCCESSOR);
  }

  @Test
  void rotationsAreRefused() throws Exception {
    Actor next = renewed(alice, " next");
    Actor unknown = renewed(alice, " unknown");
    refuse(Reason.UNKNOWN_KEY, rotating(alice, Role.HOLDER, unknown, next));
    refuse(Reason.UNKNOWN_KEY, rotating(unknown, Role.HOLDER, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(bob, Role.HOLDER, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(bob, Role.REGISTRAR, alice, next));
    refuse(Reason.ROLE_DENIED, rotating(alice, Role.CREATOR, alice, next));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(alice, alice.with(bob.key())));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(alice, alice));
    KeyRotate alone =
        new KeyRotate(alice.subject(), alice.key().name(), next.key().name(), Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(alone).by(alice, Role.HOLDER));
    accept(records.rotate(alice, next));
    refuse(Reason.KEY_REVOKED, records.deposit(alice, content));
    refuse(Reason.KEY_REVOKED, records.rotate(alice, unknown));
    refuse(Reason.DUPLICATE_IDENTITY, records.rotate(next, alice));
  }

  private TestRecord revoking(Actor authority, Role role, Actor holder) {
    return records
        .record(
            new KeyRevoke(holder.subject(), holder.key().name(), KeyRevoke.Cause.KEY_COMPROMISE))
        .by(authority, role);
  }

  @Test
  void revocationsAreRefused() throws Exception {
    refuse(Reason.UNKNOWN_KEY, revoking(alice, Role.HOLDER, renewed(alice, " unknown")));
    refuse(Reason.UNKNOWN_KEY, revoking(stranger, Role.HOLDER, stranger));
    refuse(Reason.ROLE_DENIED, revoking(bob, Role.HOLDER, alice));
    refuse(Reason.ROLE_DENIED, revoking(bob, Role.REGISTRAR, alice));
    refuse(Reason.ROLE_DENIED, revoking(alice, Role.OWNER, alice));
    refuse(Reason.MALFORMED, edited(records.revoke(alice), "\"CESSATION\"", "\"BOREDOM\""));
    accept(records.revoke(alice));
    refuse(Reason.KEY_REVOKED, records.revoke(alice));
    refuse(Reason.KEY_REVOKED, records.declare(alice, content));
  }

  // ---- draft.add, work.declare, work.reveal

  @Test
  void draftsAreRefused() throws Exception {
    TestRecord first = records.draft(alice, content);
    TestRecord other = records.draft(alice, records.hash("other"));
    refuse(Reason.UNKNOWN_WORK, records.draftAfter(alice, first.work(), first.id(), 2, content));
    accept(first);
    accept(other);
    refuse(Reason.STALE_PREVIOUS, records.draftAfter(alice, first.work(), first.id(), 3, content));
    refuse(Reason.STALE_PREVIOUS, records.draftAfter(alice, first.work(), other.id(), 2, content));
    refuse(Reason.ROLE_DENIED, records.draftAfter(bob, first.work(), first.id(), 2, content));
    refuse(Reason.UNKNOWN_KEY, records.draft(stranger, content));
    accept(records.draftAfter(alice, first.work(), first.id(), 2, content));
    refuse(Reason.FORK_UNDECLARED, records.draftAfter(alice, first.work(), first.id(), 2, content));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.draft(alice, content), content.hex(), "my new novel"));
    DraftAdd draft =
        new DraftAdd(Optional.empty(), 1, content, Optional.empty(), Optional.empty(), false);
    refuse(Reason.ROLE_DENIED, records.record(draft).by(alice, Role.OWNER));
    refuse(Reason.ROLE_DENIED, records.record(draft).by(alice.with(bob.key()), Role.CREATOR));
  }

  private WorkDeclare declaring(
      List<WorkDeclare.Author> authors, Optional<WorkId> from, List<Identifier> identifiers) {
    WorkDeclare plain = records.published(authors, content);
    return new WorkDeclare(
        plain.work(),
        plain.title(),
        plain.ipKind(),
        plain.category(),
        plain.authors(),
        from,
        plain.completedOn(),
        plain.firstPublished(),
        plain.contents(),
        plain.commitment(),
        plain.iscc(),
        identifiers,
        plain.aiUse());
  }

  private TestRecord declaring(WorkDeclare work) {
    return records.record(work).by(alice, Role.CREATOR);
  }

  private static WorkDeclare.Author author(Actor actor, long share) {
    return new WorkDeclare.Author(actor.subject(), share);
  }

  @Test
  void declarationsAreRefused() throws Exception {
    List<WorkDeclare.Author> whole = List.of(author(alice, 10_000));
    for (List<WorkDeclare.Author> authors :
        List.of(
            List.of(author(alice, 9_999)),
            List.of(author(alice, 10_000), author(bob, 1)),
            List.of(author(alice, 5_000), author(alice, 5_000)),
            List.of(author(alice, 10_000), author(bob, 0)))) {
      refuse(Reason.BAD_SHARES, declaring(records.published(authors, content)));
    }
    for (Identifier identifier :
        List.of(
            new Identifier(Identifier.Scheme.ISBN, "9783161484101"),
            new Identifier(Identifier.Scheme.ISSN, "1050124x"),
            new Identifier(Identifier.Scheme.ISRC, "US-RC1-76-07839"),
            new Identifier(Identifier.Scheme.ISWC, "T0345246802"),
            new Identifier(Identifier.Scheme.DOI, "11.1000/182"))) {
      refuse(
          Reason.BAD_IDENTIFIER,
          declaring(declaring(whole, Optional.empty(), List.of(identifier))));
    }
    refuse(
        Reason.UNKNOWN_WORK,
        declaring(declaring(whole, Optional.of(new WorkId(content)), List.of())));
    refuse(Reason.UNKNOWN_WORK, records.declareDrafted(alice, new WorkId(content), content));
    refuse(
        Reason.UNKNOWN_KEY,
        records
            .record(records.published(List.of(author(stranger, 10_000)), content))
            .by(alice, Role.AGENT));
    refuse(
        Reason.ROLE_DENIED,
        records.record(records.published(whole, content)).by(bob, Role.CREATOR));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.declare(alice, content), "\"title\":\"", "\"title\":\"call 13812345678 "));
    TestRecord draft = records.draft(alice, records.commitment(alice, content));
    accept(draft);
    refuse(Reason.ROLE_DENIED, records.declareDrafted(bob, draft.work(), content));
    accept(records.declareDrafted(alice, draft.work(), content));
    refuse(Reason.ALREADY_DECLARED, records.declareDrafted(alice, draft.work(), content));
  }

  @Test
  void openingsAreRefused() throws Exception {
    TestRecord draft = records.draft(alice, records.commitment(alice, content));
    refuse(Reason.UNKNOWN_RECORD, records.reveal(alice, draft.id(), content));
    accept(draft);
    refuse(Reason.ROLE_DENIED, records.reveal(bob, draft.id(), content));
    refuse(Reason.COMMITMENT_MISMATCH, records.reveal(alice, draft.id(), records.hash("other")));
    WorkReveal salted = new WorkReveal(draft.id(), content, content);
    refuse(Reason.COMMITMENT_MISMATCH, records.record(salted).by(alice, Role.CREATOR));
    accept(records.reveal(alice, draft.id(), content));
    refuse(Reason.ALREADY_REVEALED, records.reveal(alice, draft.id(), content));
  }

  // ---- evidence.deposit, supplement, transfer

  @Test
  void depositsAndSupplementsAreRefused() throws Exception {
    RecordId nothing = new RecordId(content);
    EvidenceDeposit about =
        new EvidenceDeposit(
            "image/png",
            content,
            EvidenceDeposit.Custody.RECEIVED,
            Optional.of(nothing),
            Optional.empty());
    refuse(Reason.UNKNOWN_RECORD, records.record(about).by(bob, Role.DEPOSITOR));
    refuse(Reason.UNKNOWN_KEY, records.deposit(stranger, content));
    refuse(
        Reason.CLEAR_PERSONAL_DATA,
        edited(records.deposit(alice, content), content.hex(), "a photograph"));
    refuse(Reason.MALFORMED, edited(records.deposit(alice, content), "image/png", "a photograph"));
    refuse(Reason.UNKNOWN_RECORD, records.supplement(bob, nothing, content));
    TestRecord deposit = records.deposit(alice, content);
    accept(deposit);
    refuse(Reason.UNKNOWN_KEY, records.supplement(stranger, deposit.id(), content));
    Supplement supplement = new Supplement(deposit.id(), "text/plain", content, Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(supplement).by(bob, Role.ACQUIRER));
  }

  @Test
  void transfersAreRefused() throws Exception {
    TestRecord work = records.declare(alice, content);
    refuse(Reason.UNKNOWN_WORK, records.transfer(alice, bob, work.work(), 1));
    accept(work);
    for (Right right : Right.values()) {
      if (right.isMoral()) {
        Transfer moral = new Transfer(work.work(), Set.of(right), false, 1, Optional.empty());
        refuse(
            Reason.MORAL_RIGHT, records.record(moral).by(alice, Role.OWNER).by(bob, Role.ACQUIRER));
      }
    }
    refuse(Reason.NOT_OWNER, records.transfer(bob, alice, work.work(), 1));
    accept(records.transfer(alice, bob, work.work(), 4_000));
    refuse(Reason.EXCEEDS_SHARE, records.transfer(alice, bob, work.work(), 6_001));
    refuse(Reason.EXCEEDS_SHARE, records.transfer(bob, alice, work.work(), 10_000));
    refuse(Reason.MALFORMED, records.transfer(alice, bob, work.work(), 10_001));
    refuse(Reason.MALFORMED, records.transfer(alice, bob, work.work(), 0));
    refuse(Reason.ROLE_DENIED, records.transfer(alice, alice, work.work(), 1));
    refuse(Reason.UNKNOWN_KEY, records.transfer(alice, stranger, work.work(), 1));
    Transfer alone = Transfer.ofAllEconomic(work.work(), 1, Optional.empty());
    refuse(Reason.ROLE_DENIED, records.record(alone).by(alice, Role.OWNER));
    refuse(Reason.ROLE_DENIED, records.record(alone).by(bob, Role.ACQUIRER).by(alice, Role.OWNER));
    accept(records.revoke(bob));
    refuse(Reason.KEY_REVOKED, records.transfer(alice, bob, work.work(), 1));
    bob = alice;
  }

  @Test
  void goodRecordsBesideBadOnesAreTaken() throws Exception {
    List<byte[]> mixed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      TestRecord good = records.deposit(alice, records.hash("item " + i));
      mixed.add(good.bytes());
      mixed.add(Records.sign(good.statement(), List.of(bob.key())));
      mixed.add(records.supplement(alice, new RecordId(content), content).bytes());
    }
    List<Outcome> outcomes = client.submit(mixed);
    for (int i = 0; i < mixed.size(); i += 3) {
      assertThat(outcomes.get(i).hasReceipt()).isTrue();
      assertThat(outcomes.get(i + 1).getRefusal().getReason()).isEqualTo("BAD_SIGNATURE");
      assertThat(outcomes.get(i + 2).getRefusal().getReason()).isEqualTo("UNKNOWN_RECORD");
    }
  }
}
