package org.colophon.testkit;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.colophon.core.ChainId;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Chain;
import org.colophon.core.chain.Ledger;
import org.colophon.core.content.Content;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Limits;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.BlockStore;
import org.colophon.core.port.StoreException;
import org.colophon.core.record.Records;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.CertificateAuthority;

/**
 * A consortium made of a seed: four validators (two courts, an IP office, a notary) and an observer
 * (a procuratorate), with every key that they sign with. One seed gives one genesis within a JVM:
 * the organisations' certificates are made once for it, since certificates have no seed.
 */
public final class TestConsortium {
  /** A court, validator. */
  public static final OrgId COURT_NORTH = new OrgId("court-north");

  /** A court, validator. */
  public static final OrgId COURT_SOUTH = new OrgId("court-south");

  /** A notary, validator. */
  public static final OrgId NOTARY = new OrgId("notary-east");

  /** A copyright office, validator. */
  public static final OrgId OFFICE = new OrgId("office-capital");

  /** A procuratorate, observer. */
  public static final OrgId PROCURATORATE = new OrgId("procuratorate-west");

  /** Time of the genesis block: 2026-01-01T00:00:00Z. */
  public static final Timestamp START = new Timestamp(1_767_225_600_000L);

  /** Validators that must cosign. */
  public static final int QUORUM = 3;

  private static final Map<OrgId, OrgKind> KINDS =
      new TreeMap<>(
          Map.of(
              COURT_NORTH, OrgKind.COURT,
              COURT_SOUTH, OrgKind.COURT,
              NOTARY, OrgKind.NOTARY,
              OFFICE, OrgKind.IP_OFFICE,
              PROCURATORATE, OrgKind.PROCURATORATE));

  private static final Map<OrgId, CertificateAuthority> AUTHORITIES = new ConcurrentHashMap<>();

  private final long seed;
  private final Suite suite;
  private final Function<OrgId, String> certificates;
  private final Genesis genesis;
  private final AtomicLong nonces = new AtomicLong();

  private TestConsortium(
      long seed, Suite suite, String name, Limits limits, Function<OrgId, String> certificates) {
    this(seed, suite, name, limits, certificates, Level.FIRST);
  }

  private TestConsortium(
      long seed,
      Suite suite,
      String name,
      Limits limits,
      Function<OrgId, String> certificates,
      Level level) {
    this.seed = seed;
    this.suite = suite;
    this.certificates = certificates;
    List<Organisation> organisations =
        KINDS.entrySet().stream().map(e -> organisation(e.getKey(), e.getValue())).toList();
    try {
      this.genesis =
          Genesis.create(name, START, limits, new Membership(organisations, QUORUM, level));
    } catch (RefusedException e) {
      throw new AssertionError("a genesis of our own was refused", e);
    }
  }

  /** The consortium of that seed, with the default limits. */
  public static TestConsortium ofSeed(long seed) {
    return ofSeed(seed, Limits.DEFAULT);
  }

  /** The consortium of that seed, under limits of the test's own. */
  public static TestConsortium ofSeed(long seed, Limits limits) {
    return new TestConsortium(seed, Suite.STANDARD, "test", limits, TestConsortium::ownCertificate);
  }

  /** The consortium of that seed on a chain of a suite, with the default limits. */
  public static TestConsortium ofSeed(long seed, Suite suite) {
    return new TestConsortium(seed, suite, "test", Limits.DEFAULT, TestConsortium::ownCertificate);
  }

  /**
   * The consortium of that seed with the given certificates of its organisations (DER in base64):
   * certificates have no seed, so a world that is the same in every JVM brings them along.
   */
  public static TestConsortium ofSeed(
      long seed, String name, Function<OrgId, String> certificates) {
    return ofSeed(seed, Suite.STANDARD, name, certificates);
  }

  /** The same on a chain of a suite. */
  public static TestConsortium ofSeed(
      long seed, Suite suite, String name, Function<OrgId, String> certificates) {
    return new TestConsortium(seed, suite, name, Limits.DEFAULT, certificates);
  }

  /** The same organisations with the same keys on a chain of another name. */
  public TestConsortium onChain(String name) {
    return new TestConsortium(
        seed, suite, name, genesis.limits(), certificates, genesis.membership().level());
  }

  /** The same organisations with the same keys on a chain that begins at another feature level. */
  public TestConsortium at(Level level) {
    return new TestConsortium(seed, suite, "test", genesis.limits(), certificates, level);
  }

  private Organisation organisation(OrgId id, OrgKind kind) {
    return organisation(id, kind, id.equals(PROCURATORATE) ? Tier.OBSERVER : Tier.VALIDATOR);
  }

  /** An organisation that need not be a member: a court with keys that follow from its name. */
  public Organisation newcomer(String name, Tier tier) {
    return organisation(new OrgId(name), OrgKind.COURT, tier);
  }

  /** Proposals to change a membership of this chain, open for thirty days from its start. */
  public TestChanges changes(Membership now) {
    return new TestChanges(records(), now, START.plus(Duration.ofDays(30).toMillis()));
  }

  /** Standards of damages on this chain; proposals are open for thirty days from its start. */
  public TestStandards standards() {
    return new TestStandards(records(), START.plus(Duration.ofDays(30).toMillis()));
  }

  /** The entry of an organisation with keys that follow from its name, member or not. */
  public Organisation organisation(OrgId id, OrgKind kind, Tier tier) {
    return new Organisation(
        id,
        kind,
        tier,
        certificates.apply(id),
        List.of(actor(id).key().name()),
        List.of(node(id)),
        tier == Tier.VALIDATOR
            ? Optional.of(TestValidator.checkpointKeys(this, id))
            : Optional.empty());
  }

  private static String ownCertificate(OrgId id) {
    try {
      return StrictBase64.encode(authority(id).certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new AssertionError("a certificate of our own cannot be encoded", e);
    }
  }

  /** The suite of the chain. */
  public Suite suite() {
    return suite;
  }

  /** The genesis. */
  public Genesis genesis() {
    return genesis;
  }

  /** The chain. */
  public ChainId chain() {
    return genesis.chain();
  }

  /** All organisations, sorted. */
  public static List<OrgId> organisations() {
    return List.copyOf(KINDS.keySet());
  }

  /** The validators, sorted. */
  public static List<OrgId> validators() {
    return organisations().stream().filter(id -> !id.equals(PROCURATORATE)).toList();
  }

  /** The one node of an organisation. */
  public static NodeId node(OrgId organisation) {
    return new NodeId(organisation.text() + "-1");
  }

  /** The certificate authority of an organisation; the same one for every seed of a JVM. */
  public static CertificateAuthority authority(OrgId organisation) {
    return AUTHORITIES.computeIfAbsent(
        organisation,
        id ->
            CertificateAuthority.create(
                id.text(), Duration.ofDays(7300), Instant.ofEpochMilli(START.value())));
  }

  /** A validator with its checkpoint keys on this chain. */
  public TestValidator validator(OrgId organisation) {
    return new TestValidator(this, organisation);
  }

  /** An organisation as a signer of records. */
  public Actor actor(OrgId organisation) {
    return new Actor(new SubjectId(organisation.text()), key(organisation.text(), 0));
  }

  /** A subject with its first key, which nobody has registered yet. */
  public Actor actor(String subject) {
    return new Actor(new SubjectId(subject), key(subject, 0));
  }

  /** A key of a subject: Ed25519, P-256 and SM2 by turns. */
  public SigningKey key(String subject, int number) {
    SignatureAlgorithm[] algorithms = SignatureAlgorithm.values();
    return SigningKey.ofSeed(
        algorithms[number % algorithms.length], hash("key " + number + " of " + subject).bytes());
  }

  /** A hash that follows from the seed and a label. */
  public Hash hash(String label) {
    return Hash.sha256((seed + " " + label).getBytes(StandardCharsets.UTF_8));
  }

  /** Storage receipts of its validators. */
  public TestCustody custody() {
    return new TestCustody(this);
  }

  /** Valid records of each type. */
  public TestRecords records() {
    return new TestRecords(this);
  }

  /** A record of any content, to be signed. */
  public TestRecord record(Content content) {
    byte[] nonce = Arrays.copyOf(hash("nonce " + nonces.incrementAndGet()).bytes(), 16);
    return new TestRecord(chain(), START, nonce, content);
  }

  /** The records of many statements under one signature of their one signer. */
  public List<byte[]> signBatch(Actor signer, List<TestRecord> records) {
    return Records.signBatch(
        chain(), records.stream().map(TestRecord::statement).toList(), signer.key());
  }

  /** A running ledger whose signature checks run on the caller's thread. */
  public TestLedger open(BlockStore store) throws StoreException {
    return open(store, Runnable::run);
  }

  /** A running ledger whose signature checks run on the given executor. */
  public TestLedger open(BlockStore store, Executor verification) throws StoreException {
    Ledger.StoreInstaller installer =
        (present, copy) -> {
          present.close();
          return MemoryStore.open(copy);
        };
    return new TestLedger(this, Ledger.open(genesis, store, installer, verification));
  }

  /** A running ledger as a release makes it that knows no level above this one. */
  public TestLedger openAs(Level known) throws StoreException {
    return new TestLedger(
        this,
        Ledger.open(
            new Chain(genesis, known),
            genesis,
            new MemoryStore(),
            (present, copy) -> present,
            Runnable::run));
  }

  /** A running ledger on a new memory store, with these subjects registered by the notary. */
  public TestLedger openWith(Actor... subjects) throws Exception {
    TestLedger ledger = open(new MemoryStore());
    List<byte[]> registrations = new ArrayList<>();
    for (Actor subject : subjects) {
      registrations.add(records().register(actor(NOTARY), subject).bytes());
    }
    if (!registrations.isEmpty()) {
      ledger.orderAll(ledger.nextStamp(), registrations);
    }
    return ledger;
  }
}
