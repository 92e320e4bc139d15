package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Governance;
import org.colophon.core.chain.Outcome;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** Which votes count, and what the one that decides does. */
class VotesTest extends ContractTest {
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final Actor south = consortium.actor(TestConsortium.COURT_SOUTH);
  private final Organisation archive = consortium.newcomer("archive", Tier.OBSERVER);

  VotesTest() throws Exception {}

  private Governance governance() {
    return ledger.ledger().tip().governance();
  }

  private TestRecord proposed() throws Exception {
    TestRecord proposal = ledger.changes().admit(notary, archive);
    accept(proposal);
    return proposal;
  }

  private TestRecord vote(Actor voter, TestRecord proposal) {
    return ledger.changes().vote(voter, proposal);
  }

  @Test
  void theVoteThatMakesTheQuorumDecides() throws Exception {
    TestRecord proposal = proposed();
    accept(vote(court, proposal));
    assertThat(governance().decided()).isEmpty();
    accept(vote(office, proposal));
    assertThat(governance().decided().orElseThrow().next().membership().organisation(archive.id()))
        .contains(archive);
    assertThat(ledger.membership()).isEqualTo(consortium.genesis().membership());
  }

  @Test
  void anObserversProposalNeedsTheWholeQuorumBeside() throws Exception {
    Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
    TestRecord proposal = ledger.changes().admit(procuratorate, archive);
    accept(proposal);
    accept(vote(court, proposal));
    accept(vote(office, proposal));
    assertThat(governance().decided()).isEmpty();
    accept(vote(south, proposal));
    assertThat(governance().decided()).isPresent();
  }

  @Test
  void onlyValidatorsVoteAndEachOnce() throws Exception {
    TestRecord proposal = proposed();
    Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
    assertRefused(Reason.ROLE_DENIED, vote(procuratorate, proposal));
    assertRefused(Reason.ROLE_DENIED, vote(alice, proposal));
    assertRefused(Reason.UNKNOWN_KEY, vote(stranger, proposal));
    assertRefused(Reason.ROLE_DENIED, vote(court, proposal).by(office, Role.MEMBER));
    assertRefused(Reason.ALREADY_VOTED, vote(notary, proposal));
    accept(vote(court, proposal));
    assertRefused(Reason.ALREADY_VOTED, vote(court, proposal));
    // Another key of the same organisation is no other voice.
    Actor renewed = court.with(consortium.key("court-north", 1));
    accept(records.rotate(court, renewed));
    assertRefused(Reason.ALREADY_VOTED, vote(renewed, proposal));
    assertRefused(Reason.KEY_REVOKED, vote(court, proposal));
    assertThat(governance().decided()).isEmpty();
  }

  @Test
  void aVoteNamesAProposalThatStands() throws Exception {
    TestRecord never = ledger.changes().admit(notary, archive);
    assertRefused(Reason.UNKNOWN_RECORD, vote(court, never));
    TestRecord deposit = records.deposit(alice, CONTENT);
    accept(deposit);
    assertRefused(Reason.UNKNOWN_RECORD, vote(court, deposit));
    TestRecord proposal = proposed();
    TestRecord counted = vote(court, proposal);
    accept(counted);
    assertRefused(Reason.UNKNOWN_RECORD, vote(office, counted));
  }

  @Test
  void aNewerProposalOfTheSameMemberTakesThePlaceOfTheOlderOne() throws Exception {
    TestRecord first = proposed();
    accept(vote(court, first));
    TestRecord second = ledger.changes().suspend(notary, TestConsortium.PROCURATORATE);
    accept(second);
    assertRefused(Reason.PROPOSAL_LAPSED, vote(office, first));
    accept(vote(office, second));
    assertThat(governance().decided()).isEmpty();
    accept(vote(court, second));
    assertThat(governance().decided()).isPresent();
  }

  @Test
  void aProposalRunsOut() throws Exception {
    Timestamp end = ledger.nextStamp().plus(1000);
    TestRecord proposal = ledger.changes().admit(notary, archive).notAfter(end);
    accept(proposal);
    acceptAt(end, vote(court, proposal));
    assertRefused(Reason.PROPOSAL_LAPSED, vote(office, proposal), end.plus(1));
  }

  @Test
  void whatWasProposedUnderAnotherMembershipLapses() throws Exception {
    TestRecord waiting = ledger.changes().suspend(court, TestConsortium.PROCURATORATE);
    accept(waiting);
    accept(vote(south, waiting));
    TestRecord vote = vote(office, waiting);
    ledger.decide(ledger.changes().admit(notary, archive));
    assertRefused(Reason.CHANGE_PENDING, vote);
    ledger.seal();
    assertRefused(Reason.PROPOSAL_LAPSED, vote);
  }

  @Test
  void whatHasChangedSinceTheProposalCounts() throws Exception {
    TestRecord proposal = proposed();
    accept(vote(court, proposal));
    Actor quick = new Actor(new org.colophon.core.SubjectId("archive"), stranger.key());
    accept(records.register(office, quick));
    assertRefused(Reason.DUPLICATE_IDENTITY, vote(office, proposal));
  }

  @Test
  void aDecisionIsTheOnlyRecordOfItsBlock() throws Exception {
    TestRecord proposal = proposed();
    accept(vote(court, proposal));
    TestRecord deciding = vote(office, proposal);
    TestRecord beside = records.deposit(alice, CONTENT);
    List<Outcome> behind =
        ledger.orderAll(ledger.nextStamp(), List.of(beside.bytes(), deciding.bytes()));
    assertThat(behind.getFirst()).isInstanceOf(Outcome.Accepted.class);
    assertNotAlone(behind.getLast());
    TestRecord after = records.deposit(alice, consortium.hash("after"));
    List<Outcome> before =
        ledger.orderAll(ledger.nextStamp(), List.of(deciding.bytes(), after.bytes()));
    assertThat(before.getFirst()).isInstanceOf(Outcome.Accepted.class);
    assertNotAlone(before.getLast());
    BlockHeader header = ledger.ledger().tip().header();
    assertThat(header.count()).isEqualTo(1);
    accept(after);
  }

  private static void assertNotAlone(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            r -> assertThat(r.refusal()).extracting(Refusal::reason).isEqualTo(Reason.NOT_ALONE));
  }

  @Test
  void votesThatDecideNothingShareABlockWithOthers() throws Exception {
    TestRecord proposal = ledger.changes().admit(notary, archive);
    List<Outcome> outcomes =
        ledger.orderAll(
            ledger.nextStamp(),
            List.of(
                records.deposit(alice, CONTENT).bytes(),
                proposal.bytes(),
                vote(court, proposal).bytes()));
    assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
  }

  @Test
  void whoWentIsNotHeardAndItsSubjectsStay() throws Exception {
    Actor registered = new Actor(new org.colophon.core.SubjectId("carol"), stranger.key());
    accept(records.register(office, registered));
    Organisation registry = consortium.newcomer("registry", Tier.VALIDATOR);
    Actor newcomer = consortium.actor(registry.id());
    ledger.decide(ledger.changes().replace(notary, TestConsortium.OFFICE, registry));
    // Until the seal the old membership is in force.
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.deposit(newcomer, CONTENT));
    accept(records.deposit(office, CONTENT));
    ledger.seal();
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.deposit(office, consortium.hash("late")));
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.register(office, consortium.actor("dora")));
    TestRecord any = ledger.changes().suspend(court, TestConsortium.PROCURATORATE);
    accept(any);
    assertRefused(Reason.UNKNOWN_ORGANISATION, vote(office, any));
    accept(vote(newcomer, any));
    accept(records.deposit(newcomer, CONTENT));
    accept(records.register(newcomer, consortium.actor("dora")));
    // Carol keeps her key, and rotates it herself; nobody does it for her.
    accept(records.deposit(registered, CONTENT));
    Actor renewed = registered.with(consortium.key("carol", 4));
    TestRecord byRegistrar =
        records
            .record(
                new org.colophon.core.content.KeyRotate(
                    registered.subject(),
                    registered.key().name(),
                    renewed.key().name(),
                    Optional.empty()))
            .by(office, Role.REGISTRAR)
            .by(renewed, Role.SUCCESSOR);
    assertRefused(Reason.UNKNOWN_ORGANISATION, byRegistrar);
    accept(records.rotate(registered, renewed));
  }

  @Test
  void aRotatedKeyOfAnOrganisationEndsWithItsMembership() throws Exception {
    Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
    Actor renewed = procuratorate.with(consortium.key("procuratorate-west", 1));
    accept(records.rotate(procuratorate, renewed));
    accept(records.deposit(renewed, CONTENT));
    ledger.enact(ledger.changes().suspend(notary, TestConsortium.PROCURATORATE));
    assertRefused(Reason.UNKNOWN_ORGANISATION, records.deposit(renewed, consortium.hash("late")));
  }

  @Test
  void aChainTakesSixtyFourChangesAndNoMore() throws Exception {
    for (int i = 0; i < ChangeList.CHANGES_MAX; i++) {
      Optional<Organisation> present =
          ledger.membership().organisation(new OrgId("guest-" + i / 2));
      ledger.enact(
          present.isPresent()
              ? ledger.changes().suspend(notary, present.get().id())
              : ledger
                  .changes()
                  .admit(notary, consortium.newcomer("guest-" + i / 2, Tier.PARTICIPANT)));
    }
    assertThat(governance().inForce().number()).isEqualTo(64);
    TestRecord proposal = ledger.changes().admit(notary, archive);
    accept(proposal);
    accept(vote(court, proposal));
    assertRefused(Reason.TOO_LARGE, vote(office, proposal));
    assertThat(consortium.open(ledger.ledger().store()).membership())
        .isEqualTo(ledger.membership());
  }
}
