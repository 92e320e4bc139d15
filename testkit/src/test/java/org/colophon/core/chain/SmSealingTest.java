package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;

/** What sealing and changes of the membership mind beyond the rest on a chain of the suite sm. */
class SmSealingTest {
  private final TestConsortium consortium = TestConsortium.ofSeed(5, Suite.SM);
  private final Actor alice = consortium.actor("alice");
  private final TestLedger ledger;
  private final List<String> contradictions = new ArrayList<>();
  private final OrgId validator = TestConsortium.validators().getFirst();
  private final long now = TestConsortium.START.seconds() + 10;

  SmSealingTest() throws Exception {
    ledger = consortium.openWith(alice);
    ledger.ledger().onContradiction(contradictions::add);
  }

  private Reply cosign(Candidate candidate, Checkpoint checkpoint) throws Exception {
    String note = consortium.validator(validator).cosign(checkpoint, now);
    return ledger.apply(ledger.nextStamp(), EntryCodec.cosignature(candidate.round(), note));
  }

  @Test
  void everyHeaderHasTheRootOfTheVeryLeavesWithSm3() throws Exception {
    for (byte i = 0; i < 9; i++) {
      ledger.accept(consortium.records().deposit(alice, Hash.sha256(new byte[] {i})));
    }
    try (LedgerReader reader = ledger.read()) {
      MemoryTree again = new MemoryTree(TreeHash.SM3);
      long size = reader.size().value();
      for (long leaf = 0; leaf < size; leaf++) {
        LeafIndex index = new LeafIndex(leaf);
        BlockHeader block = reader.blockOf(index).orElseThrow();
        if (block.leafIndex().equals(index)) {
          assertThat(block.sm3Root()).contains(again.root());
        }
        again.append(TreeHash.SM3.leaf(reader.leaf(index).orElseThrow()));
      }
      assertThat(LogTree.checkpoint(consortium.chain(), reader, size).sm3Root())
          .contains(again.root());
      assertThat(ledger.ledger().tip().tree().sm3Root()).contains(again.root());
    }
  }

  @Test
  void theCandidateNamesBothRootsAndItsCosignatureMustToo() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint right = candidate.checkpoint(consortium.chain());
    assertThat(candidate.sm3Root()).isEqualTo(ledger.ledger().tip().tree().sm3Root());
    assertThat(cosign(candidate, right.withSm3Root(Hash.sha256())))
        .isInstanceOfSatisfying(
            Reply.Voided.class,
            no -> assertThat(no.refusal().reason()).isEqualTo(Reason.NOT_FOUND));
    assertThat(contradictions).as("another second root for a size of ours").hasSize(1);
    assertThat(cosign(candidate, right)).isEqualTo(new Reply.Taken());
    assertThat(contradictions).hasSize(1);
  }

  @Test
  void aSealOverAnotherSecondRootContradicts() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint lie = candidate.checkpoint(consortium.chain()).withSm3Root(Hash.sha256());
    String note = ledger.note(lie, now, TestConsortium.validators().subList(0, 3));
    assertThat(
            ledger.apply(
                ledger.nextStamp(),
                EntryCodec.seal(candidate.round(), SealDocument.unstamped(note))))
        .isInstanceOf(Reply.Voided.class);
    assertThat(contradictions).containsExactly(note);
  }

  @Test
  void aNoteOfTheStandardSuiteCountsForNobody() throws Exception {
    Candidate candidate = ledger.propose();
    Note note =
        Note.parse(
            consortium.validator(validator).cosign(candidate.checkpoint(consortium.chain()), now));
    NoteJudge judge = ledger.ledger().tip().governance().judge();
    assertThat(judge.signers(note.text())).isPresent();
    assertThat(judge.checkpoint(note.text())).isEqualTo(candidate.checkpoint(consortium.chain()));
    List<NoteSignature> three =
        consortium
            .validator(validator)
            .sign(candidate.checkpoint(consortium.chain()), now)
            .subList(0, 3);
    assertThat(judge.signers(Note.of(note.checkpoint(), three).text())).isEmpty();
  }

  @Test
  void nobodyIsAdmittedWithKeysOfAnotherSuite() throws Exception {
    ledger.seal();
    Organisation newcomer = consortium.newcomer("court-east", Tier.VALIDATOR);
    CheckpointKeys keys = newcomer.checkpointKeys().orElseThrow();
    Organisation without =
        new Organisation(
            newcomer.id(),
            newcomer.kind(),
            newcomer.tier(),
            newcomer.certificate(),
            newcomer.recordKeys(),
            newcomer.nodes(),
            Optional.of(new CheckpointKeys(keys.log(), keys.ed25519(), keys.mlDsa44())));
    Actor proposer = consortium.actor(validator);
    assertThat(ledger.order(ledger.changes().admit(proposer, without)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            no -> assertThat(no.refusal().reason()).isEqualTo(Reason.BAD_PROPOSAL));
    ledger.enact(ledger.changes().admit(proposer, newcomer));
    assertThat(ledger.validators()).contains(newcomer.id());
    ledger.accept(consortium.records().deposit(alice, Hash.sha256(new byte[] {9})));
    ledger.seal();
  }
}
