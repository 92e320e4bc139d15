package org.colophon.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.Commit;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.testkit.Actor;
import org.colophon.testkit.MemoryStore;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decided change comes into force with the old quorum's seal, and not before. */
class HandoverTest {
  private static final OrgId OFFICE = TestConsortium.OFFICE;
  private static final OrgId REGISTRY = new OrgId("registry");
  private static final List<OrgId> OLD = TestConsortium.validators();

  private final TestConsortium consortium = TestConsortium.ofSeed(1);
  private final Actor alice = consortium.actor("alice");
  private final Actor notary = consortium.actor(TestConsortium.NOTARY);
  private final Organisation registry = consortium.newcomer("registry", Tier.VALIDATOR);
  private final TestLedger ledger;
  private final long now = TestConsortium.START.seconds() + 10;

  HandoverTest() throws Exception {
    ledger = consortium.openWith(alice);
  }

  private Governance governance() {
    return ledger.ledger().tip().governance();
  }

  private void decide() throws Exception {
    ledger.decide(ledger.changes().replace(notary, OFFICE, registry));
  }

  private BlockHeader grow() throws Exception {
    ledger.accept(consortium.records().deposit(alice, Hash.sha256(new byte[] {1})));
    return ledger.ledger().tip().header();
  }

  private Reply orderSeal(Candidate candidate, List<OrgId> validators) throws Exception {
    return orderSeal(candidate, now, validators);
  }

  private Reply orderSeal(Candidate candidate, long seconds, List<OrgId> validators)
      throws Exception {
    String note = ledger.note(candidate.checkpoint(consortium.chain()), seconds, validators);
    return ledger.apply(
        ledger.nextStamp(), EntryCodec.seal(candidate.round(), SealDocument.unstamped(note)));
  }

  private void assertTaken(Reply reply) {
    assertThat(reply).isEqualTo(new Reply.Taken());
  }

  private void assertVoid(Reason reason, Reply reply) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Voided.class, v -> assertThat(v.refusal().reason()).isEqualTo(reason));
  }

  @Test
  void theHeaderNamesTheMembershipBeforeTheBlock() throws Exception {
    Hash founders = consortium.genesis().membership().hash();
    decide();
    assertThat(ledger.ledger().tip().header().membership()).isEqualTo(founders);
    assertThat(grow().membership()).isEqualTo(founders);
    ledger.seal(now, OLD.subList(0, 3));
    Hash next = governance().inForce().hash();
    assertThat(next).isNotEqualTo(founders);
    assertThat(grow().membership()).isEqualTo(next);
    assertThat(grow().seal()).isEqualTo(ledger.ledger().tip().sealed().hash());
  }

  @Test
  void onlyASealThatCoversTheDecisionHandsOver() throws Exception {
    Candidate before = ledger.propose();
    decide();
    assertTaken(orderSeal(before, OLD.subList(0, 3)));
    assertThat(governance().decided()).isPresent();
    assertThat(governance().membership()).isEqualTo(consortium.genesis().membership());
    Candidate behind = ledger.propose();
    assertTaken(orderSeal(behind, now + 1, OLD.subList(0, 3)));
    assertThat(governance().decided()).isEmpty();
    assertThat(governance().membership().organisation(REGISTRY)).isPresent();
  }

  @Test
  void theSealThatHandsOverIsTheOldQuorums() throws Exception {
    decide();
    Candidate candidate = ledger.propose();
    List<OrgId> withNew = List.of(OLD.get(0), OLD.get(1), REGISTRY);
    assertVoid(Reason.BAD_SIGNATURE, orderSeal(candidate, withNew));
    assertVoid(Reason.BAD_SIGNATURE, ledger.cosign(candidate, REGISTRY, now));
    assertTaken(orderSeal(candidate, List.of(OLD.get(0), OLD.get(1), OFFICE)));
    assertThat(governance().membership().organisation(OFFICE)).isEmpty();
  }

  @Test
  void afterTheHandoverTheOldValidatorsLinesSpoilASeal() throws Exception {
    decide();
    ledger.seal(now, OLD.subList(0, 3));
    grow();
    Candidate candidate = ledger.propose();
    List<OrgId> three = List.of(OLD.get(0), OLD.get(1), TestConsortium.NOTARY);
    assertVoid(Reason.BAD_SIGNATURE, ledger.cosign(candidate, OFFICE, now + 5));
    assertVoid(
        Reason.BAD_SIGNATURE,
        orderSeal(candidate, now + 5, List.of(OLD.get(0), OLD.get(1), OFFICE)));
    assertVoid(Reason.BAD_SIGNATURE, orderSeal(candidate, now + 5, OLD));
    assertTaken(ledger.cosign(candidate, REGISTRY, now + 5));
    assertTaken(orderSeal(candidate, now + 5, List.of(OLD.get(0), OLD.get(1), REGISTRY)));
    grow();
    Candidate next = ledger.propose();
    assertTaken(orderSeal(next, now + 6, three));
  }

  @Test
  void aForkOfWhoWentIsNoContradictionAnyMore() throws Exception {
    List<String> contradictions = new java.util.ArrayList<>();
    ledger.ledger().onContradiction(contradictions::add);
    decide();
    ledger.seal(now, OLD.subList(0, 3));
    Candidate candidate = ledger.propose();
    Checkpoint forked =
        new Checkpoint(consortium.chain().text(), candidate.size().value(), Hash.sha256());
    String note = consortium.validator(OFFICE).cosign(forked, now + 5);
    assertVoid(
        Reason.BAD_SIGNATURE,
        ledger.apply(ledger.nextStamp(), EntryCodec.cosignature(candidate.round(), note)));
    assertThat(contradictions).isEmpty();
  }

  @Test
  void candidatesThatStayOpenKeepTheWordOfWhoStaysOnly() throws Exception {
    decide();
    Candidate first = ledger.propose();
    grow();
    Candidate second = ledger.propose();
    for (OrgId validator : OLD) {
      assertTaken(ledger.cosign(second, validator, now));
    }
    assertTaken(orderSeal(first, OLD.subList(0, 3)));
    try (LedgerReader reader = ledger.read()) {
      SealingState sealing = new SealingState(reader);
      assertThat(sealing.candidates()).containsExactly(second);
      assertThat(sealing.cosignature(second.round(), OFFICE)).isEmpty();
      assertThat(sealing.cosignatures(second.round(), OLD)).hasSize(3);
    }
    assertTaken(ledger.cosign(second, REGISTRY, now));
    assertTaken(orderSeal(second, List.of(OLD.get(0), OLD.get(1), REGISTRY)));
  }

  @Test
  void aValidatorWithRenewedKeysSignsWithThemOnly() throws Exception {
    Membership before = ledger.membership();
    Organisation office = before.organisation(OFFICE).orElseThrow();
    Organisation renewed =
        new Organisation(
            OFFICE,
            office.kind(),
            Tier.VALIDATOR,
            office.certificate(),
            office.recordKeys(),
            office.nodes(),
            registry.checkpointKeys());
    ledger.enact(ledger.changes().replace(notary, OFFICE, renewed));
    grow();
    Candidate candidate = ledger.propose();
    assertVoid(Reason.BAD_SIGNATURE, ledger.cosign(candidate, OFFICE, now + 5));
    assertThat(ledger.membership().organisation(OFFICE)).contains(renewed);
    assertThat(ledger.membership().organisations()).hasSameSizeAs(before.organisations());
    ledger.accept(consortium.records().deposit(consortium.actor(OFFICE), Hash.sha256()));
  }

  @Test
  void eachStepSurvivesARestart() throws Exception {
    assertReopensAsItIs();
    decide();
    assertThat(governance().decided()).isPresent();
    assertReopensAsItIs();
    grow();
    Candidate candidate = ledger.propose();
    assertReopensAsItIs();
    assertTaken(orderSeal(candidate, OLD.subList(0, 3)));
    assertReopensAsItIs();
    grow();
    ledger.decide(ledger.changes().suspend(notary, TestConsortium.PROCURATORATE));
    assertReopensAsItIs();
    ledger.seal();
    assertThat(governance().inForce().number()).isEqualTo(2);
    assertReopensAsItIs();
  }

  private void assertReopensAsItIs() throws Exception {
    Governance reopened = consortium.open(ledger.ledger().store()).ledger().tip().governance();
    assertSame(reopened, governance());
  }

  private static void assertSame(Governance found, Governance expected) {
    assertThat(found.inForce().number()).isEqualTo(expected.inForce().number());
    assertThat(found.membership()).isEqualTo(expected.membership());
    assertThat(found.inForce().hash()).isEqualTo(expected.inForce().hash());
    assertThat(found.judge().quorum()).isEqualTo(expected.judge().quorum());
    assertThat(found.judge().validators()).isEqualTo(expected.judge().validators());
    assertThat(found.decided().map(Governance.Decided::coveredFrom))
        .isEqualTo(expected.decided().map(Governance.Decided::coveredFrom));
    assertThat(found.decided().map(d -> d.next().membership()))
        .isEqualTo(expected.decided().map(d -> d.next().membership()));
  }

  @Test
  void anInstalledCopyBringsItsMembershipAlong(@TempDir Path directory) throws Exception {
    decide();
    ledger.seal(now, OLD.subList(0, 3));
    grow();
    Path copy = directory.resolve("copy");
    ledger.ledger().store().checkpoint(copy);
    TestLedger behind = consortium.openWith();
    behind.ledger().install(copy);
    assertSame(behind.ledger().tip().governance(), governance());
    assertThat(behind.order(consortium.records().deposit(alice, Hash.sha256())))
        .isInstanceOf(Outcome.Accepted.class);
    assertThat(behind.ledger().tip().header().membership())
        .isEqualTo(governance().inForce().hash());
  }

  @Test
  void aStateTextThatIsNotItsBlocksIsFoundWhenTheLedgerOpens() throws Exception {
    decide();
    MemoryStore store = (MemoryStore) ledger.ledger().store();
    byte[] text;
    try (LedgerReader reader = ledger.read()) {
      text = reader.control("change/01").orElseThrow();
    }
    String changed =
        new String(text, StandardCharsets.UTF_8).replace("\"quorum\":3", "\"quorum\":4");
    putControl(store, Optional.of(changed));
    assertThatThrownBy(() -> consortium.open(store))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("change 1");
    putControl(store, Optional.empty());
    assertThatThrownBy(() -> consortium.open(store))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("change 1");
    putControl(store, Optional.of(new String(text, StandardCharsets.UTF_8)));
    assertThat(consortium.open(store).ledger().tip().governance().decided()).isPresent();
  }

  private static void putControl(MemoryStore store, Optional<String> text) throws Exception {
    Position applied = store.applied();
    Position next = new Position(applied.term(), applied.index() + 1);
    ControlChange change =
        text.isEmpty()
            ? ControlChange.remove("change/01")
            : ControlChange.put(
                "change/01",
                org.colophon.core.json.JsonParser.parse(
                    text.get().getBytes(StandardCharsets.UTF_8),
                    new org.colophon.core.json.JsonLimits(1 << 20, 16, 4096)));
    store.commit(new Commit(next, Optional.empty(), Optional.empty(), List.of(change)));
  }
}
