package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionRaise.Ground;
import org.colophon.core.content.ObjectionResolve.Outcome;
import org.colophon.core.content.Right;
import org.colophon.core.contract.ObjectionState.Status;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.ObjectionView;
import org.colophon.core.query.RightsCheck;
import org.colophon.core.query.WorkView;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** objection.raise and objection.resolve: what a dispute stops, and what ends it. */
class ObjectionsTest extends ContractTest {
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final Actor otherCourt = consortium.actor(TestConsortium.COURT_SOUTH);
  private final WorkId work;

  ObjectionsTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private RecordId raised(Actor objector, Ground ground) throws Exception {
    TestRecord record = records.object(objector, work, ground);
    accept(record);
    return record.id();
  }

  private RecordId raised() throws Exception {
    return raised(bob, Ground.AUTHORSHIP);
  }

  private Status status(RecordId objection) throws Exception {
    return ObjectionState.read(ledger.state(ObjectionState.stateKey(objection)).orElseThrow())
        .status();
  }

  private List<RecordId> standing(Optional<Height> height) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      AsOf asOf = height.isPresent() ? AsOf.height(query, height.get()) : AsOf.newest(query);
      List<RecordId> standing = ids(ObjectionView.standing(query, work, asOf));
      assertThat(ids(RightsCheck.of(query, work, alice.subject(), asOf).orElseThrow().objections()))
          .isEqualTo(standing);
      if (height.isEmpty()) {
        assertThat(ids(WorkView.of(query, work).orElseThrow().objections())).isEqualTo(standing);
      }
      return standing;
    }
  }

  private static List<RecordId> ids(List<ObjectionView> views) {
    return views.stream().map(view -> view.record().id()).toList();
  }

  // ---- what a dispute stops

  @Test
  void aDisputedTitleDoesNotPass() throws Exception {
    RecordId objection = raised();
    assertRefused(Reason.DISPUTED, records.transfer(alice, notary, work, 1));
    accept(records.resolve(court, objection, Outcome.DISMISSED));
    accept(records.transfer(alice, notary, work, 1));
  }

  @Test
  void anUpheldObjectionStillStopsATransfer() throws Exception {
    RecordId objection = raised();
    accept(records.resolve(office, objection, Outcome.UPHELD));
    assertRefused(Reason.DISPUTED, records.transfer(alice, notary, work, 1));
  }

  @Test
  void whoAloneDisputesATitleMayAcquireIt() throws Exception {
    RecordId objection = raised();
    TestRecord other = records.object(court, work, Ground.OTHER);
    accept(other);
    assertRefused(Reason.DISPUTED, records.transfer(alice, bob, work, 10_000));
    accept(records.withdraw(court, other.id()));
    accept(records.transfer(alice, bob, work, 10_000));
    assertRefused(Reason.DISPUTED, records.transfer(bob, alice, work, 1));
    accept(records.withdraw(bob, objection));
    accept(records.transfer(bob, alice, work, 1));
  }

  @Test
  void nothingIsPledgedWaivedOrLicensedExclusively() throws Exception {
    raised();
    assertRefused(Reason.DISPUTED, records.pledge(alice, notary, work, Right.RENTAL));
    assertRefused(Reason.DISPUTED, records.waive(alice, work, Right.RENTAL));
    assertRefused(
        Reason.DISPUTED,
        records.grant(alice, notary, work, TestTerms.of(Right.RENTAL).exclusive()));
    accept(records.grant(alice, notary, work, TestTerms.of(Right.RENTAL)));
  }

  @Test
  void whatStoodBeforeGoesOn() throws Exception {
    TestRecord pledge = records.pledge(alice, notary, work, Right.RENTAL);
    accept(pledge);
    TestRecord licence =
        records.grant(
            alice, notary, work, TestTerms.of(Right.REPRODUCTION).exclusive().sublicensing());
    accept(licence);
    raised();
    accept(
        records.sublicense(
            notary, court, licence.id(), TestTerms.of(Right.REPRODUCTION).exclusive()));
    accept(records.terminate(alice, licence.id()));
    accept(records.release(notary, pledge.id()));
  }

  @Test
  void theFirstFaultOfATransferIsItsOwn() throws Exception {
    raised();
    assertRefused(Reason.NOT_OWNER, records.transfer(notary, court, work, 1));
  }

  // ---- objection.raise

  @Test
  void anySubjectObjectsOnEachGroundOnce() throws Exception {
    raised();
    assertRefused(Reason.ALREADY_OBJECTED, records.object(bob, work, Ground.AUTHORSHIP));
    RecordId second = raised(bob, Ground.COPYING);
    accept(records.withdraw(bob, second));
    assertRefused(Reason.ALREADY_OBJECTED, records.object(bob, work, Ground.COPYING));
    raised(notary, Ground.AUTHORSHIP);
    WorkId other = declare(alice, Hash.sha256(new byte[] {2}));
    accept(records.object(bob, other, Ground.AUTHORSHIP));
    assertThat(linked(Link.objection(work))).hasSize(3);
    assertThat(linked(Link.objection(bob.subject()))).hasSize(3);
  }

  @Test
  void objectionsNeedAWorkAClaimThatStandsAndAKey() throws Exception {
    assertRefused(Reason.UNKNOWN_KEY, records.object(stranger, work, Ground.OTHER));
    assertRefused(Reason.UNKNOWN_WORK, records.object(bob, new WorkId(CONTENT), Ground.OTHER));
    TestRecord draft = records.draft(alice, CONTENT);
    accept(draft);
    assertRefused(Reason.UNKNOWN_WORK, records.object(bob, draft.work(), Ground.OTHER));
    ObjectionRaise content =
        new ObjectionRaise(work, Ground.COPYING, CONTENT, Optional.of(new RecordId(CONTENT)));
    assertRefused(Reason.UNKNOWN_RECORD, records.record(content).by(bob, Role.OBJECTOR));
    assertRefused(
        Reason.ROLE_DENIED,
        records
            .record(new ObjectionRaise(work, Ground.COPYING, CONTENT, Optional.empty()))
            .by(bob, Role.OWNER));
  }

  @Test
  void aCompetingClaimTellsOfTheObjectionToo() throws Exception {
    TestRecord rival = records.declare(bob, Hash.sha256(new byte[] {3}));
    accept(rival);
    accept(
        records
            .record(new ObjectionRaise(work, Ground.COPYING, CONTENT, Optional.of(rival.id())))
            .by(bob, Role.OBJECTOR));
    assertThat(linked(Link.work(rival.work()))).hasSize(2);
    accept(records.transfer(bob, notary, rival.work(), 1));
  }

  @Test
  void standingObjectionsAreBounded() throws Exception {
    Ground[] grounds = Ground.values();
    int raised = 0;
    for (int i = 0; raised < Objections.STANDING_MAX; i++) {
      Actor objector = consortium.actor("objector-" + i);
      accept(records.register(notary, objector));
      for (int g = 0; g < grounds.length && raised < Objections.STANDING_MAX; g++, raised++) {
        raised(objector, grounds[g]);
      }
    }
    assertRefused(Reason.TOO_LARGE, records.object(bob, work, Ground.OTHER));
    accept(records.withdraw(consortium.actor("objector-0"), standing(Optional.empty()).getFirst()));
    raised(bob, Ground.OTHER);
  }

  // ---- objection.resolve

  @Test
  void onlyItsObjectorWithdraws() throws Exception {
    RecordId objection = raised();
    assertRefused(Reason.ROLE_DENIED, records.withdraw(alice, objection));
    assertRefused(Reason.ROLE_DENIED, records.withdraw(court, objection));
    assertRefused(Reason.ROLE_DENIED, records.resolve(court, objection, Outcome.WITHDRAWN));
    accept(records.withdraw(bob, objection));
    assertRefused(Reason.BAD_TRANSITION, records.withdraw(bob, objection));
    assertThat(status(objection)).isEqualTo(Status.WITHDRAWN);
    assertThat(standing(Optional.empty())).isEmpty();
  }

  @Test
  void onlyOfficesAndCourtsDecide() throws Exception {
    RecordId objection = raised();
    assertRefused(Reason.ROLE_DENIED, records.resolve(notary, objection, Outcome.DISMISSED));
    assertRefused(Reason.ROLE_DENIED, records.resolve(alice, objection, Outcome.DISMISSED));
    assertRefused(Reason.UNKNOWN_RECORD, resolveNothing(new RecordId(CONTENT)));
    assertRefused(Reason.UNKNOWN_RECORD, resolveNothing(new RecordId(work.hash())));
    accept(records.resolve(office, objection, Outcome.DISMISSED));
  }

  private TestRecord resolveNothing(RecordId nothing) {
    return records.resolve(court, nothing, Outcome.DISMISSED);
  }

  @Test
  void nobodyDecidesInAMatterOfItsOwn() throws Exception {
    RecordId own = raised(court, Ground.OTHER);
    assertRefused(Reason.ROLE_DENIED, records.resolve(court, own, Outcome.UPHELD));
    accept(records.resolve(otherCourt, own, Outcome.DISMISSED));
    accept(records.transfer(alice, office, work, 1));
    RecordId objection = raised();
    assertRefused(Reason.ROLE_DENIED, records.resolve(office, objection, Outcome.DISMISSED));
    accept(records.resolve(court, objection, Outcome.DISMISSED));
  }

  @Test
  void aCourtDecidesOverWhatWasDecided() throws Exception {
    RecordId objection = raised();
    accept(records.resolve(office, objection, Outcome.DISMISSED));
    assertRefused(Reason.BAD_TRANSITION, records.resolve(office, objection, Outcome.UPHELD));
    assertRefused(Reason.BAD_TRANSITION, records.resolve(court, objection, Outcome.DISMISSED));
    assertRefused(Reason.BAD_TRANSITION, records.withdraw(bob, objection));
    assertThat(standing(Optional.empty())).isEmpty();
    accept(records.resolve(court, objection, Outcome.UPHELD));
    assertThat(standing(Optional.empty())).containsExactly(objection);
    accept(records.resolve(otherCourt, objection, Outcome.DISMISSED));
    assertThat(status(objection)).isEqualTo(Status.DISMISSED);
    accept(records.resolve(court, objection, Outcome.UPHELD));
    accept(records.withdraw(bob, objection));
    assertRefused(Reason.BAD_TRANSITION, records.resolve(court, objection, Outcome.UPHELD));
  }

  @Test
  void decisionsAreBoundedAndWithdrawalIsNot() throws Exception {
    RecordId objection = raised();
    for (int i = 0; i < ObjectionState.DECISIONS_MAX; i++) {
      accept(records.resolve(court, objection, i % 2 == 0 ? Outcome.DISMISSED : Outcome.UPHELD));
    }
    assertRefused(Reason.TOO_LARGE, records.resolve(court, objection, Outcome.DISMISSED));
    accept(records.withdraw(bob, objection));
  }

  @Test
  void theDisputesOfThePastAreAsTheyWere() throws Exception {
    Height before = ledger.ledger().tip().header().height();
    RecordId first = raised();
    Height one = ledger.ledger().tip().header().height();
    RecordId second = raised(notary, Ground.COPYING);
    Height both = ledger.ledger().tip().header().height();
    accept(records.withdraw(bob, first));
    assertThat(standing(Optional.of(before))).isEmpty();
    assertThat(standing(Optional.of(one))).containsExactly(first);
    assertThat(standing(Optional.of(both))).containsExactly(first, second);
    assertThat(standing(Optional.empty())).containsExactly(second);
  }
}
