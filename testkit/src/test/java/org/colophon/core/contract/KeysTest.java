package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** subject.register, key.rotate and key.revoke, and which keys are in force when. */
class KeysTest extends ContractTest {
  KeysTest() throws Exception {}

  private SubjectRegister registration(
      SubjectId subject,
      Hash identity,
      KeyName key,
      Optional<Timestamp> from,
      Optional<Timestamp> until) {
    return new SubjectRegister(
        subject,
        SubjectRegister.Kind.PERSON,
        identity,
        key,
        Optional.empty(),
        Optional.empty(),
        from,
        until);
  }

  private TestRecord registering(SubjectRegister content, Actor subject) {
    return consortium.record(content).by(notary, Role.REGISTRAR).by(subject, Role.SUBJECT);
  }

  private TestRecord rotating(
      Actor authority, Role role, Actor holder, Actor successor, Optional<Timestamp> overlap) {
    KeyRotate content =
        new KeyRotate(holder.subject(), holder.key().name(), successor.key().name(), overlap);
    return consortium.record(content).by(authority, role).by(successor, Role.SUCCESSOR);
  }

  private Actor next(Actor actor, int number) {
    return actor.with(consortium.key(actor.subject().text(), number));
  }

  private TestRecord anything(Actor signer) {
    return records.deposit(signer, CONTENT);
  }

  // subject.register

  @Test
  void registeringPutsTheKeyInForceFromItsBlockOn() throws Exception {
    TestRecord record = records.register(notary, stranger);
    Receipt receipt = accept(record);
    assertThat(key(stranger.key().name()))
        .contains(
            new KeyState(
                stranger.subject(),
                TestConsortium.NOTARY,
                receipt.time(),
                Optional.empty(),
                record.id().hex(),
                Optional.empty()));
    assertThat(
            SubjectState.read(
                ledger.state(SubjectState.stateKey(stranger.subject())).orElseThrow()))
        .isEqualTo(
            new SubjectState(SubjectRegister.Kind.PERSON, TestConsortium.NOTARY, record.id()));
    assertThat(linked(Link.subject(stranger.subject()))).containsExactly(receipt.index());
    assertThat(linked(Link.subject(notary.subject()))).contains(receipt.index());
    accept(anything(stranger));
  }

  @Test
  void aKeyIsInForceWithinItsBoundsOnly() throws Exception {
    Timestamp from = ledger.nextStamp().plus(1000);
    SubjectRegister content =
        registration(
            stranger.subject(),
            consortium.hash("id"),
            stranger.key().name(),
            Optional.of(from),
            Optional.of(from.plus(500)));
    accept(registering(content, stranger));
    assertRefused(Reason.UNKNOWN_KEY, anything(stranger), new Timestamp(from.value() - 1));
    acceptAt(from, anything(stranger));
    acceptAt(from.plus(499), anything(stranger));
    assertRefused(Reason.KEY_REVOKED, anything(stranger), from.plus(500));
  }

  @Test
  void refusesASubjectAnIdentityOrAKeyTwice() throws Exception {
    Actor other = consortium.actor("other");
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, next(alice, 1)));
    SubjectRegister sameIdentity =
        registration(
            other.subject(),
            records.registration(alice).identity(),
            other.key().name(),
            Optional.empty(),
            Optional.empty());
    assertRefused(Reason.DUPLICATE_IDENTITY, registering(sameIdentity, other));
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, other.with(alice.key())));
  }

  @Test
  void refusesAnOrganisationsNameAndAnOrganisationsKeyForASubject() throws Exception {
    Actor posing = new Actor(court.subject(), stranger.key());
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, posing));
    assertRefused(Reason.DUPLICATE_IDENTITY, records.register(notary, stranger.with(court.key())));
  }

  @Test
  void aNodesNameIsRegisteredByItsOrganisationAlone() throws Exception {
    OrgId courtOrganisation = new OrgId(court.subject().text());
    String node =
        ledger.membership().organisation(courtOrganisation).orElseThrow().nodes().getFirst().text();
    Actor reading = consortium.actor(node);
    assertRefused(Reason.ROLE_DENIED, records.register(notary, reading));
    accept(records.register(court, reading));
  }

  @Test
  void refusesARegistrarThatIsNoOrganisation() throws Exception {
    assertRefused(Reason.ROLE_DENIED, records.register(alice, stranger));
    assertRefused(Reason.UNKNOWN_KEY, records.register(consortium.actor("nobody"), stranger));
    Actor posing = new Actor(notary.subject(), alice.key());
    assertRefused(Reason.ROLE_DENIED, records.register(posing, stranger));
  }

  @Test
  void refusesAKeyWhoseHolderDoesNotSign() throws Exception {
    SubjectRegister content = records.registration(stranger);
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(notary, Role.REGISTRAR).by(alice, Role.SUBJECT));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium
            .record(content)
            .by(notary, Role.REGISTRAR)
            .by(new Actor(new SubjectId("another"), stranger.key()), Role.SUBJECT));
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(notary, Role.REGISTRAR));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(stranger, Role.SUBJECT).by(notary, Role.REGISTRAR));
  }

  @Test
  void everyOrganisationMayRegister() throws Exception {
    for (OrgId organisation : TestConsortium.organisations()) {
      Actor subject = consortium.actor("of-" + organisation.text());
      accept(records.register(consortium.actor(organisation), subject));
      assertThat(key(subject.key().name()).orElseThrow().registrar()).isEqualTo(organisation);
    }
  }

  // key.rotate

  @Test
  void rotatingEndsTheOldKeyAndBeginsTheNewInTheSameBlock() throws Exception {
    Actor renewed = next(alice, 1);
    TestRecord record = records.rotate(alice, renewed);
    Receipt receipt = accept(record);
    assertThat(key(alice.key().name()).orElseThrow().until()).contains(receipt.time());
    assertThat(key(renewed.key().name()))
        .contains(
            new KeyState(
                alice.subject(),
                TestConsortium.NOTARY,
                receipt.time(),
                Optional.empty(),
                record.id().hex(),
                Optional.empty()));
    assertThat(linked(Link.subject(alice.subject()))).contains(receipt.index());
    assertRefused(Reason.KEY_REVOKED, anything(alice));
    accept(anything(renewed));
  }

  @Test
  void theRotatedKeyHasEndedForTheNextRecordOfTheSameBlock() throws Exception {
    Actor renewed = next(alice, 1);
    var outcomes =
        ledger.orderAll(
            ledger.nextStamp(),
            java.util.List.of(
                anything(alice).bytes(),
                records.rotate(alice, renewed).bytes(),
                anything(alice).bytes(),
                anything(renewed).bytes()));
    assertThat(outcomes)
        .extracting(outcome -> outcome instanceof org.colophon.core.chain.Outcome.Accepted)
        .containsExactly(true, true, false, true);
  }

  @Test
  void bothKeysAreInForceWhileTheyOverlap() throws Exception {
    Actor renewed = next(alice, 2);
    Timestamp until = ledger.nextStamp().plus(100);
    accept(rotating(alice, Role.HOLDER, alice, renewed, Optional.of(until)));
    acceptAt(new Timestamp(until.value() - 1), anything(alice));
    assertRefused(Reason.KEY_REVOKED, anything(alice), until);
    acceptAt(until, anything(renewed));
  }

  @Test
  void anOverlapInThePastEndsTheOldKeyAtOnce() throws Exception {
    Actor renewed = next(alice, 1);
    Receipt receipt =
        accept(rotating(alice, Role.HOLDER, alice, renewed, Optional.of(new Timestamp(0))));
    assertThat(key(alice.key().name()).orElseThrow().until()).contains(receipt.time());
  }

  @Test
  void anOverlapNeverProlongsAKey() throws Exception {
    Timestamp end = ledger.nextStamp().plus(500);
    SubjectRegister content =
        registration(
            stranger.subject(),
            consortium.hash("id"),
            stranger.key().name(),
            Optional.empty(),
            Optional.of(end));
    accept(registering(content, stranger));
    accept(
        rotating(
            stranger, Role.HOLDER, stranger, next(stranger, 1), Optional.of(end.plus(10_000))));
    assertThat(key(stranger.key().name()).orElseThrow().until()).contains(end);
  }

  @Test
  void theRegistrarReplacesALostKeyEvenWhenItWasRevoked() throws Exception {
    Actor renewed = next(alice, 1);
    accept(records.revoke(alice));
    assertRefused(Reason.KEY_REVOKED, records.rotate(alice, renewed));
    accept(rotating(notary, Role.REGISTRAR, alice, renewed, Optional.empty()));
    accept(anything(renewed));
    assertRefused(Reason.KEY_REVOKED, anything(alice));
  }

  @Test
  void anOrganisationRotatesItsOwnKeyAndStaysRegistrar() throws Exception {
    Actor renewed = next(notary, 1);
    accept(records.rotate(notary, renewed));
    assertRefused(Reason.KEY_REVOKED, records.register(notary, stranger));
    accept(records.register(renewed, stranger));
    assertThat(key(stranger.key().name()).orElseThrow().registrar())
        .isEqualTo(TestConsortium.NOTARY);
  }

  @Test
  void refusesToRotateWhatIsNotRegisteredOrNotOnesOwn() throws Exception {
    Actor renewed = next(alice, 1);
    Actor unknown = alice.with(consortium.key("alice", 7));
    assertRefused(
        Reason.UNKNOWN_KEY, rotating(alice, Role.HOLDER, unknown, renewed, Optional.empty()));
    KeyRotate bobs =
        new KeyRotate(alice.subject(), bob.key().name(), renewed.key().name(), Optional.empty());
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(bobs).by(alice, Role.HOLDER).by(renewed, Role.SUCCESSOR));
    assertRefused(Reason.ROLE_DENIED, rotating(bob, Role.HOLDER, alice, renewed, Optional.empty()));
    assertRefused(
        Reason.ROLE_DENIED, rotating(court, Role.REGISTRAR, alice, renewed, Optional.empty()));
    assertRefused(
        Reason.ROLE_DENIED, rotating(alice, Role.CREATOR, alice, renewed, Optional.empty()));
    assertRefused(
        Reason.ROLE_DENIED, rotating(bob, Role.REGISTRAR, alice, renewed, Optional.empty()));
  }

  @Test
  void refusesASuccessorThatIsRegisteredOrDoesNotSign() throws Exception {
    Actor taken = alice.with(bob.key());
    assertRefused(Reason.DUPLICATE_IDENTITY, records.rotate(alice, taken));
    assertRefused(Reason.DUPLICATE_IDENTITY, records.rotate(alice, alice));
    Actor renewed = next(alice, 1);
    KeyRotate content =
        new KeyRotate(alice.subject(), alice.key().name(), renewed.key().name(), Optional.empty());
    assertRefused(Reason.ROLE_DENIED, consortium.record(content).by(alice, Role.HOLDER));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium.record(content).by(alice, Role.HOLDER).by(next(alice, 4), Role.SUCCESSOR));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium
            .record(content)
            .by(alice, Role.HOLDER)
            .by(bob.with(renewed.key()), Role.SUCCESSOR));
  }

  @Test
  void anEndedKeyNeverComesBack() throws Exception {
    Actor renewed = next(alice, 1);
    accept(records.rotate(alice, renewed));
    assertRefused(Reason.DUPLICATE_IDENTITY, records.rotate(renewed, alice));
  }

  // key.revoke

  @Test
  void revokingEndsTheKeyAtItsBlock() throws Exception {
    Receipt receipt = accept(records.revoke(alice));
    assertThat(key(alice.key().name()).orElseThrow().until()).contains(receipt.time());
    assertThat(linked(Link.subject(alice.subject()))).contains(receipt.index());
    assertRefused(Reason.KEY_REVOKED, anything(alice));
    assertRefused(Reason.KEY_REVOKED, records.revoke(alice));
  }

  @Test
  void whatAKeySignedBeforeItsEndStands() throws Exception {
    TestRecord before = anything(alice);
    Receipt receipt = accept(before);
    accept(records.revoke(alice));
    assertThat(ledger.order(before))
        .isInstanceOfSatisfying(
            org.colophon.core.chain.Outcome.Refused.class,
            refused -> assertThat(refused.first()).contains(receipt));
  }

  private TestRecord revoking(Actor authority, Role role, SubjectId subject, KeyName key) {
    return consortium
        .record(new KeyRevoke(subject, key, KeyRevoke.Cause.KEY_COMPROMISE))
        .by(authority, role);
  }

  @Test
  void theRegistrarOrAnotherKeyOfTheSubjectMayRevoke() throws Exception {
    accept(revoking(notary, Role.REGISTRAR, bob.subject(), bob.key().name()));
    Actor renewed = next(alice, 1);
    accept(
        rotating(
            alice, Role.HOLDER, alice, renewed, Optional.of(ledger.nextStamp().plus(100_000))));
    accept(revoking(renewed, Role.HOLDER, alice.subject(), alice.key().name()));
    assertRefused(Reason.KEY_REVOKED, anything(alice));
  }

  @Test
  void nobodyElseMayRevoke() throws Exception {
    KeyName key = alice.key().name();
    assertRefused(Reason.ROLE_DENIED, revoking(bob, Role.HOLDER, alice.subject(), key));
    assertRefused(Reason.ROLE_DENIED, revoking(court, Role.REGISTRAR, alice.subject(), key));
    assertRefused(Reason.ROLE_DENIED, revoking(bob, Role.REGISTRAR, alice.subject(), key));
    assertRefused(Reason.ROLE_DENIED, revoking(alice, Role.OWNER, alice.subject(), key));
    assertRefused(Reason.ROLE_DENIED, revoking(alice, Role.HOLDER, bob.subject(), key));
    assertRefused(
        Reason.UNKNOWN_KEY,
        revoking(alice, Role.HOLDER, alice.subject(), consortium.key("alice", 9).name()));
    assertRefused(
        Reason.ROLE_DENIED,
        consortium
            .record(new KeyRevoke(alice.subject(), key, KeyRevoke.Cause.SUPERSEDED))
            .by(alice, Role.HOLDER)
            .by(bob, Role.HOLDER));
  }

  @Test
  void aKeyThatHasNotBegunCanBeRevokedAndNeverBegins() throws Exception {
    Timestamp from = ledger.nextStamp().plus(1000);
    SubjectRegister content =
        registration(
            stranger.subject(),
            consortium.hash("id"),
            stranger.key().name(),
            Optional.of(from),
            Optional.empty());
    accept(registering(content, stranger));
    accept(revoking(notary, Role.REGISTRAR, stranger.subject(), stranger.key().name()));
    assertRefused(Reason.KEY_REVOKED, anything(stranger), from.plus(1));
  }
}
