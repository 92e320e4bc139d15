package org.colophon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.ControlChange;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NewBlock;
import org.colophon.core.chain.Position;
import org.colophon.core.chain.Results;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.StateChange;
import org.colophon.core.chain.TreeNode;
import org.colophon.core.content.Supplement;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.Commit;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Records;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statements;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;

/**
 * Makes the commits of a ledger out of a seed: one seed, one ledger. Trees, hashes and signatures
 * are real; what links and state say is invented, for a store does not judge it. It remembers every
 * commit, so that what a crash took back can be brought again.
 */
public final class SeededLedger {
  /** Hash of the genesis that every seeded ledger begins with. */
  public static final Hash GENESIS = Hash.sha256("seeded".getBytes(StandardCharsets.US_ASCII));

  private static final ChainId CHAIN = ChainId.of("seeded", GENESIS);
  private static final int RECORD_BYTES_MAX = 65_536;
  private static final int SUBJECTS = 5;
  private static final int WORKS = 7;
  private static final int STATE_KEYS = 40;
  private static final int CONTROL_KEYS = 4;
  private static final List<Reason> REASONS = List.of(Reason.values());

  private final SplittableRandom random;
  private final SigningKey key;
  private final RecordVerifier verifier = new RecordVerifier(CHAIN, RECORD_BYTES_MAX);
  private final List<Commit> commits = new ArrayList<>();
  private final List<RecordId> ids = new ArrayList<>();
  private final Set<Link> links = new LinkedHashSet<>();
  private final Set<String> stateKeys = new TreeSet<>();
  private final Set<String> controlKeys = new TreeSet<>();
  private final LogTree tree = LogTree.empty(Suite.SM);
  private Position position = Position.NONE;
  private Optional<BlockHeader> head = Optional.empty();
  private Optional<Seal> newestSeal = Optional.empty();

  /** The ledger of that seed. */
  public SeededLedger(long seed) {
    random = new SplittableRandom(seed);
    key = SigningKey.ofSeed(SignatureAlgorithm.ED25519, randomBytes(SigningKey.SEED_LENGTH));
  }

  /** The chain that the records name. */
  public static ChainId chain() {
    return CHAIN;
  }

  /** All commits so far, in their order. */
  public List<Commit> commits() {
    return List.copyOf(commits);
  }

  /** The commits behind a position, in their order. */
  public List<Commit> commitsAfter(Position applied) {
    return commits.stream().filter(c -> c.position().compareTo(applied) > 0).toList();
  }

  /** All records so far, in the order of the log. */
  public List<RecordId> ids() {
    return List.copyOf(ids);
  }

  /** Every link that was ever used. */
  public Set<Link> links() {
    return Set.copyOf(links);
  }

  /** Every state key that was ever written or removed. */
  public Set<String> stateKeys() {
    return Set.copyOf(stateKeys);
  }

  /** Every control key that was ever written or removed. */
  public Set<String> controlKeys() {
    return Set.copyOf(controlKeys);
  }

  /** Whatever the seed says comes next. */
  public Commit next() {
    if (head.isEmpty()) {
      return block(0);
    }
    int dice = random.nextInt(10);
    return switch (dice) {
      case 0 -> nothing();
      case 1 -> control();
      case 2 -> seal();
      case 3 -> block(0);
      case 4 -> block(1 + random.nextInt(40));
      default -> block(1 + random.nextInt(6));
    };
  }

  /** An entry that moves nothing but the position. */
  public Commit nothing() {
    return remember(Commit.nothing(nextPosition()));
  }

  /** An entry that changes what sealing keeps. */
  public Commit control() {
    List<ControlChange> changes = new ArrayList<>();
    for (String name : someOf("cosignature/", CONTROL_KEYS)) {
      controlKeys.add(name);
      changes.add(new ControlChange(name, someValue()));
    }
    return remember(new Commit(nextPosition(), Optional.empty(), Optional.empty(), changes));
  }

  /** An entry that orders a seal; sizes may fall, for a store does not judge them. */
  public Commit seal() {
    long size = 1 + random.nextLong(Math.max(1, tree.size()));
    Seal seal =
        new Seal(
            newestSeal.map(Seal::number).orElse(0L) + 1,
            1 + random.nextInt(1000),
            new TreeSize(size),
            head.map(BlockHeader::height).orElse(new Height(0)),
            Attestation.of(random.longs(3, 0, 1L << 30).boxed().toList()),
            new SealDocument(
                CHAIN + "\n" + size + "\n" + randomHash().hex() + "\n",
                List.of(randomDer()),
                List.of(randomDer()),
                Optional.of(randomDer())));
    newestSeal = Optional.of(seal);
    return remember(new Commit(nextPosition(), Optional.empty(), Optional.of(seal), List.of()));
  }

  private String randomDer() {
    return Base64.getEncoder().encodeToString(randomBytes(40));
  }

  /** An entry that makes a block of so many records. */
  public Commit block(int records) {
    List<NewBlock.Entry> entries = new ArrayList<>();
    List<TreeNode> nodes = new ArrayList<>();
    long firstIndex = tree.size();
    for (int i = 0; i < records; i++) {
      VerifiedRecord record = record();
      tree.append(record.bytes(), nodes::add);
      ids.add(record.id());
      entries.add(new NewBlock.Entry(record, someLinks()));
    }
    List<StateChange> state = someState();
    List<Results.Refused> refusals = someRefusals();
    Position at = nextPosition();
    BlockHeader header =
        header(
            at,
            firstIndex,
            Results.hash(entries.stream().map(e -> e.record().id()).toList(), refusals),
            state);
    tree.append(header.bytes(), nodes::add);
    head = Optional.of(header);
    NewBlock block = new NewBlock(header, entries, refusals, nodes, state);
    return remember(new Commit(at, Optional.of(block), Optional.empty(), List.of()));
  }

  private BlockHeader header(Position at, long firstIndex, Hash results, List<StateChange> state) {
    return new BlockHeader(
        CHAIN,
        tree.size() - firstIndex,
        0,
        new LeafIndex(firstIndex),
        head.map(h -> h.height().plus(1)).orElse(new Height(0)),
        GENESIS,
        head.map(h -> Hash.sha256(h.bytes())).orElse(GENESIS),
        results,
        tree.root(),
        newestSeal.map(Seal::hash).orElse(GENESIS),
        tree.sm3Root(),
        StateChange.chain(head.map(BlockHeader::state).orElse(GENESIS), state),
        at.term(),
        head.map(BlockHeader::time).orElse(new Timestamp(1L << 40)).plus(1 + random.nextInt(900)),
        new TreeSize(tree.size()),
        Level.FIRST);
  }

  private VerifiedRecord record() {
    Supplement content =
        new Supplement(
            new RecordId(randomHash()), "application/pdf", randomHash(), Optional.empty());
    List<Signer> signers =
        List.of(new Signer(key.name(), Role.DEPOSITOR, subject(random.nextInt(SUBJECTS))));
    byte[] statement =
        Statements.compose(
            CHAIN, signers, new Timestamp(1), Optional.empty(), randomBytes(16), content);
    try {
      return verifier.verify(Records.sign(statement, List.of(key)));
    } catch (RefusedException e) {
      throw new AssertionError("a record of our own was refused", e);
    }
  }

  private List<Link> someLinks() {
    Set<Link> chosen = new TreeSet<>();
    chosen.add(Link.subject(subject(random.nextInt(SUBJECTS))));
    if (random.nextBoolean()) {
      chosen.add(Link.work(new WorkId(Hash.sha256(new byte[] {(byte) random.nextInt(WORKS)}))));
    }
    if (random.nextInt(4) == 0) {
      chosen.add(Link.digest(randomHash()));
    }
    links.addAll(chosen);
    return List.copyOf(chosen);
  }

  private List<StateChange> someState() {
    TreeMap<String, StateChange> changes = new TreeMap<>();
    for (String name : someOf("key/", STATE_KEYS)) {
      stateKeys.add(name);
      changes.put(name, new StateChange(name, someValue()));
    }
    return List.copyOf(changes.values());
  }

  private List<Results.Refused> someRefusals() {
    List<Results.Refused> refusals = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Reason reason = REASONS.get(random.nextInt(REASONS.size()));
      refusals.add(new Results.Refused(new RecordId(randomHash()), reason));
    }
    return refusals;
  }

  private Set<String> someOf(String prefix, int names) {
    Set<String> chosen = new TreeSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      chosen.add(prefix + random.nextInt(names));
    }
    return chosen;
  }

  /** A value, or one time in five a removal, of a key that may not even be there; some are long. */
  private Optional<Json> someValue() {
    if (random.nextInt(5) == 0) {
      return Optional.empty();
    }
    int number = random.nextInt(1_000_000);
    ObjBuilder value = Json.object().put("n", number);
    if (number % 7 == 0) {
      value.put("note", "long".repeat(500));
    }
    return Optional.of(value.build());
  }

  private static SubjectId subject(int number) {
    // One name is the beginning of another: a link's key must not run into its neighbour's.
    return new SubjectId("subject" + "-1".repeat(number));
  }

  private Position nextPosition() {
    long term = Math.max(1, position.term()) + (random.nextInt(20) == 0 ? 1 : 0);
    position = new Position(term, position.index() + 1 + random.nextInt(3));
    return position;
  }

  private Commit remember(Commit commit) {
    commits.add(commit);
    return commit;
  }

  private Hash randomHash() {
    return Hash.of(randomBytes(Hash.LENGTH));
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
