package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Suite;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.Actor;
import org.colophon.testkit.Seeds;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** Bundles of a chain of the suite sm, and what an attacker does to their second tree. */
class SmEvidenceTest {
  private final TestConsortium consortium = TestConsortium.ofSeed(3, Suite.SM);
  private final Actor alice = consortium.actor("alice");
  private final TestLedger ledger;
  private final byte[] zip;

  SmEvidenceTest() throws Exception {
    ledger = consortium.openWith(alice);
    ledger.seal();
    TestRecord work = consortium.records().declare(alice, Hash.sha256(new byte[] {1}));
    ledger.accept(work);
    for (byte i = 0; i < 5; i++) {
      ledger.accept(consortium.records().deposit(alice, Hash.sha256(new byte[] {2, i})));
    }
    ledger.seal();
    zip = EvidenceFixture.assemble(consortium, ledger, work.id());
  }

  private void refused(Check.Name check, String saying, SortedMap<String, byte[]> parts) {
    EvidenceReport report = EvidenceFixture.verify(rebuild(parts), consortium.genesis());
    assertThat(report.verified()).isFalse();
    Check failure = report.failure().orElseThrow();
    assertThat(failure.name()).as(failure.detail()).isEqualTo(check);
    assertThat(failure.detail()).contains(saying);
  }

  private Checkpoint sealed() {
    return Note.parse(part(parts(zip), Parts.NOTE)).checkpoint();
  }

  private Hash sm3Root() {
    return ledger.ledger().tip().tree().sm3Root().orElseThrow();
  }

  /**
   * The bundle's parts with a note that these validators sign, each with a checkpoint of its own.
   */
  private SortedMap<String, byte[]> signed(List<Checkpoint> checkpoints) throws Exception {
    List<NoteSignature> lines = new ArrayList<>();
    List<OrgId> validators = TestConsortium.validators();
    for (int i = 0; i < checkpoints.size(); i++) {
      lines.addAll(
          consortium
              .validator(validators.get(i))
              .sign(checkpoints.get(i), TestConsortium.START.seconds() + 30));
    }
    return withLines(lines);
  }

  private SortedMap<String, byte[]> withLines(List<NoteSignature> lines) throws Exception {
    SortedMap<String, byte[]> parts = parts(zip);
    Note note = Note.of(sealed(), lines).sorted();
    put(parts, Parts.NOTE, note.text());
    InclusionProof record = LeafProofs.parse(part(parts, Parts.PROOFS)).record();
    put(parts, Parts.TLOG_PROOF, TlogProof.of(record, note).text());
    return parts;
  }

  @Test
  void verifiesAndSaysThatTheSecondTreeHoldsTheSameLeaves() {
    EvidenceReport report = EvidenceFixture.verify(zip, consortium.genesis());
    assertThat(report.failure()).isEmpty();
    assertThat(report.checks())
        .anySatisfy(check -> {
          assertThat(check.name()).isEqualTo(Check.Name.SM3_INCLUSION);
          assertThat(check.detail()).contains(sm3Root().hex());
        });
    assertThat(parts(zip)).containsKey(Parts.SM3_PROOFS);
  }

  @Test
  void aStandardChainHasNoSuchPartAndRefusesOne() throws Exception {
    TestConsortium standard = TestConsortium.ofSeed(3);
    TestLedger other = standard.openWith(standard.actor("alice"));
    TestRecord work = standard.records().declare(standard.actor("alice"), Hash.sha256());
    other.accept(work);
    other.seal();
    byte[] bundle = EvidenceFixture.assemble(standard, other, work.id());
    EvidenceReport report = EvidenceFixture.verify(bundle, standard.genesis());
    assertThat(report.verified()).isTrue();
    assertThat(report.checks()).noneMatch(check -> check.name() == Check.Name.SM3_INCLUSION);
    SortedMap<String, byte[]> parts = parts(bundle);
    assertThat(parts).doesNotContainKey(Parts.SM3_PROOFS);
    parts.put(Parts.SM3_PROOFS, part(parts(zip), Parts.SM3_PROOFS));
    Check failure = EvidenceFixture.verify(rebuild(parts)).failure().orElseThrow();
    assertThat(failure.name()).isEqualTo(Check.Name.SM3_INCLUSION);
    assertThat(failure.detail()).contains("not one of the suite sm");
  }

  @Test
  void refusesABundleWithoutItsPathsInTheSecondTree() {
    SortedMap<String, byte[]> parts = parts(zip);
    parts.remove(Parts.SM3_PROOFS);
    refused(Check.Name.SM3_INCLUSION, "proofs-sm3.json is missing", parts);
  }

  @Test
  void refusesPathsOfTheTreeWithSha256() {
    SortedMap<String, byte[]> parts = parts(zip);
    parts.put(Parts.SM3_PROOFS, part(parts, Parts.PROOFS));
    refused(Check.Name.SM3_INCLUSION, "does not lead to the signed SM3 root", parts);
  }

  private LeafProofs sm3() throws Exception {
    return LeafProofs.parse(part(parts(zip), Parts.SM3_PROOFS));
  }

  private SortedMap<String, byte[]> with(UnaryOperator<LeafProofs> change) throws Exception {
    SortedMap<String, byte[]> parts = parts(zip);
    parts.put(Parts.SM3_PROOFS, change.apply(sm3()).bytes());
    return parts;
  }

  private static InclusionProof flipped(InclusionProof proof) {
    List<Hash> path = new ArrayList<>(proof.path());
    byte[] hash = path.getFirst().bytes();
    hash[3] ^= 1;
    path.set(0, Hash.of(hash));
    return new InclusionProof(proof.leafIndex(), proof.treeSize(), path);
  }

  private static InclusionProof elsewhere(InclusionProof proof) {
    return new InclusionProof(proof.leafIndex() ^ 1, proof.treeSize(), proof.path());
  }

  @Test
  void refusesAFlippedHashOfEachPath() throws Exception {
    assertThat(sm3().supports()).isNotEmpty();
    refused(
        Check.Name.SM3_INCLUSION,
        "of the block's header",
        with(p -> new LeafProofs(flipped(p.header()), p.record(), p.supports())));
    refused(
        Check.Name.SM3_INCLUSION,
        "of the record",
        with(p -> new LeafProofs(p.header(), flipped(p.record()), p.supports())));
    refused(
        Check.Name.SM3_INCLUSION,
        "of support-00.json",
        with(p ->
            new LeafProofs(p.header(), p.record(), List.of(flipped(p.supports().getFirst())))));
  }

  @Test
  void refusesPathsOfOtherLeavesAndTooFewOfThem() throws Exception {
    refused(
        Check.Name.SM3_INCLUSION,
        "of other leaves",
        with(p -> new LeafProofs(p.header(), elsewhere(p.record()), p.supports())));
    refused(
        Check.Name.SM3_INCLUSION,
        "of other leaves",
        with(p -> new LeafProofs(p.header(), p.record(), List.of())));
  }

  @Test
  void everyFlippedByteOfTheSecondProofsIsFound() {
    Seeds.check(
        8,
        1,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < 120; i++) {
            SortedMap<String, byte[]> parts = parts(zip);
            byte[] changed = part(parts, Parts.SM3_PROOFS).clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            parts.put(Parts.SM3_PROOFS, changed);
            assertThat(EvidenceFixture.verify(rebuild(parts)).verified())
                .as("byte " + at)
                .isFalse();
          }
        });
  }

  @Test
  void refusesASecondRootThatAQuorumSignedAndThatIsNotOfTheseLeaves() throws Exception {
    Checkpoint lie = sealed().withSm3Root(Hash.sha256());
    refused(Check.Name.SM3_INCLUSION, "signed SM3 root", signed(List.of(lie, lie, lie)));
  }

  @Test
  void refusesValidatorsWhoNameTwoSecondRoots() throws Exception {
    Checkpoint right = sealed().withSm3Root(sm3Root());
    Checkpoint lie = sealed().withSm3Root(Hash.sha256());
    assertThat(EvidenceFixture.verify(rebuild(signed(List.of(right, right, right)))).verified())
        .isTrue();
    refused(Check.Name.COSIGNATURES, "missing", signed(List.of(right, right, lie)));
    refused(Check.Name.COSIGNATURES, "missing", signed(List.of(right, right, right, lie)));
  }

  @Test
  void refusesAValidatorWithoutItsFourthLineOrWithAnotherTimeInIt() throws Exception {
    Checkpoint right = sealed().withSm3Root(sm3Root());
    long seconds = TestConsortium.START.seconds() + 30;
    List<NoteSignature> lines = new ArrayList<>();
    for (OrgId validator : TestConsortium.validators().subList(0, 3)) {
      lines.addAll(consortium.validator(validator).sign(right, seconds));
    }
    assertThat(lines).hasSize(12);
    for (int i = 0; i < lines.size(); i++) {
      List<NoteSignature> fewer = new ArrayList<>(lines);
      fewer.remove(i);
      refused(Check.Name.COSIGNATURES, "missing", withLines(fewer));
    }
    List<NoteSignature> later = new ArrayList<>(lines);
    later.set(
        3,
        consortium
            .validator(TestConsortium.validators().getFirst())
            .sign(right, seconds + 1)
            .get(3));
    refused(Check.Name.COSIGNATURES, "missing", withLines(later));
  }

  @Test
  void refusesAHeaderWithoutTheSecondRoot() throws Exception {
    SortedMap<String, byte[]> parts = parts(zip);
    String header = new String(part(parts, Parts.HEADER), UTF_8);
    put(parts, Parts.HEADER, header.replaceFirst("\"sm3Root\":\"[0-9a-f]{64}\",", ""));
    assertThat(part(parts, Parts.HEADER)).isNotEqualTo(part(parts(zip), Parts.HEADER));
    refused(Check.Name.HEADER, "", parts);
  }

  @Test
  void theOptionalRootOfACheckpointIsNotInItsText() {
    Checkpoint named = sealed().withSm3Root(sm3Root());
    assertThat(named.text()).isEqualTo(sealed().text());
    assertThat(Checkpoint.parse(named.text()).sm3Root()).isEqualTo(Optional.empty());
    assertThat(named.fullText()).startsWith(named.text()).contains("\nsm3 ");
  }
}
