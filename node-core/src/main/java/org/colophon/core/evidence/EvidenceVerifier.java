package org.colophon.core.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.TlogProof;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a bundle of evidence with nothing but the bundle: no network, no node, no clock. Each
 * check rests on the ones before it; the first that fails ends the matter.
 */
public final class EvidenceVerifier {
  private final Options options;
  private final List<Check> checks = new ArrayList<>();
  private SortedMap<String, byte[]> parts = new TreeMap<>();

  private EvidenceVerifier(Options options) {
    this.options = options;
  }

  /**
   * What the caller brings.
   *
   * @param trusted the genesis that the caller trusts; without it the chain is what the bundle says
   * @param fileSha256 digest of the original file, to be matched with the record
   */
  public record Options(Optional<Genesis> trusted, Optional<Hash> fileSha256) {}

  /** Verifies a bundle. Takes any bytes and never throws for what they hold. */
  public static EvidenceReport verify(byte[] bundle, Options options) {
    EvidenceVerifier verifier = new EvidenceVerifier(options);
    try {
      EvidenceReport.Facts facts = verifier.run(bundle);
      return new EvidenceReport(verifier.checks, Optional.of(facts));
    } catch (Failed e) {
      verifier.checks.add(e.check);
      return new EvidenceReport(verifier.checks, Optional.empty());
    }
  }

  private EvidenceReport.Facts run(byte[] bundle) throws Failed {
    step(Check.Name.CONTAINER, () -> container(bundle));
    Manifest manifest = stepGiving(Check.Name.MANIFEST, this::manifest);
    Genesis genesis = stepGiving(Check.Name.GENESIS, () -> genesis(manifest));
    step(Check.Name.POLICY, () -> policy(genesis));
    Checkpoint checkpoint = stepGiving(Check.Name.CHECKPOINT, () -> checkpoint(genesis));
    String note = text(Parts.NOTE);
    MembershipTrail trail =
        stepGiving(Check.Name.MEMBERSHIP, () -> membership(genesis, checkpoint, note));
    NoteJudge judge = trail.newest().judge();
    SortedMap<OrgId, Long> signers =
        stepGiving(Check.Name.COSIGNATURES, () -> cosignatures(judge, note));
    LeafProofs proofs = stepGiving(Check.Name.HEADER, () -> proofs(checkpoint));
    BlockHeader header = header(genesis, trail, proofs);
    Before before = stepGiving(Check.Name.NOT_BEFORE, () -> notBefore(genesis, trail, header));
    RecordVerifier records = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    VerifiedRecord record = record(records, manifest);
    step(Check.Name.INCLUSION, () -> inclusion(record, proofs, header, checkpoint));
    SignerKeys keys = new SignerKeys(trail.upTo(before.membership));
    step(Check.Name.SIGNER_KEYS, () -> signerKeys(keys, records, record, proofs, checkpoint));
    step(Check.Name.TLOG_PROOF, () -> tlogProof(proofs, note));
    if (options.fileSha256().isPresent()) {
      step(Check.Name.FILE, () -> file(record, options.fileSha256().get()));
    }
    return new EvidenceReport.Facts(
        genesis.chain(),
        record.id(),
        record.statement(),
        new LeafIndex(proofs.record().leafIndex()),
        header.height(),
        record.statement().issuedAt(),
        header.time(),
        Attestation.of(signers.values()),
        before.attested,
        signers.keySet().stream().map(OrgId::text).toList());
  }

  private String container(byte[] bundle) throws RefusedException {
    if (bundle.length > Parts.BYTES_MAX) {
      throw refused(bundle.length + " bytes (expected: at most " + Parts.BYTES_MAX + ")");
    }
    parts = PlainZip.read(bundle);
    Set<String> known =
        new HashSet<>(
            Set.of(
                Parts.MANIFEST,
                Parts.GENESIS,
                Parts.POLICY,
                Parts.NOTE,
                Parts.HEADER,
                Parts.RECORD,
                Parts.TLOG_PROOF,
                Parts.PROOFS));
    for (String name : known) {
      if (!parts.containsKey(name)) {
        throw refused(name + " is missing");
      }
    }
    known.add(Parts.BEFORE);
    for (int i = 0; i < Parts.SUPPORTS_MAX; i++) {
      known.add(Parts.support(i));
    }
    for (int i = 0; i < Parts.CHANGES_MAX; i++) {
      known.add(Parts.change(i));
    }
    for (String name : parts.keySet()) {
      if (!known.contains(name)) {
        throw refused("holds a part that does not belong there: " + name);
      }
    }
    return parts.size() + " parts";
  }

  private Outcome<Manifest> manifest() throws RefusedException {
    Manifest manifest = Manifest.parse(part(Parts.MANIFEST));
    TreeMap<String, byte[]> others = new TreeMap<>(parts);
    others.remove(Parts.MANIFEST);
    if (!manifest.parts().keySet().equals(others.keySet())) {
      throw refused("lists other parts than there are");
    }
    for (var other : others.entrySet()) {
      if (!Hash.sha256(other.getValue()).equals(manifest.parts().get(other.getKey()))) {
        throw refused(other.getKey() + ": its digest is another one");
      }
    }
    return new Outcome<>(manifest, "every part has the digest that the manifest gives");
  }

  private Outcome<Genesis> genesis(Manifest manifest) throws RefusedException {
    Genesis genesis = Genesis.parse(part(Parts.GENESIS));
    if (!genesis.chain().equals(manifest.chain())) {
      throw refused("makes chain " + genesis.chain() + " (expected: " + manifest.chain() + ")");
    }
    if (options.trusted().isEmpty()) {
      return new Outcome<>(
          genesis,
          "chain " + genesis.chain() + " as the bundle says; compare it with a source you trust");
    }
    if (!options.trusted().get().hash().equals(genesis.hash())) {
      throw refused(
          "chain " + genesis.chain() + " (expected: " + options.trusted().get().chain() + ")");
    }
    return new Outcome<>(genesis, "the trusted genesis of chain " + genesis.chain());
  }

  /** With changes the policy is another one; MEMBERSHIP compares it once it has followed them. */
  private String policy(Genesis genesis) throws RefusedException {
    if (parts.keySet().stream().anyMatch(MembershipParts::isChange)) {
      return "the membership has changed since the genesis";
    }
    MembershipParts.requirePolicy(genesis, genesis.membership(), parts);
    return MembershipParts.quorum(genesis.membership());
  }

  private Outcome<MembershipTrail> membership(Genesis genesis, Checkpoint checkpoint, String note)
      throws RefusedException {
    MembershipTrail trail = MembershipParts.follow(genesis, parts);
    MembershipInForce last = trail.newest();
    if (trail.judging(checkpoint.size(), note).number() != last.number()) {
      throw refused("holds a change that was not in force yet when the seal was made");
    }
    MembershipParts.requirePolicy(genesis, last.membership(), parts);
    return new Outcome<>(
        trail,
        last.number() == 0
            ? "the founders' membership"
            : last.number()
                + " changes, each sealed by a quorum before it; "
                + MembershipParts.quorum(last.membership()));
  }

  private Outcome<Checkpoint> checkpoint(Genesis genesis) throws RefusedException {
    Checkpoint checkpoint;
    try {
      checkpoint = Note.parse(part(Parts.NOTE)).checkpoint();
    } catch (IllegalArgumentException e) {
      throw refused("not a note on a checkpoint: " + e.getMessage());
    }
    if (!checkpoint.origin().equals(genesis.chain().text())) {
      throw refused("origin is another chain's");
    }
    return new Outcome<>(
        checkpoint, "a tree of " + checkpoint.size() + " leaves with root " + checkpoint.root());
  }

  private static Outcome<SortedMap<OrgId, Long>> cosignatures(NoteJudge judge, String note)
      throws RefusedException {
    SortedMap<OrgId, Long> signers =
        judge
            .signers(note)
            .orElseThrow(() -> refused("a signature is missing, foreign, doubled or wrong"));
    if (signers.size() < judge.quorum()) {
      throw refused(signers.size() + " validators (expected: " + judge.quorum() + ")");
    }
    if (!Note.parse(note).sorted().text().equals(note)) {
      throw refused("its signature lines are not sorted");
    }
    return new Outcome<>(signers, "cosigned by " + signers.keySet());
  }

  private Outcome<LeafProofs> proofs(Checkpoint checkpoint) throws RefusedException {
    LeafProofs proofs = LeafProofs.parse(part(Parts.PROOFS));
    if (proofs.record().treeSize() != checkpoint.size()) {
      throw refused("the proofs are for another tree size");
    }
    if (!proofs.header().verifies(MerkleHash.leaf(part(Parts.HEADER)), checkpoint.root())) {
      throw refused("its proof does not lead to the checkpoint's root");
    }
    return new Outcome<>(
        proofs,
        "the block's header is leaf " + proofs.header().leafIndex() + " of the sealed tree");
  }

  /** What the header says of itself must be where it stands; part of the HEADER check. */
  private BlockHeader header(Genesis genesis, MembershipTrail trail, LeafProofs proofs)
      throws Failed {
    try {
      BlockHeader header = BlockHeader.parse(part(Parts.HEADER));
      if (!header.chain().equals(genesis.chain())) {
        throw refused("names another chain");
      }
      if (header.leafIndex().value() != proofs.header().leafIndex()) {
        throw refused("says that it is another leaf");
      }
      if (!trail.knows(header.membership())) {
        throw refused("was made under another membership");
      }
      return header;
    } catch (RefusedException e) {
      checks.removeLast();
      throw new Failed(new Check(Check.Name.HEADER, false, e.refusal().detail()));
    }
  }

  /** What is known of the block's beginnings: its membership, and the seal before it. */
  private record Before(MembershipInForce membership, Optional<Timestamp> attested) {}

  private Outcome<Before> notBefore(Genesis genesis, MembershipTrail trail, BlockHeader header)
      throws RefusedException {
    byte @Nullable [] before = parts.get(Parts.BEFORE);
    if (before == null) {
      if (!header.seal().equals(genesis.hash())) {
        throw refused("the seal that the header binds is missing");
      }
      return new Outcome<>(
          new Before(madeUnder(trail, 0, header), Optional.empty()),
          "the block came before the first seal");
    }
    if (!Hash.sha256(before).equals(header.seal())) {
      throw refused("is not the seal that the header binds");
    }
    String note = SealDocument.parse(before).note();
    long size = sizeOf(note);
    NoteJudge judge = trail.judging(size, note).judge();
    Optional<SortedMap<OrgId, Long>> signers = judge.signers(note);
    if (signers.isEmpty() || signers.get().size() < judge.quorum()) {
      throw refused("the seal that the header binds is not a quorum's");
    }
    Timestamp attested = Attestation.of(signers.get().values()).median();
    return new Outcome<>(
        new Before(madeUnder(trail, size, header), Optional.of(attested)),
        "the block binds a seal that validators attested at " + show(attested));
  }

  private static long sizeOf(String note) throws RefusedException {
    try {
      return Note.parse(note).checkpoint().size();
    } catch (IllegalArgumentException e) {
      throw refused("the seal that the header binds is not a note: " + e.getMessage());
    }
  }

  /** The header's membership must be the one in force behind the seal that the header binds. */
  private static MembershipInForce madeUnder(
      MembershipTrail trail, long sealedSize, BlockHeader header) throws RefusedException {
    MembershipInForce inForce = trail.behind(sealedSize);
    if (!inForce.hash().equals(header.membership())) {
      throw refused("the block was made under another membership than its seal brought");
    }
    return inForce;
  }

  private VerifiedRecord record(RecordVerifier records, Manifest manifest) throws Failed {
    VerifiedRecord record;
    try {
      record = records.verify(part(Parts.RECORD));
    } catch (RefusedException e) {
      Check.Name name =
          e.refusal().reason() == Reason.BAD_SIGNATURE ? Check.Name.SIGNATURE : Check.Name.RECORD;
      throw new Failed(new Check(name, false, e.refusal().toString()));
    }
    if (!record.id().equals(manifest.record())) {
      throw new Failed(
          new Check(
              Check.Name.RECORD,
              false,
              "id " + record.id() + " (expected: " + manifest.record() + ")"));
    }
    String type = record.statement().content().type().label();
    checks.add(new Check(Check.Name.RECORD, true, type + " with id " + record.id()));
    checks.add(new Check(Check.Name.SIGNATURE, true, "signed by " + record.statement().author()));
    return record;
  }

  private static String inclusion(
      VerifiedRecord record, LeafProofs proofs, BlockHeader header, Checkpoint checkpoint)
      throws RefusedException {
    if (!proofs.record().verifies(record.leafHash(), checkpoint.root())) {
      throw refused("the record's proof does not lead to the checkpoint's root");
    }
    LeafIndex index = new LeafIndex(proofs.record().leafIndex());
    if (!header.covers(index)) {
      throw refused("the record is not one of that block's");
    }
    return "leaf " + index + ", in block " + header.height();
  }

  private String signerKeys(
      SignerKeys keys,
      RecordVerifier records,
      VerifiedRecord record,
      LeafProofs proofs,
      Checkpoint checkpoint)
      throws RefusedException {
    for (int i = 0; i < proofs.supports().size(); i++) {
      byte @Nullable [] leaf = parts.get(Parts.support(i));
      if (leaf == null) {
        throw refused(Parts.support(i) + " is missing");
      }
      VerifiedRecord support = records.verify(leaf);
      if (!proofs.supports().get(i).verifies(support.leafHash(), checkpoint.root())) {
        throw refused(Parts.support(i) + ": its proof does not lead to the checkpoint's root");
      }
      keys.add(support, proofs.supports().get(i).leafIndex());
    }
    if (parts.containsKey(Parts.support(proofs.supports().size()))
        || proofs.supports().size() + optionalParts() != parts.size()) {
      throw refused("a supporting record has no proof");
    }
    return keys.check(record, proofs.record().leafIndex());
  }

  /** How many parts there are beside the supporting records. */
  private int optionalParts() {
    long changes = parts.keySet().stream().filter(MembershipParts::isChange).count();
    return 8 + (parts.containsKey(Parts.BEFORE) ? 1 : 0) + (int) changes;
  }

  private String tlogProof(LeafProofs proofs, String note) throws RefusedException {
    String expected = TlogProof.of(proofs.record(), Note.parse(note)).text();
    if (!Arrays.equals(part(Parts.TLOG_PROOF), expected.getBytes(StandardCharsets.UTF_8))) {
      throw refused("says something else than the other parts");
    }
    return "the C2SP proof says the same";
  }

  private static String file(VerifiedRecord record, Hash digest) throws RefusedException {
    if (!(record.statement().content() instanceof WorkDeclare work)) {
      throw refused("the record carries no content digest (expected: a declaration of a work)");
    }
    if (work.contents().stream().noneMatch(content -> content.sha256().equals(digest))) {
      throw refused("SHA-256 " + digest + " is not among the record's contents");
    }
    return "SHA-256 " + digest + " is among the record's contents";
  }

  private byte[] part(String name) {
    byte[] bytes = parts.get(name);
    if (bytes == null) {
      throw new IllegalStateException(name + " was required by the container check");
    }
    return bytes;
  }

  private String text(String name) {
    return new String(part(name), StandardCharsets.UTF_8);
  }

  static String show(Timestamp time) {
    return java.time.Instant.ofEpochMilli(time.value()).toString();
  }

  static RefusedException refused(String detail) {
    return new RefusedException(Reason.MALFORMED, detail);
  }

  private interface Step {
    String run() throws RefusedException;
  }

  private interface GivingStep<T> {
    Outcome<T> run() throws RefusedException;
  }

  private record Outcome<T>(T value, String detail) {}

  private void step(Check.Name name, Step step) throws Failed {
    stepGiving(name, () -> new Outcome<>(name, step.run()));
  }

  private <T> T stepGiving(Check.Name name, GivingStep<T> step) throws Failed {
    try {
      Outcome<T> outcome = step.run();
      checks.add(new Check(name, true, outcome.detail()));
      return outcome.value();
    } catch (RefusedException e) {
      throw new Failed(new Check(name, false, e.refusal().detail()));
    }
  }

  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Check check;

    private Failed(Check check) {
      super(check.detail(), null, false, false);
      this.check = check;
    }
  }
}
