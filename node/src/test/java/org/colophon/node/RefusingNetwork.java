package org.colophon.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Records;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.rpc.ReasonStatus;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.proto.Outcome;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestRecords;
import org.colophon.testkit.TestStandards;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running network and what it must refuse, over gRPC at one node and over HTTP at another. After
 * each test it still takes a record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusingNetwork {
  /** What the bytes of a record alone are refused for. */
  static final Set<Reason> OF_FORM =
      EnumSet.of(
          Reason.MALFORMED,
          Reason.TOO_LARGE,
          Reason.NOT_CANONICAL,
          Reason.BAD_SIGNATURE,
          Reason.WRONG_CHAIN,
          Reason.UNKNOWN_TYPE,
          Reason.EXPIRED,
          Reason.DUPLICATE);

  /** What records of offices, platforms, cases, courts and standards alone are refused for. */
  static final Set<Reason> OF_MATTERS =
      EnumSet.of(
          Reason.ALREADY_ANSWERED,
          Reason.ALREADY_OBJECTED,
          Reason.ALREADY_PROPOSED,
          Reason.BAD_FORMULA,
          Reason.BAD_TRANSITION,
          Reason.CUSTODY_NOT_PROVEN,
          Reason.DISPUTED,
          Reason.EXCEEDS_SCOPE,
          Reason.GRANT_ENDED,
          Reason.LEASE_OPEN,
          Reason.NOT_IN_FORCE,
          Reason.RATE_LIMITED,
          Reason.READS_EXHAUSTED,
          Reason.RESULT_DIFFERS,
          Reason.TEST_FAILED,
          Reason.TOO_LARGE);

  /** What else records are refused for: every other reason of the catalogue. */
  static final Set<Reason> OF_RIGHTS = EnumSet.complementOf(EnumSet.copyOf(OF_FORM));

  static {
    OF_RIGHTS.removeAll(OF_MATTERS);
    OF_RIGHTS.removeAll(
        EnumSet.of(
            // These two tell of the moment between a decision and its seal.
            Reason.CHANGE_PENDING,
            Reason.NOT_ALONE,
            // These tell of a node's state or of a reading call.
            Reason.DISK_FULL,
            Reason.UNSEALED,
            Reason.OVERLOADED,
            Reason.UNAVAILABLE,
            Reason.NOT_AUTHORISED,
            Reason.NOT_FOUND));
  }

  private final Set<Reason> reasons;
  private final Set<Reason> seen = EnumSet.noneOf(Reason.class);
  private InProcessNetwork network;
  LedgerClient client;
  private HttpClient http;
  TestRecords records;
  ChainId chain;
  Actor registrar;
  Actor stranger;
  Actor alice;
  Actor bob;
  Hash content;
  private int worlds;

  /**
   * Tests that meet all of these reasons.
   *
   * @param reasons {@link #OF_FORM}, {@link #OF_RIGHTS} or {@link #OF_MATTERS}
   */
  RefusingNetwork(Set<Reason> reasons) {
    this.reasons = reasons;
  }

  @BeforeAll
  void startsTheNetwork(@TempDir Path directory) throws Exception {
    network = InProcessNetwork.startedWithoutRecordKeys(directory.resolve("net"), 4, 1);
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
  void everyReasonWasSeenAndAllNodesAreEqual() throws Exception {
    try {
      assertThat(seen).containsAll(reasons);
      network.assertEqual();
    } finally {
      http.close();
      client.close();
      network.close();
    }
  }

  final Actor actor(String name, SignatureAlgorithm algorithm) {
    return new Actor(new SubjectId(name + "-" + worlds), key(name, algorithm));
  }

  private SigningKey key(String name, SignatureAlgorithm algorithm) {
    return SigningKey.ofSeed(algorithm, records.hash("key of " + name).bytes());
  }

  /** The first validator, as a signer of records. */
  final Actor court() throws IOException {
    return network.organisation(network.validators().getFirst());
  }

  /** A validator that is an IP office, as a signer of records. */
  final Actor office() throws IOException {
    return network.organisation(ofKind(OrgKind.IP_OFFICE));
  }

  /** A court and the node that it runs, as signers of records. */
  record RunningCourt(Actor court, Actor node) {}

  /** A court of the founders; each has its own node, which can be registered once. */
  final RunningCourt court(int index) throws IOException {
    Organisation court =
        membership().organisations().stream()
            .filter(organisation -> organisation.kind() == OrgKind.COURT)
            .toList()
            .get(index);
    return new RunningCourt(
        network.organisation(court.id().text()),
        new Actor(
            new SubjectId(court.nodes().getFirst().text()),
            key("node " + index, SignatureAlgorithm.ED25519)));
  }

  private String ofKind(OrgKind kind) throws IOException {
    return membership().organisations().stream()
        .filter(organisation -> organisation.kind() == kind)
        .map(organisation -> organisation.id().text())
        .findFirst()
        .orElseThrow();
  }

  /** The organisation that observes. */
  final OrgId observer() {
    return new OrgId(network.nodes().getLast());
  }

  /** An organisation that is no member yet. */
  final Organisation newcomer() {
    return TestConsortium.ofSeed(worlds).newcomer("archive-" + worlds, Tier.OBSERVER);
  }

  /** Standards of damages on this chain. */
  final TestStandards standards() {
    return new TestStandards(records, new Timestamp(System.currentTimeMillis() + 3_600_000));
  }

  /** The records that put a standard into force: every validator agrees. */
  final List<TestRecord> inForce(Standard standard) throws IOException {
    return standards().inForce(standard, court(), network.otherValidators());
  }

  /** Proposals and votes on the founders' membership. */
  final TestChanges changes() throws IOException {
    Timestamp until = new Timestamp(System.currentTimeMillis() + 3_600_000);
    return new TestChanges(records, membership(), until);
  }

  /** The founders' membership. */
  final Membership membership() throws IOException {
    return network.genesis().membership();
  }

  /** A ciphertext that enough validators of the network keep. */
  final PrivateMatter privateMatter() throws Exception {
    return network.stored(client, envelope(), 2);
  }

  /** A ciphertext that one validator keeps. */
  final PrivateMatter scarcelyKept() throws Exception {
    return network.stored(client, envelope(), 1);
  }

  private byte[] envelope() throws Exception {
    SecureRandom random = new SecureRandom();
    OpenedMember opened = OpenedMember.ofText("commitment", alice.subject(), content, "a secret");
    return Envelope.seal(
            chain,
            List.of(opened),
            List.of(
                new Envelope.Recipient(
                    alice.subject(), RecipientSecret.generate(random).publicKey())),
            DataKey.generate(random))
        .bytes();
  }

  final Actor renewed(Actor actor, String label) {
    return actor.with(key(actor.subject() + label, SignatureAlgorithm.ED25519));
  }

  /** A work that stands, of alice. */
  final WorkId declared() throws Exception {
    TestRecord work = records.declare(alice, content);
    accept(work);
    return work.work();
  }

  static TestTerms reproduction() {
    return TestTerms.of(Right.REPRODUCTION).territory("CN");
  }

  final void accept(TestRecord record) throws Exception {
    network.accept(client, record);
  }

  final void refuse(Reason reason, TestRecord record) throws Exception {
    refuse(reason, record.bytes());
  }

  /** Over gRPC at the node that the client likes best, and over HTTP at the last of them. */
  final void refuse(Reason reason, byte[] record) throws Exception {
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

  /** A record that stands already is refused with its receipt. */
  final void refuseAgain(TestRecord record) throws Exception {
    Outcome again = client.submit(List.of(record.bytes())).getFirst();
    assertThat(again.getRefusal().getReason()).isEqualTo("DUPLICATE");
    assertThat(again.getReceipt().getId()).isEqualTo(record.id().hex());
    assertThat(post(record.bytes()).statusCode()).isEqualTo(200);
    seen.add(Reason.DUPLICATE);
  }

  final HttpResponse<String> post(byte[] record) throws Exception {
    return http.send(
        HttpRequest.newBuilder(network.uri(network.nodes().getLast()).resolve("/v1/records"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(record))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** The statement with a text replaced, signed rightly. */
  final byte[] edited(TestRecord record, String from, String to, SigningKey... keys) {
    String statement = new String(record.statement(), UTF_8);
    assertThat(statement).contains(from);
    List<SigningKey> signing = keys.length == 0 ? List.of(alice.key()) : List.of(keys);
    return Records.sign(utf8(statement.replace(from, to)), signing);
  }
}
