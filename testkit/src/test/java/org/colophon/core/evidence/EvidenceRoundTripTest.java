package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Receipt;
import org.colophon.core.chain.Seal;
import org.colophon.core.content.RecordType;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Policies;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.TlogPolicy;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCatalogue;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidenceRoundTripTest {
  private static final Hash CONTENT = Hash.sha256(new byte[] {1});

  private final TestConsortium consortium = TestConsortium.ofSeed(1).at(Level.NEWEST);
  private final Actor alice = consortium.actor("alice");

  @ParameterizedTest
  @EnumSource(RecordType.class)
  void everyTypeVerifiesWithAndWithoutATrustedGenesis(RecordType type) throws Exception {
    TestLedger ledger = consortium.openWith();
    List<TestRecord> example = TestCatalogue.example(consortium, type);
    for (TestRecord record : example) {
      ledger.accept(record);
      ledger.seal();
    }
    RecordId id = example.getLast().id();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, id);
    assertThat(EvidenceFixture.assemble(consortium, ledger, id)).isEqualTo(bundle);
    for (EvidenceReport report :
        List.of(
            EvidenceFixture.verify(bundle), EvidenceFixture.verify(bundle, consortium.genesis()))) {
      assertThat(report.failure()).isEmpty();
      assertThat(report.verified()).isTrue();
      EvidenceReport.Facts facts = report.facts().orElseThrow();
      assertThat(facts.record()).isEqualTo(id);
      assertThat(facts.chain()).isEqualTo(consortium.chain());
      assertThat(facts.statement().content().type()).isEqualTo(type);
    }
  }

  @Test
  void theFactsAreThoseOfTheLedger() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    Seal before = ledger.seal();
    TestRecord work = consortium.records().declare(alice, CONTENT).issuedAt(new Timestamp(77));
    Receipt receipt = ledger.accept(work);
    Seal seal = ledger.seal(TestConsortium.START.seconds() + 60);
    EvidenceReport.Facts facts =
        EvidenceFixture.verify(EvidenceFixture.assemble(consortium, ledger, work.id()))
            .facts()
            .orElseThrow();
    assertThat(facts.index()).isEqualTo(receipt.index());
    assertThat(facts.height()).isEqualTo(receipt.height());
    assertThat(facts.ordered()).isEqualTo(receipt.time());
    assertThat(facts.claimed()).isEqualTo(new Timestamp(77));
    assertThat(facts.attested()).isEqualTo(seal.attestation());
    assertThat(facts.notBefore()).contains(before.attested());
    assertThat(facts.signedBy())
        .containsExactlyElementsOf(
            TestConsortium.validators().subList(0, 3).stream().map(Object::toString).toList());
  }

  @Test
  void aRecordBeforeTheFirstSealHasNoBeforeAndStillVerifies() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, CONTENT);
    ledger.accept(work);
    assertThatThrownBy(() -> EvidenceFixture.assemble(consortium, ledger, work.id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.UNSEALED));
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    assertThat(EvidenceFixture.parts(bundle)).doesNotContainKey(Parts.BEFORE);
    assertThat(EvidenceFixture.verify(bundle).facts().orElseThrow().notBefore()).isEmpty();
  }

  @Test
  void aRecordBehindTheNewestSealIsUnsealedAndAnUnknownOneNotFound() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    ledger.seal();
    TestRecord work = consortium.records().declare(alice, CONTENT);
    assertThatThrownBy(() -> EvidenceFixture.assemble(consortium, ledger, work.id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.NOT_FOUND));
    ledger.accept(work);
    assertThatThrownBy(() -> EvidenceFixture.assemble(consortium, ledger, work.id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.UNSEALED));
  }

  @Test
  void laterSealsDoNotChangeTheBundle() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, CONTENT);
    ledger.accept(work);
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    for (int i = 0; i < 5; i++) {
      ledger.accept(consortium.records().deposit(alice, CONTENT));
      ledger.seal();
    }
    assertThat(EvidenceFixture.assemble(consortium, ledger, work.id())).isEqualTo(bundle);
  }

  @Test
  void keysThatWereRotatedAreFollowedBackToTheGenesis() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    Actor current = alice;
    for (int number = 1; number <= 5; number++) {
      Actor next = current.with(consortium.key("alice", number));
      ledger.accept(consortium.records().rotate(current, next));
      current = next;
    }
    TestRecord work = consortium.records().declare(current, CONTENT);
    ledger.accept(work);
    ledger.accept(consortium.records().revoke(current));
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    assertThat(EvidenceFixture.parts(bundle)).containsKey(Parts.support(5));
    assertThat(EvidenceFixture.verify(bundle, consortium.genesis()).verified()).isTrue();
  }

  @Test
  void aRegistrarsRotatedKeyIsFollowedToo() throws Exception {
    TestLedger ledger = consortium.openWith();
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    Actor renewed = notary.with(consortium.key("notary", 1));
    ledger.accept(consortium.records().rotate(notary, renewed));
    ledger.accept(consortium.records().register(renewed, alice));
    TestRecord work = consortium.records().declare(alice, CONTENT);
    ledger.accept(work);
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    assertThat(EvidenceFixture.parts(bundle)).containsKeys(Parts.support(0), Parts.support(1));
    assertThat(EvidenceFixture.verify(bundle).verified()).isTrue();
  }

  @Test
  void moreSupportingRecordsThanABundleTakesAreRefusedByName() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    Actor current = alice;
    for (int number = 1; number <= Parts.SUPPORTS_MAX; number++) {
      Actor next = current.with(consortium.key("alice", 3 * number));
      ledger.accept(consortium.records().rotate(current, next));
      current = next;
      if (number == Parts.SUPPORTS_MAX - 1) {
        TestRecord last = consortium.records().deposit(current, CONTENT);
        ledger.accept(last);
        ledger.seal();
        byte[] bundle = EvidenceFixture.assemble(consortium, ledger, last.id());
        assertThat(EvidenceFixture.verify(bundle).verified()).isTrue();
      }
    }
    TestRecord tooFar = consortium.records().deposit(current, CONTENT);
    ledger.accept(tooFar);
    ledger.seal();
    assertThatThrownBy(() -> EvidenceFixture.assemble(consortium, ledger, tooFar.id()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void aBatchSignedRecordVerifiesAlone() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    List<TestRecord> batch =
        List.of(
            consortium.records().declare(alice, CONTENT),
            consortium.records().declare(alice, consortium.hash("two")),
            consortium.records().declare(alice, consortium.hash("three")));
    ledger.orderAll(ledger.nextStamp(), consortium.signBatch(alice, batch));
    ledger.seal();
    for (TestRecord record : batch) {
      byte[] bundle = EvidenceFixture.assemble(consortium, ledger, record.id());
      assertThat(EvidenceFixture.verify(bundle).verified()).isTrue();
    }
  }

  @Test
  void theOriginalFileIsMatchedWithTheRecord() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, CONTENT);
    TestRecord deposit = consortium.records().deposit(alice, CONTENT);
    ledger.accept(work);
    ledger.accept(deposit);
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    assertThat(EvidenceFixture.verifyFile(bundle, CONTENT).verified()).isTrue();
    assertThat(EvidenceFixture.verifyFile(bundle, Hash.sha256()).failure())
        .map(Check::name)
        .contains(Check.Name.FILE);
    byte[] committed = EvidenceFixture.assemble(consortium, ledger, deposit.id());
    assertThat(EvidenceFixture.verifyFile(committed, CONTENT).failure())
        .map(Check::name)
        .contains(Check.Name.FILE);
  }

  @Test
  void anotherTrustedGenesisIsRefused() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, CONTENT);
    ledger.accept(work);
    ledger.seal();
    byte[] bundle = EvidenceFixture.assemble(consortium, ledger, work.id());
    for (TestConsortium other : List.of(TestConsortium.ofSeed(2), consortium.onChain("other"))) {
      assertThat(EvidenceFixture.verify(bundle, other.genesis()).failure())
          .map(Check::name)
          .contains(Check.Name.GENESIS);
    }
  }

  @Test
  void theProofAndPolicyInsideVerifyByC2spAlone() throws Exception {
    TestLedger ledger = consortium.openWith(alice);
    TestRecord work = consortium.records().declare(alice, CONTENT);
    ledger.accept(work);
    ledger.seal();
    var parts = EvidenceFixture.parts(EvidenceFixture.assemble(consortium, ledger, work.id()));
    TlogProof proof = TlogProof.parse(EvidenceFixture.text(parts, Parts.TLOG_PROOF));
    TlogPolicy policy = TlogPolicy.parse(EvidenceFixture.text(parts, Parts.POLICY));
    assertThat(proof.verifies(MerkleHash.leaf(EvidenceFixture.part(parts, Parts.RECORD)), policy))
        .isTrue();
    assertThat(proof.verifies(MerkleHash.leaf(EvidenceFixture.part(parts, Parts.HEADER)), policy))
        .isFalse();
    Membership membership = consortium.genesis().membership();
    assertThat(Policies.text(consortium.chain(), membership))
        .isEqualTo(EvidenceFixture.text(parts, Parts.POLICY));
    assertThat(Note.parse(EvidenceFixture.part(parts, Parts.NOTE)).checkpoint())
        .isEqualTo(proof.note().checkpoint());
    assertThat(new LeafIndex(proof.inclusion().leafIndex()))
        .isEqualTo(ledger.read().leafOf(work.id()).orElseThrow());
    assertThat(Optional.of(proof.inclusion().treeSize()))
        .contains(proof.note().checkpoint().size());
  }
}
