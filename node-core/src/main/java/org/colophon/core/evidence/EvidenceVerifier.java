package org.colophon.core.evidence;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Suite;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.Hash;
import org.colophon.crypto.ers.AlgorithmPolicy;
import org.colophon.crypto.ers.Standing;
import org.colophon.crypto.ers.Trust;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.TreeHash;
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
   * @param authorities roots of time-stamping authorities that are trusted beside the chain's
   *     organisations
   * @param algorithms until when which algorithm is trusted
   * @param at as of when an evidence record must stand
   */
  public record Options(
      Optional<Genesis> trusted,
      Optional<Hash> fileSha256,
      List<X509Certificate> authorities,
      AlgorithmPolicy algorithms,
      Timestamp at) {
    /** Copies the list. */
    public Options {
      authorities = List.copyOf(authorities);
    }

    /** Only the chain's own authorities, and the standard algorithms. */
    public static Options of(Optional<Genesis> trusted, Optional<Hash> fileSha256, Timestamp at) {
      return new Options(trusted, fileSha256, List.of(), AlgorithmPolicy.standard(), at);
    }
  }

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
    step(Check.Name.LEVEL, this::level);
    Genesis genesis = stepGiving(Check.Name.GENESIS, () -> genesis(manifest));
    step(Check.Name.POLICY, () -> policy(genesis));
    Checkpoint checkpoint = stepGiving(Check.Name.CHECKPOINT, () -> checkpoint(genesis));
    String note = text(Parts.NOTE);
    MembershipTrail trail =
        stepGiving(Check.Name.MEMBERSHIP, () -> membership(genesis, checkpoint, note));
    NoteJudge judge = trail.newest().judge();
    SortedMap<OrgId, Long> signers =
        stepGiving(Check.Name.COSIGNATURES, () -> cosignatures(judge, note));
    TrustedRoots roots = TrustedRoots.of(trail.upTo(trail.newest()), options.authorities());
    List<TimeStamps.Stamp> stamps = stepGiving(Check.Name.TIME_STAMPS, () -> timeStamps(roots));
    LeafProofs proofs = stepGiving(Check.Name.HEADER, () -> proofs(checkpoint));
    BlockHeader header = header(genesis, trail, proofs);
    Before before = stepGiving(Check.Name.NOT_BEFORE, () -> notBefore(genesis, trail, header));
    RecordVerifier records = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
    VerifiedRecord record = record(records, manifest, header);
    step(Check.Name.INCLUSION, () -> inclusion(record, proofs, header, checkpoint));
    SignerKeys keys = new SignerKeys(trail.upTo(before.membership));
    step(Check.Name.SIGNER_KEYS, () -> signerKeys(keys, records, record, proofs, checkpoint));
    if (genesis.suite() == Suite.SM || parts.containsKey(Parts.SM3_PROOFS)) {
      Checkpoint sealed = judge.checkpoint(note);
      step(Check.Name.SM3_INCLUSION, () -> sm3Inclusion(record, proofs, sealed));
    }
    step(Check.Name.TLOG_PROOF, () -> tlogProof(proofs, note));
    Optional<Standing> archive =
        optional(Parts.ARCHIVE, Check.Name.EVIDENCE_RECORD, part -> evidenceRecord(part, roots));
    Optional<String> certifiedBy =
        optional(
            Parts.CERTIFICATE,
            Check.Name.CERTIFICATE,
            part -> certificate(part, record.id(), roots, trail));
    var _ = optional(Parts.GUIDE, Check.Name.GUIDE, EvidenceVerifier::guide);
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
        signers.keySet().stream().map(OrgId::text).toList(),
        stamps,
        archive,
        certifiedBy);
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
    known.addAll(
        List.of(Parts.SM3_PROOFS, Parts.BEFORE, Parts.ARCHIVE, Parts.CERTIFICATE, Parts.GUIDE));
    addNumbered(Parts::support, Parts.SUPPORTS_MAX, known);
    addNumbered(Parts::change, Parts.CHANGES_MAX, known);
    addNumbered(Parts::stamp, SealDocument.TOKENS_MAX, known);
    addNumbered(Parts::revocations, SealDocument.CRLS_MAX, known);
    for (String name : parts.keySet()) {
      if (!known.contains(name)) {
        throw refused("holds a part that does not belong there: " + name);
      }
    }
    return parts.size() + " parts";
  }

  private static void addNumbered(IntFunction<String> name, int max, Set<String> known) {
    for (int i = 0; i < max; i++) {
      known.add(name.apply(i));
    }
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

  private String level() throws RefusedException {
    long highest = LevelsNamed.highest(parts);
    if (highest > Level.NEWEST.number()) {
      throw refused(MembershipTrail.laterRelease(highest));
    }
    return "made by the rules of level " + highest + " at most, which this verifier knows";
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
      if (header.suite() != genesis.suite()) {
        throw refused("sm3Root (expected: on a chain of the suite sm, and only there)");
      }
      if (!trail.knows(header.membership(), header.version())) {
        throw refused("was made under another membership, or at another level than it");
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

  private VerifiedRecord record(RecordVerifier records, Manifest manifest, BlockHeader header)
      throws Failed {
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
    if (!record.statement().content().isKnownAt(header.version())) {
      throw new Failed(
          new Check(Check.Name.RECORD, false, "type: none of level " + header.version()));
    }
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
    List<byte[]> leaves = NumberedParts.read(parts, Parts::support, Parts.SUPPORTS_MAX);
    if (leaves.size() != proofs.supports().size()) {
      throw refused(
          leaves.size() + " supporting records, " + proofs.supports().size() + " proofs of them");
    }
    for (int i = 0; i < leaves.size(); i++) {
      VerifiedRecord support = records.verify(leaves.get(i));
      if (!proofs.supports().get(i).verifies(support.leafHash(), checkpoint.root())) {
        throw refused(Parts.support(i) + ": its proof does not lead to the checkpoint's root");
      }
      keys.add(support, proofs.supports().get(i).leafIndex());
    }
    return keys.check(record, proofs.record().leafIndex());
  }

  /** The second tree must hold the same leaves, under the root that every SM2 line names. */
  private String sm3Inclusion(VerifiedRecord record, LeafProofs proofs, Checkpoint sealed)
      throws RefusedException {
    Hash root = sealed.sm3Root().orElseThrow(() -> refused("the chain is not one of the suite sm"));
    byte @Nullable [] part = parts.get(Parts.SM3_PROOFS);
    if (part == null) {
      throw refused(Parts.SM3_PROOFS + " is missing");
    }
    LeafProofs sm3 = LeafProofs.parse(part);
    if (!sm3.areOfLeavesOf(proofs)) {
      throw refused("the proofs are of other leaves, or for another tree size");
    }
    requireUnderSm3("the block's header", sm3.header(), part(Parts.HEADER), root);
    requireUnderSm3("the record", sm3.record(), record.bytes(), root);
    for (int i = 0; i < sm3.supports().size(); i++) {
      requireUnderSm3(Parts.support(i), sm3.supports().get(i), part(Parts.support(i)), root);
    }
    return "the same leaves stand under the SM3 root " + root + ", which SM2 keys signed";
  }

  private static void requireUnderSm3(String what, InclusionProof proof, byte[] leaf, Hash root)
      throws RefusedException {
    if (!proof.verifies(TreeHash.SM3, TreeHash.SM3.leaf(leaf), root)) {
      throw refused("the proof of " + what + " does not lead to the signed SM3 root");
    }
  }

  private String tlogProof(LeafProofs proofs, String note) throws RefusedException {
    String expected = TlogProof.of(proofs.record(), Note.parse(note)).text();
    if (!Arrays.equals(part(Parts.TLOG_PROOF), expected.getBytes(StandardCharsets.UTF_8))) {
      throw refused("says something else than the other parts");
    }
    return "the C2SP proof says the same";
  }

  private Outcome<List<TimeStamps.Stamp>> timeStamps(TrustedRoots roots) throws RefusedException {
    List<TimeStamps.Stamp> stamps = TimeStamps.verify(parts, part(Parts.NOTE), roots);
    return new Outcome<>(
        stamps,
        stamps.isEmpty()
            ? "no authority has stamped this seal"
            : stamps.stream()
                .map(stamp -> "stamped by " + stamp.authority() + " at " + show(stamp.time()))
                .collect(Collectors.joining(", ")));
  }

  private Outcome<Standing> evidenceRecord(byte[] container, TrustedRoots roots)
      throws RefusedException {
    Trust trust = new Trust(roots.all(), TimeStamps.revocations(parts), options.algorithms());
    Standing standing = ArchivePart.verify(container, parts, trust, options.at().value());
    return new Outcome<>(
        standing,
        "archived since "
            + show(new Timestamp(standing.provenMs()))
            + ", to be renewed before "
            + show(new Timestamp(standing.endsMs())));
  }

  private Outcome<String> certificate(
      byte[] pdf, RecordId record, TrustedRoots roots, MembershipTrail trail)
      throws RefusedException {
    String node = CertificatePart.verify(pdf, record, roots, trail.upTo(trail.newest()));
    return new Outcome<>(node, "issued by " + node + ", whose word its pages are");
  }

  private static Outcome<String> guide(byte[] text) throws RefusedException {
    Guide.verify(text);
    return new Outcome<>(Parts.GUIDE, "the known text");
  }

  private static String file(VerifiedRecord record, Hash digest) throws RefusedException {
    List<Hash> digests = record.statement().content().contentDigests();
    if (digests.isEmpty()) {
      throw refused("the record carries no content digest in clear");
    }
    if (!digests.contains(digest)) {
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
    return utf8(part(name));
  }

  static String utf8(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
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

  private interface PartStep<T> {
    Outcome<T> run(byte[] part) throws RefusedException;
  }

  /** A check of a part that need not be there. */
  private <T> Optional<T> optional(String name, Check.Name check, PartStep<T> step) throws Failed {
    byte @Nullable [] part = parts.get(name);
    return part == null ? Optional.empty() : Optional.of(stepGiving(check, () -> step.run(part)));
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
