package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Suite.class)
class SealingTest {
  private static final List<OrgId> ALL = TestConsortium.validators();
  private static final List<OrgId> QUORUM = ALL.subList(0, 3);

  private final TestConsortium consortium;
  private final Actor alice;
  private final TestLedger ledger;
  private final List<String> contradictions = new ArrayList<>();
  private final long now = TestConsortium.START.seconds() + 10;

  SealingTest(Suite suite) throws Exception {
    consortium = TestConsortium.ofSeed(1, suite);
    alice = consortium.actor("alice");
    ledger = consortium.openWith(alice);
    ledger.ledger().onContradiction(contradictions::add);
  }

  private void grow() throws Exception {
    ledger.accept(consortium.records().deposit(alice, Hash.sha256(new byte[] {1})));
  }

  /** A tree of that size with another root than ours. */
  private Checkpoint forked(long size) {
    Optional<Hash> sm3Root = ledger.ledger().tip().tree().sm3Root();
    return new Checkpoint(consortium.chain().text(), size, Hash.sha256(), sm3Root);
  }

  private Checkpoint checkpoint(Candidate candidate) {
    return candidate.checkpoint(consortium.chain());
  }

  private void assertTaken(Reply reply) {
    assertThat(reply).isEqualTo(new Reply.Taken());
  }

  private void assertVoid(Reason reason, Reply reply) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Voided.class, v -> assertThat(v.refusal().reason()).isEqualTo(reason));
  }

  private Reply orderCosignature(long round, String note) throws Exception {
    return ledger.apply(ledger.nextStamp(), EntryCodec.cosignature(round, note));
  }

  private Reply orderSeal(long round, String note) throws Exception {
    return ledger.apply(ledger.nextStamp(), EntryCodec.seal(round, SealDocument.unstamped(note)));
  }

  private String cosignatureOf(OrgId validator, Checkpoint checkpoint, long seconds) {
    return consortium.validator(validator).cosign(checkpoint, seconds);
  }

  private List<Candidate> open() {
    try (LedgerReader reader = ledger.read()) {
      return new SealingState(reader).candidates();
    }
  }

  private List<String> cosignatures(Candidate candidate) {
    try (LedgerReader reader = ledger.read()) {
      return new SealingState(reader).cosignatures(candidate.round(), ALL);
    }
  }

  @Test
  void aCandidateIsTheTip() throws Exception {
    Candidate candidate = ledger.propose();
    Tip tip = ledger.ledger().tip();
    assertThat(candidate)
        .isEqualTo(
            new Candidate(
                1,
                tip.header().checkpointSize(),
                tip.tree().root(),
                tip.tree().sm3Root(),
                tip.header().height(),
                tip.header().time()));
  }

  @Test
  void onlyTheNewestCandidatesStayOpenAndTakeTheirCosignaturesAlong() throws Exception {
    Candidate first = ledger.propose();
    assertTaken(ledger.cosign(first, ALL.getFirst(), now));
    for (int i = 0; i < Candidate.OPEN_MAX; i++) {
      grow();
      ledger.propose();
    }
    assertThat(open()).extracting(Candidate::round).containsExactly(2L, 3L, 4L, 5L);
    assertThat(cosignatures(first)).isEmpty();
    assertVoid(Reason.NOT_FOUND, ledger.cosign(first, ALL.getLast(), now));
  }

  @Test
  void aQuorumSealsAndTheNextBlockBindsIt() throws Exception {
    Seal seal = ledger.seal(now, QUORUM);
    assertThat(seal.number()).isEqualTo(1);
    assertThat(seal.attested()).isEqualTo(new Timestamp(now * 1000));
    assertThat(seal.size()).isEqualTo(ledger.ledger().tip().header().checkpointSize());
    assertThat(open()).isEmpty();
    grow();
    assertThat(ledger.ledger().tip().header().seal()).isEqualTo(seal.hash());
    assertThat(ledger.seal(now + 1, ALL).number()).isEqualTo(2);
    try (LedgerReader reader = ledger.read()) {
      assertThat(reader.firstSealCovering(new TreeSize(1))).contains(seal);
    }
  }

  @Test
  void theAttestedTimeIsTheLowerMedian() throws Exception {
    Candidate candidate = ledger.propose();
    List<NoteSignature> lines = new ArrayList<>();
    long[] seconds = {now + 50, now + 7, now, now + 900};
    for (int i = 0; i < 4; i++) {
      lines.addAll(consortium.validator(ALL.get(i)).sign(checkpoint(candidate), seconds[i]));
    }
    String note = Note.of(checkpoint(candidate), lines).sorted().text();
    assertTaken(orderSeal(candidate.round(), note));
    assertThat(ledger.ledger().tip().sealed().attested())
        .isEqualTo(new Timestamp((now + 7) * 1000));
  }

  @Test
  void cosignaturesOfWrongKeysAreVoid() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint checkpoint = checkpoint(candidate);
    TestConsortium strangers = TestConsortium.ofSeed(2);
    String foreign = strangers.validator(ALL.getFirst()).cosign(checkpoint, now);
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), foreign));
    String observer = consortium.validator(TestConsortium.PROCURATORATE).cosign(checkpoint, now);
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), observer));
    String otherChain =
        consortium.onChain("other").validator(ALL.getFirst()).cosign(checkpoint, now);
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), otherChain));
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), "no note"));
    assertThat(cosignatures(candidate)).isEmpty();
  }

  @Test
  void aValidatorGivesAllThreeSignaturesAtOneTimeOrNone() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint checkpoint = checkpoint(candidate);
    List<NoteSignature> lines = consortium.validator(ALL.getFirst()).sign(checkpoint, now);
    List<NoteSignature> later = consortium.validator(ALL.getFirst()).sign(checkpoint, now + 1);
    for (List<NoteSignature> some :
        List.of(
            lines.subList(0, 1),
            lines.subList(0, 2),
            lines.subList(1, 3),
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(0), lines.get(1), later.get(2)),
            consortium.validator(ALL.getFirst()).sign(checkpoint, 0))) {
      String note = Note.of(checkpoint, some).sorted().text();
      assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), note));
    }
    String two = ledger.note(checkpoint, now, ALL.subList(0, 2));
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), two));
  }

  @Test
  void aValidatorsFirstCosignatureOfARoundCounts() throws Exception {
    Candidate candidate = ledger.propose();
    assertTaken(ledger.cosign(candidate, ALL.getFirst(), now));
    assertVoid(Reason.DUPLICATE, ledger.cosign(candidate, ALL.getFirst(), now));
    assertVoid(Reason.DUPLICATE, ledger.cosign(candidate, ALL.getFirst(), now + 5));
    assertThat(cosignatures(candidate))
        .containsExactly(cosignatureOf(ALL.getFirst(), checkpoint(candidate), now));
  }

  @Test
  void aValidatorsTimeNeverGoesBack() throws Exception {
    assertTaken(ledger.cosign(ledger.propose(), ALL.getFirst(), now));
    grow();
    Candidate next = ledger.propose();
    assertVoid(Reason.DUPLICATE, ledger.cosign(next, ALL.getFirst(), now - 1));
    assertTaken(ledger.cosign(next, ALL.getFirst(), now));
  }

  @Test
  void aTimeFarAheadOfTheQuorumsBindsItsValidatorToNothing() throws Exception {
    long tolerance = consortium.genesis().limits().timeToleranceMs() / 1000;
    OrgId wrong = ALL.getLast();
    Candidate first = ledger.propose();
    assertTaken(ledger.cosign(first, wrong, now + tolerance + 1));
    assertTaken(orderSeal(first.round(), ledger.note(checkpoint(first), now, QUORUM)));
    grow();
    Candidate next = ledger.propose();
    assertVoid(Reason.DUPLICATE, ledger.cosign(next, wrong, now - 1));
    assertTaken(ledger.cosign(next, wrong, now));
  }

  @Test
  void aTimeAheadWithinTheToleranceBindsItsValidator() throws Exception {
    long tolerance = consortium.genesis().limits().timeToleranceMs() / 1000;
    OrgId wrong = ALL.getLast();
    Candidate first = ledger.propose();
    assertTaken(ledger.cosign(first, wrong, now + tolerance));
    assertTaken(orderSeal(first.round(), ledger.note(checkpoint(first), now, QUORUM)));
    grow();
    Candidate next = ledger.propose();
    assertVoid(Reason.DUPLICATE, ledger.cosign(next, wrong, now + tolerance - 1));
    assertTaken(ledger.cosign(next, wrong, now + tolerance));
  }

  @Test
  void cosignaturesForAnotherRoundAreVoid() throws Exception {
    Candidate first = ledger.propose();
    grow();
    Candidate second = ledger.propose();
    String note = cosignatureOf(ALL.getFirst(), checkpoint(first), now);
    for (long round : new long[] {second.round(), 3, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertVoid(Reason.NOT_FOUND, orderCosignature(round, note));
    }
    assertTaken(orderCosignature(first.round(), note));
    assertThat(contradictions).isEmpty();
  }

  @Test
  void aCosignatureOnAnotherRootIsReportedAsAContradiction() throws Exception {
    grow();
    Candidate candidate = ledger.propose();
    Checkpoint forked = forked(candidate.size().value());
    String note = cosignatureOf(ALL.getFirst(), forked, now);
    assertVoid(Reason.NOT_FOUND, orderCosignature(candidate.round(), note));
    assertThat(contradictions).containsExactly(note);
    // Also of a size that is no candidate, and of a round that is not open.
    Checkpoint smaller = forked(1);
    String second = cosignatureOf(ALL.get(1), smaller, now);
    assertVoid(Reason.NOT_FOUND, orderCosignature(99, second));
    assertThat(contradictions).containsExactly(note, second);
  }

  @Test
  void aSealOnAnotherRootIsReportedAsAContradiction() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint forked = forked(candidate.size().value());
    String note = ledger.note(forked, now, QUORUM);
    assertVoid(Reason.NOT_FOUND, orderSeal(candidate.round(), note));
    assertThat(contradictions).containsExactly(note);
  }

  @Test
  void whatIsBeyondTheOwnTipOrFalselySignedIsNoContradiction() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint ahead = forked(candidate.size().value() + 1);
    assertVoid(
        Reason.NOT_FOUND,
        orderCosignature(candidate.round(), cosignatureOf(ALL.getFirst(), ahead, now)));
    Checkpoint forked = forked(candidate.size().value());
    String falsely = TestConsortium.ofSeed(2).validator(ALL.getFirst()).cosign(forked, now);
    assertVoid(Reason.BAD_SIGNATURE, orderCosignature(candidate.round(), falsely));
    assertThat(contradictions).isEmpty();
  }

  @Test
  void aSealBelowItsQuorumIsVoid() throws Exception {
    Candidate candidate = ledger.propose();
    String two = ledger.note(checkpoint(candidate), now, ALL.subList(1, 3));
    assertVoid(Reason.BAD_SIGNATURE, orderSeal(candidate.round(), two));
    assertThat(ledger.ledger().tip().sealed().number()).isZero();
    assertTaken(
        orderSeal(candidate.round(), ledger.note(checkpoint(candidate), now, ALL.subList(1, 4))));
  }

  @Test
  void aSealWithUnsortedForeignOrSpoiltLinesIsVoid() throws Exception {
    Candidate candidate = ledger.propose();
    Checkpoint checkpoint = checkpoint(candidate);
    List<NoteSignature> lines = Note.parse(ledger.note(checkpoint, now, QUORUM)).signatures();
    List<NoteSignature> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    assertVoid(
        Reason.BAD_SIGNATURE, orderSeal(candidate.round(), Note.of(checkpoint, reversed).text()));
    List<NoteSignature> foreign = new ArrayList<>(lines);
    foreign.addAll(
        consortium.validator(TestConsortium.PROCURATORATE).sign(checkpoint, now).subList(1, 2));
    assertVoid(
        Reason.BAD_SIGNATURE,
        orderSeal(candidate.round(), Note.of(checkpoint, foreign).sorted().text()));
    List<NoteSignature> spoilt = new ArrayList<>(lines);
    byte[] bytes = spoilt.getFirst().bytes();
    bytes[bytes.length - 1] ^= 1;
    spoilt.set(0, NoteSignature.of(spoilt.getFirst().name(), spoilt.getFirst().keyId(), bytes));
    assertVoid(
        Reason.BAD_SIGNATURE,
        orderSeal(candidate.round(), Note.of(checkpoint, spoilt).sorted().text()));
    List<NoteSignature> partly = new ArrayList<>(lines);
    partly.addAll(consortium.validator(ALL.getLast()).sign(checkpoint, now).subList(0, 2));
    assertVoid(
        Reason.BAD_SIGNATURE,
        orderSeal(candidate.round(), Note.of(checkpoint, partly).sorted().text()));
    assertTaken(orderSeal(candidate.round(), Note.of(checkpoint, lines).text()));
  }

  @Test
  void aSealOfAnotherRoundOrOfARoundThatIsSealedIsVoid() throws Exception {
    Candidate first = ledger.propose();
    grow();
    Candidate second = ledger.propose();
    String note = ledger.note(checkpoint(second), now, QUORUM);
    assertVoid(Reason.BAD_SIGNATURE, orderSeal(first.round(), note));
    assertTaken(orderSeal(second.round(), note));
    assertVoid(Reason.DUPLICATE, orderSeal(second.round(), note));
    // The round before was given up with it: its smaller tree is sealed along.
    assertVoid(
        Reason.DUPLICATE, orderSeal(first.round(), ledger.note(checkpoint(first), now, QUORUM)));
  }

  @Test
  void sealingAnUnchangedTipAgainMovesTheTimeBound() throws Exception {
    ledger.seal(now, QUORUM);
    Timestamp late = new Timestamp((now + 3_600) * 1000);
    assertThat(ledger.ledger().chain().unsealed(ledger.ledger().tip(), late)).isPresent();
    Seal again = ledger.seal(now + 3_600, QUORUM);
    assertThat(again.number()).isEqualTo(2);
    assertThat(again.size()).isEqualTo(ledger.ledger().tip().header().checkpointSize());
    assertThat(ledger.ledger().chain().unsealed(ledger.ledger().tip(), late)).isEmpty();
    grow();
    assertThat(ledger.ledger().tip().header().seal()).isEqualTo(again.hash());
  }

  @Test
  void oldSignaturesDoNotSealAnUnchangedTipAgain() throws Exception {
    Candidate first = ledger.propose();
    for (OrgId validator : ALL) {
      assertTaken(ledger.cosign(first, validator, now));
    }
    String note = ledger.note(checkpoint(first), now, QUORUM);
    assertTaken(orderSeal(first.round(), note));
    Candidate second = ledger.propose();
    assertVoid(
        Reason.DUPLICATE,
        orderCosignature(second.round(), cosignatureOf(ALL.getFirst(), checkpoint(first), now)));
    assertVoid(Reason.DUPLICATE, orderSeal(second.round(), note));
    assertVoid(
        Reason.DUPLICATE,
        orderSeal(second.round(), ledger.note(checkpoint(first), now, ALL.subList(1, 4))));
    assertThat(ledger.ledger().tip().sealed().number()).isEqualTo(1);
    // The validators' own newer word is not shut out.
    for (OrgId validator : QUORUM) {
      assertTaken(ledger.cosign(second, validator, now + 1));
    }
    assertTaken(orderSeal(second.round(), ledger.note(checkpoint(second), now + 1, QUORUM)));
  }

  @Test
  void tokensStandInTheSealAndInWhatTheNextBlockBinds() throws Exception {
    Candidate candidate = ledger.propose();
    String note = ledger.note(checkpoint(candidate), now, QUORUM);
    SealDocument stamped =
        new SealDocument(note, List.of("MAA="), List.of("MAAA"), Optional.of("AAAA"));
    assertTaken(ledger.apply(ledger.nextStamp(), EntryCodec.seal(candidate.round(), stamped)));
    grow();
    assertThat(ledger.ledger().tip().header().seal())
        .isEqualTo(stamped.hash())
        .isNotEqualTo(SealDocument.unstamped(note).hash());
  }

  @Test
  void sealingSurvivesARestart() throws Exception {
    Candidate candidate = ledger.propose();
    assertTaken(ledger.cosign(candidate, ALL.getFirst(), now));
    TestLedger reopened = consortium.open(ledger.ledger().store());
    assertThat(reopened.ledger().tip().header()).isEqualTo(ledger.ledger().tip().header());
    assertVoid(Reason.DUPLICATE, reopened.cosign(candidate, ALL.getFirst(), now));
    String note = reopened.note(checkpoint(candidate), now, QUORUM);
    assertTaken(
        reopened.apply(
            reopened.nextStamp(),
            EntryCodec.seal(candidate.round(), SealDocument.unstamped(note))));
    TestLedger again = consortium.open(reopened.ledger().store());
    assertThat(again.ledger().tip().sealed()).isEqualTo(reopened.ledger().tip().sealed());
  }
}
