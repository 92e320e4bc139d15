package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.Proposal;
import org.colophon.core.json.Json;
import org.colophon.core.membership.CheckpointKeys;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** What may be proposed about the membership, and by whom. */
class ProposalsTest extends ContractTest {
  private static final OrgId ARCHIVE = new OrgId("archive");

  private final Actor procuratorate = consortium.actor(TestConsortium.PROCURATORATE);
  private final Organisation archive = consortium.newcomer("archive", Tier.OBSERVER);
  private final Organisation registry = consortium.newcomer("registry", Tier.VALIDATOR);

  ProposalsTest() throws Exception {}

  private Organisation member(OrgId id) {
    return ledger.membership().organisation(id).orElseThrow();
  }

  private Hash now() {
    return ledger.membership().hash();
  }

  private TestRecord admitting(Organisation organisation, int quorum, Optional<OrgId> replaces) {
    return ledger.changes().propose(notary, new OrgAdmit(now(), organisation, quorum, replaces));
  }

  private static Organisation with(
      Organisation o, Tier tier, Organisation recordKeysOf, Optional<CheckpointKeys> checkpoint) {
    return new Organisation(
        o.id(), o.kind(), tier, o.certificate(), recordKeysOf.recordKeys(), o.nodes(), checkpoint);
  }

  @Test
  void aValidatorsProposalIsItsVoteAndAnObserversIsNone() throws Exception {
    TestRecord byValidator = ledger.changes().admit(notary, archive);
    accept(byValidator);
    assertThat(ballot(TestConsortium.NOTARY))
        .isEqualTo(new Ballot(byValidator.id(), List.of(TestConsortium.NOTARY)));
    TestRecord byObserver = ledger.changes().admit(procuratorate, archive);
    accept(byObserver);
    assertThat(ballot(TestConsortium.PROCURATORATE))
        .isEqualTo(new Ballot(byObserver.id(), List.of()));
    assertThat(linked(Link.subject(notary.subject()))).isNotEmpty();
  }

  private Ballot ballot(OrgId proposer) throws Exception {
    return Ballot.read(ledger.state(Ballot.stateKey(proposer)).orElseThrow());
  }

  @Test
  void onlyAMembersOwnKeyProposes() throws Exception {
    Proposal proposal = new OrgSuspend(now(), TestConsortium.PROCURATORATE, 3, cause());
    assertRefused(Reason.ROLE_DENIED, ledger.changes().propose(alice, proposal));
    assertRefused(Reason.UNKNOWN_KEY, ledger.changes().propose(stranger, proposal));
    assertRefused(
        Reason.UNKNOWN_KEY, ledger.changes().propose(consortium.actor(ARCHIVE), proposal));
    assertRefused(Reason.ROLE_DENIED, ledger.changes().propose(notary.with(court.key()), proposal));
    assertRefused(
        Reason.ROLE_DENIED, ledger.changes().propose(notary, proposal).by(court, Role.MEMBER));
    assertRefused(
        Reason.ROLE_DENIED,
        records.record(proposal).by(notary, Role.REGISTRAR).notAfter(ledger.nextStamp().plus(9)));
  }

  private static OrgSuspend.Cause cause() {
    return OrgSuspend.Cause.BREACH;
  }

  @Test
  void aProposalEndsWithinNinetyDays() throws Exception {
    Proposal proposal = new OrgSuspend(now(), TestConsortium.PROCURATORATE, 3, cause());
    assertRefused(Reason.BAD_PROPOSAL, records.record(proposal).by(notary, Role.MEMBER));
    long latest = ledger.nextStamp().value() + ProposalContract.OPEN_MS_MAX;
    TestRecord tooLong =
        ledger
            .changes()
            .propose(notary, proposal)
            .notAfter(new org.colophon.core.Timestamp(latest + 1));
    assertRefused(Reason.BAD_PROPOSAL, tooLong);
    accept(tooLong.notAfter(new org.colophon.core.Timestamp(latest)));
    assertRefused(
        Reason.EXPIRED, ledger.changes().propose(notary, proposal).notAfter(TestConsortium.START));
  }

  @Test
  void whoIsAMemberIsNotAdmittedAgain() throws Exception {
    assertRefused(Reason.ALREADY_MEMBER, ledger.changes().admit(notary, member(office())));
    assertRefused(
        Reason.ALREADY_MEMBER, ledger.changes().replace(notary, office(), member(office())));
  }

  private static OrgId office() {
    return TestConsortium.OFFICE;
  }

  @Test
  void whoIsNoMemberCannotGo() throws Exception {
    assertRefused(Reason.UNKNOWN_ORGANISATION, ledger.changes().suspend(notary, ARCHIVE));
    assertRefused(Reason.UNKNOWN_ORGANISATION, ledger.changes().replace(notary, ARCHIVE, registry));
    assertRefused(Reason.UNKNOWN_ORGANISATION, ledger.changes().replace(notary, ARCHIVE, archive));
  }

  @Test
  void fourValidatorsStayFour() throws Exception {
    assertRefused(Reason.QUORUM_NOT_REACHED, ledger.changes().suspend(notary, office()));
    Organisation asObserver =
        with(member(office()), Tier.OBSERVER, member(office()), Optional.empty());
    assertRefused(
        Reason.QUORUM_NOT_REACHED, ledger.changes().replace(notary, office(), asObserver));
    assertRefused(Reason.QUORUM_NOT_REACHED, ledger.changes().replace(notary, office(), archive));
    accept(ledger.changes().replace(notary, office(), registry));
  }

  @Test
  void theQuorumStandsAThirdOfLiars() throws Exception {
    assertRefused(Reason.QUORUM_NOT_REACHED, admitting(registry, 3, Optional.empty()));
    assertRefused(Reason.QUORUM_NOT_REACHED, admitting(archive, 2, Optional.empty()));
    assertRefused(Reason.BAD_PROPOSAL, admitting(registry, 6, Optional.empty()));
    accept(admitting(registry, 4, Optional.empty()));
    accept(admitting(registry, 5, Optional.empty()));
    accept(admitting(archive, 4, Optional.empty()));
  }

  @Test
  void aProposalNamesTheMembershipInForce() throws Exception {
    Hash other = consortium.hash("another membership");
    assertRefused(
        Reason.PROPOSAL_LAPSED,
        ledger.changes().propose(notary, new OrgAdmit(other, archive, 3, Optional.empty())));
    assertRefused(
        Reason.PROPOSAL_LAPSED,
        ledger
            .changes()
            .propose(notary, new OrgSuspend(other, TestConsortium.PROCURATORATE, 3, cause())));
  }

  @Test
  void namesAndKeysThatWereUsedAreNotUsedAgain() throws Exception {
    assertRefused(
        Reason.DUPLICATE_IDENTITY,
        ledger.changes().admit(notary, consortium.newcomer("alice", Tier.OBSERVER)));
    Organisation keyOfAlice =
        new Organisation(
            ARCHIVE,
            archive.kind(),
            Tier.PARTICIPANT,
            archive.certificate(),
            List.of(alice.key().name()),
            List.of(),
            Optional.empty());
    assertRefused(Reason.DUPLICATE_IDENTITY, ledger.changes().admit(notary, keyOfAlice));
    Organisation keyOfOffice = with(archive, Tier.OBSERVER, member(office()), Optional.empty());
    assertRefused(Reason.DUPLICATE_IDENTITY, ledger.changes().admit(notary, keyOfOffice));
  }

  @Test
  void whatAGenesisRefusesNoChangeMakes() throws Exception {
    Organisation nodeOfOffice =
        new Organisation(
            ARCHIVE,
            archive.kind(),
            Tier.OBSERVER,
            archive.certificate(),
            archive.recordKeys(),
            member(office()).nodes(),
            Optional.empty());
    assertRefused(Reason.BAD_PROPOSAL, ledger.changes().admit(notary, nodeOfOffice));
    Organisation checkpointKeysOfOffice =
        with(registry, Tier.VALIDATOR, registry, member(office()).checkpointKeys());
    assertRefused(Reason.BAD_PROPOSAL, ledger.changes().admit(notary, checkpointKeysOfOffice));
    assertRefused(
        Reason.BAD_PROPOSAL,
        ledger.changes().admit(notary, consortium.newcomer("validators", Tier.OBSERVER)));
  }

  @Test
  void aRenewedEntryKeepsItsRecordKeys() throws Exception {
    Organisation office = member(office());
    Organisation otherKeys = with(office, Tier.VALIDATOR, archive, office.checkpointKeys());
    assertRefused(Reason.BAD_PROPOSAL, ledger.changes().replace(notary, office(), otherKeys));
    accept(ledger.changes().replace(notary, office(), renewed(office)));
  }

  /** With the checkpoint keys of an organisation that is no member. */
  private Organisation renewed(Organisation office) {
    return with(office, Tier.VALIDATOR, office, registry.checkpointKeys());
  }

  @Test
  void nothingIsProposedWhileAChangeWaitsForItsSeal() throws Exception {
    ledger.decide(ledger.changes().admit(notary, archive));
    assertRefused(
        Reason.CHANGE_PENDING, ledger.changes().suspend(court, TestConsortium.PROCURATORATE));
    assertThat(ledger.membership().organisation(ARCHIVE)).isEmpty();
    ledger.seal();
    accept(ledger.changes().suspend(court, TestConsortium.PROCURATORATE));
  }

  @Test
  void aNameIsTakenFromTheDecisionOnAndForEver() throws Exception {
    Actor posing = new Actor(new SubjectId("archive"), alice.key()).with(stranger.key());
    ledger.decide(ledger.changes().admit(notary, archive));
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, posing));
    ledger.seal();
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, posing));
    ledger.enact(ledger.changes().suspend(notary, ARCHIVE));
    assertThat(ledger.membership()).isEqualTo(consortium.genesis().membership());
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, posing));
    assertRefused(Reason.DUPLICATE_IDENTITY, ledger.changes().admit(notary, archive));
    // A founder's name is no other's either, once it went.
    ledger.enact(ledger.changes().suspend(notary, TestConsortium.PROCURATORATE));
    Actor named = new Actor(procuratorate.subject(), stranger.key());
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, named));
  }

  @Test
  void aNodesNameIsNoOthersFromTheDecisionOn() throws Exception {
    Actor node = new Actor(new SubjectId(archive.nodes().getFirst().text()), stranger.key());
    ledger.decide(ledger.changes().admit(notary, archive));
    assertRefused(Reason.ROLE_DENIED, records.register(notary, node));
    ledger.seal();
    assertRefused(Reason.ROLE_DENIED, records.register(notary, node));
    accept(records.register(consortium.actor(ARCHIVE), node));
  }

  @Test
  void noNodeTakesTheNameOfAnothersSubject() throws Exception {
    accept(
        records.register(
            notary, new Actor(new SubjectId(archive.nodes().getFirst().text()), stranger.key())));
    assertRefused(Reason.DUPLICATE_IDENTITY, ledger.changes().admit(notary, archive));
  }

  @Test
  void theStateSaysWhatWasDecided() throws Exception {
    TestRecord proposal = ledger.changes().replace(notary, office(), registry);
    TestRecord deciding = ledger.decide(proposal);
    Membership next =
        ledger.ledger().tip().governance().decided().orElseThrow().next().membership();
    assertThat(ledger.state("membership").orElseThrow()).isEqualTo(next.json());
    assertThat(next.organisation(office())).isEmpty();
    assertThat(next.organisation(registry.id())).contains(registry);
    ChangeList changes = ChangeList.read(ledger.state(ChangeList.STATE_KEY).orElseThrow());
    assertThat(changes.changes())
        .containsExactly(
            new ChangeList.Change(proposal.id(), deciding.id(), next.json().bytes().length));
    assertThat(status(office())).isEqualTo("SUSPENDED");
    assertThat(status(registry.id())).isEqualTo("ADMITTED");
    KeyState key = key(registry.recordKeys().getFirst()).orElseThrow();
    assertThat(key.origin()).isEqualTo("membership");
    assertThat(key.registrar()).isEqualTo(registry.id());
    assertThat(linked(Link.subject(new SubjectId("registry")))).isNotEmpty();
  }

  private String status(OrgId organisation) throws Exception {
    Json.Obj state = (Json.Obj) ledger.state("organisation/" + organisation.text()).orElseThrow();
    return ((Json.Str) Optional.ofNullable(state.members().get("status")).orElseThrow()).value();
  }
}
