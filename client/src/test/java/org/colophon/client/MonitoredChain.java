package org.colophon.client;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.colophon.client.net.NetworkException;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.rpc.proto.CheckpointView;
import org.colophon.rpc.proto.Proof;
import org.colophon.rpc.proto.ProofView;
import org.colophon.rpc.proto.RecordView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;

/** A chain with true seals in memory, and nodes that show of it what a test wants. */
final class MonitoredChain extends FakeNetwork {
  static final List<OrgId> QUORUM = TestConsortium.validators().subList(0, TestConsortium.QUORUM);

  final TestConsortium consortium;
  final TestLedger ledger;
  private final Actor creator;
  private final Map<URI, Face> faces = new ConcurrentHashMap<>();
  private int works;

  /** What a node answers when it is asked for a receipt, and for the record. */
  byte[] coseReceipt = new byte[0];

  byte[] shownRecord = new byte[0];

  /** What one node shows. */
  interface Face {
    /** The note of its newest seal. */
    String newest() throws NetworkException;

    /** Its consistency proof. */
    ProofView proof(long oldSize, long newSize) throws NetworkException;

    /** The changes of the membership that it shows with the seal. */
    default List<byte[]> changes() {
      return List.of();
    }
  }

  private MonitoredChain(TestConsortium consortium) throws Exception {
    super(consortium.genesis());
    this.consortium = consortium;
    this.creator = consortium.actor("creator-one");
    this.ledger = consortium.openWith(creator);
  }

  static MonitoredChain ofSeed(long seed) throws Exception {
    return new MonitoredChain(TestConsortium.ofSeed(seed));
  }

  /** The same chain id and keys with nothing on it but what is ordered from now on. */
  MonitoredChain fork() throws Exception {
    MonitoredChain fork = new MonitoredChain(consortium);
    fork.works = 1000;
    return fork;
  }

  /** Orders works, each a block of its own. */
  MonitoredChain grow(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      ledger.accept(consortium.records().declare(creator, consortium.hash("work " + works++)));
    }
    return this;
  }

  /** Seals the tip by a quorum. */
  Seal seal() throws Exception {
    return ledger.seal();
  }

  /** The tree of all that was ordered. */
  Checkpoint tip() {
    try (LedgerReader reader = ledger.read()) {
      long size = reader.size().value();
      return new Checkpoint(consortium.chain().text(), size, Proofs.root(size, reader.nodes()));
    }
  }

  /** A tree of that size that nobody has. */
  Checkpoint madeUp(long size, String label) {
    return new Checkpoint(consortium.chain().text(), size, consortium.hash(label));
  }

  /** A note on that tree by these validators. */
  String signed(Checkpoint tree, List<OrgId> validators) {
    return ledger.note(tree, 1_800_000_000L, validators);
  }

  void show(String node, Face face) {
    faces.put(URI.create(node), face);
  }

  /** A node that has the ledger as it is, sealed or not. */
  Face honest() {
    return new Honest(() -> newestSeal().note());
  }

  /** A node that shows this note with these changes; its proofs are right. */
  Face showing(String note, List<byte[]> changes) {
    return new Honest(() -> note, () -> changes);
  }

  /** The changes of the membership so far, as nodes hand them out. */
  List<byte[]> changes() {
    try (LedgerReader reader = ledger.read()) {
      return reader.newestSeal().map(seal -> ChangePart.before(reader, seal)).stream()
          .flatMap(List::stream)
          .map(ChangePart::bytes)
          .toList();
    }
  }

  /** Orders, decides and seals the change that puts a newcomer in a validator's place. */
  void replace(OrgId leaving, String newcomer) throws Exception {
    TestChanges changes = ledger.changes();
    Actor proposer = consortium.actor(TestConsortium.NOTARY);
    ledger.enact(changes.replace(proposer, leaving, consortium.newcomer(newcomer, Tier.VALIDATOR)));
  }

  /** A node that stands still at a seal. */
  Face behind(Seal seal) {
    return new Honest(seal::note);
  }

  /** A node that shows this note as its newest seal; its proofs are right. */
  Face showing(String note) {
    return new Honest(() -> note);
  }

  private Seal newestSeal() throws NetworkException {
    try (LedgerReader reader = ledger.read()) {
      Optional<Seal> newest = reader.newestSeal();
      if (newest.isEmpty()) {
        throw refused("no seal yet");
      }
      return newest.get();
    }
  }

  private interface Note {
    String text() throws NetworkException;
  }

  private final class Honest implements Face {
    private final Note note;
    private final Supplier<List<byte[]>> changes;

    Honest(Note note) {
      this(note, MonitoredChain.this::changes);
    }

    Honest(Note note, Supplier<List<byte[]>> changes) {
      this.note = note;
      this.changes = changes;
    }

    @Override
    public List<byte[]> changes() {
      return changes.get();
    }

    @Override
    public String newest() throws NetworkException {
      return note.text();
    }

    @Override
    public ProofView proof(long oldSize, long newSize) throws NetworkException {
      try (LedgerReader reader = ledger.read()) {
        if (newSize > reader.size().value()) {
          throw refused("size: beyond the log");
        }
        List<String> path = new ArrayList<>();
        Proofs.consistency(oldSize, newSize, reader.nodes())
            .path()
            .forEach(hash -> path.add(hash.hex()));
        return view(Proofs.root(oldSize, reader.nodes()).hex(), path);
      }
    }
  }

  static ProofView view(String oldRoot, List<String> path) {
    return ProofView.newBuilder()
        .setOldRoot(oldRoot)
        .setProof(Proof.newBuilder().addAllPath(path).setRoot(Hash.sha256().hex()))
        .build();
  }

  static NetworkException refused(String detail) {
    return new NetworkException(new Refusal(Reason.NOT_FOUND, detail), null);
  }

  private Face face(URI node) throws NetworkException {
    Face face = faces.get(node);
    if (face == null) {
      throw new NetworkException("connection refused", null);
    }
    return face;
  }

  @Override
  public CheckpointView checkpoint(URI node) throws NetworkException {
    CheckpointView.Builder view = CheckpointView.newBuilder();
    view.getSealBuilder().setNote(face(node).newest());
    face(node).changes().forEach(change -> view.addChanges(ByteString.copyFrom(change)));
    return view.build();
  }

  @Override
  public ProofView consistencyProof(URI node, long oldSize, long newSize) {
    try {
      return face(node).proof(oldSize, newSize);
    } catch (NetworkException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized ProofView consistencyProof(long oldSize, long newSize)
      throws NetworkException {
    return honest().proof(oldSize, newSize);
  }

  @Override
  public CheckpointView checkpoint(long coveringSize) throws NetworkException {
    try (LedgerReader reader = ledger.read()) {
      return view(
          reader,
          coveringSize == 0
              ? reader.newestSeal()
              : reader.firstSealCovering(new org.colophon.core.TreeSize(coveringSize)));
    }
  }

  @Override
  public CheckpointView seal(long number) throws NetworkException {
    try (LedgerReader reader = ledger.read()) {
      return view(reader, reader.seal(number));
    }
  }

  @Override
  public byte[] coseReceipt(String id, long atLeastHeight) {
    return coseReceipt;
  }

  @Override
  public synchronized RecordView receipt(String id, long atLeastHeight) {
    return RecordView.newBuilder()
        .setRecord(ByteString.copyFrom(shownRecord))
        .setSealed(true)
        .build();
  }

  private static CheckpointView view(LedgerReader reader, Optional<Seal> seal)
      throws NetworkException {
    if (seal.isEmpty()) {
      throw refused("seal: not on this chain");
    }
    CheckpointView.Builder view = CheckpointView.newBuilder();
    view.getSealBuilder()
        .setNote(seal.get().note())
        .setNumber(seal.get().number())
        .setSize(seal.get().size().value())
        .setAttested(seal.get().attested().value());
    ChangePart.before(reader, seal.get())
        .forEach(change -> view.addChanges(ByteString.copyFrom(change.bytes())));
    return view.build();
  }
}
